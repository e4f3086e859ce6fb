"""Files that mean harm, or are broken: made here, each by a function of its name."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

Make = Callable[[], bytes]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT = "<w:p><w:r><w:t>The force answers calls.</w:t></w:r></w:p>"


def archive(parts: dict[str, bytes | str], *, stored: bool = False) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def stored_word(body: str) -> bytes:
    return archive({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}, stored=True)


def word(body: str, **parts: bytes | str) -> bytes:
    named = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    return archive({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **named})


def pdf(objects: list[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Return a PDF of these objects, the first one its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start))


def stream(content: bytes, about: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), about, content)


def pages(count: int, content: bytes, extra: bytes = b"") -> bytes:
    """Return a PDF whose pages all show one content."""
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(count))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>"
    )
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % extra,
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            content,
            *[page] * count,
        ]
    )


SHOWN = b"BT /F 11 Tf 70 700 Td (The force answers calls quickly and well.) Tj ET"


def encrypted_pdf() -> bytes:
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    sheet = canvas.Canvas(out, encrypt="secret")
    sheet.drawString(70, 700, "The force answers calls.")
    sheet.save()
    return out.getvalue()


def scan() -> bytes:
    image = b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 3 0 R >> >> >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
            stream(b"\x00" * 64, image),
            stream(b"595 0 0 842 0 0 cm /I Do"),
            page,
        ]
    )


def huge_picture() -> bytes:
    image = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 3 0 R >> >> >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
            stream(zlib.compress(b"\x00" * 10_000_000), image),
            stream(b"595 0 0 842 0 0 cm /I Do"),
            page,
        ]
    )


def recursive_form() -> bytes:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 3 0 R /Y 3 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 3 0 R >> >> >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
            stream(b"/X Do /Y Do", form),
            stream(b"/X Do"),
            page,
        ]
    )


def branching_forms() -> bytes:
    """Forms that each show the next one ten times: 10^20 words, if one were to follow."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 6 0 R >> "
        b"/Font << /F 3 0 R >> >> >>"
    )
    forms = [
        stream(
            b"/X Do " * 10 if i < 19 else SHOWN,
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> /XObject << /X %d 0 R >> >>"
            % (7 + i),
        )
        for i in range(20)
    ]
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            stream(b"/X Do"),
            page,
            *forms,
        ]
    )


def flate_bomb() -> bytes:
    packed = zlib.compress(b"BT /F 1 Tf (a) Tj ET " * 20_000_000, 9)
    return pages(1, stream(packed, b"/Filter /FlateDecode"))


def nested_filters() -> bytes:
    packed = b"\x00" * 100_000_000
    for _ in range(4):
        packed = zlib.compress(packed, 9)
    return pages(1, stream(packed, b"/Filter [/FlateDecode /FlateDecode /FlateDecode /FlateDecode]"))


def deep_arrays() -> bytes:
    return pdf(
        [b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 500_000 + b"]" * 500_000 + b" >>", b"<< /Type /Pages >>"]
    )


def huge_words() -> bytes:
    return pages(100, stream(b"BT /F 1 Tf 70 700 Td (" + b"a" * 30_000 + b") Tj ET"))


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def lying_zip() -> bytes:
    """An archive whose table of contents says that a part is small, and the part is not."""
    made = bytearray(word(TEXT + "<w:p/>" * 3_000_000))
    at = made.rfind(b"PK\x01\x02")
    made[at + 24 : at + 28] = struct.pack("<I", 1_000)
    return bytes(made)


def entries(count: int) -> bytes:
    return archive({"word/document.xml": "<a/>", **{f"word/{i}.xml": "" for i in range(count)}}, stored=True)


def laughs(body: str = "&i;") -> str:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return f"<?xml version='1.0'?><!DOCTYPE x [{entities}]><w:document {W}><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"


def noise(seed: int, size: int = 50_000) -> bytes:
    return random.Random(seed).randbytes(size)


def changed(data: bytes, seed: int, times: int = 200) -> bytes:
    chance, made = random.Random(seed), bytearray(data)
    for _ in range(times):
        made[chance.randrange(8, len(made))] = chance.randrange(256)
    return bytes(made)


def picture(kind: bytes) -> bytes:
    return kind + noise(1, 1000)


EXTERNAL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/relationships/attachedTemplate" Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/>'
    '<Relationship Id="r2" Type="http://x/relationships/styles" Target="http://127.0.0.1:9/styles.xml" TargetMode="External"/>'
    '<Relationship Id="r3" Type="http://x/relationships/numbering" Target="../../../../../../etc/passwd"/></Relationships>'
)
SCRIPT = (
    b"/OpenAction << /S /JavaScript /JS (while \\(true\\) {}) >> /Names << /EmbeddedFiles << /Names [(a) << >>] >> >>"
)

REFUSED: dict[str, tuple[Make, str]] = {
    "zip-bomb.docx": (lambda: word(TEXT + " " * 90_000_000), "times its size"),
    "zip-bomb-of-parts.docx": (lambda: archive({"word/document.xml": "x", **{f"word/{i}": bytes(900_000) for i in range(120)}}), "unpacks to more than"),
    "lying-zip.docx": (lying_zip, "broken"),
    "many-parts.docx": (lambda: entries(5_000), "parts; the limit"),
    "too-many-parts.docx": (lambda: entries(30_000), "parts; the limit"),
    "deep.docx": (lambda: stored_word("<w:p>" * 500_000 + "</w:p>" * 500_000), "nested more than"),
    "many-elements.docx": (lambda: stored_word("<w:p/>" * 1_200_000), "elements, the limit"),
    "laughs.docx": (lambda: archive({"word/document.xml": laughs()}), "entities"),
    "laughs-in-styles.docx": (lambda: word(TEXT, word__styles_xml=laughs()), "entities"),
    "external-entity.docx": (lambda: archive({"word/document.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'}), "entities"),
    "half.docx": (lambda: half(word(TEXT * 5_000)), "broken"),
    "half-xml.docx": (lambda: archive({"word/document.xml": f"<w:document {W}><w:body>{TEXT}"}), "broken"),
    "no-document.docx": (lambda: archive({"word/other.xml": "<a/>"}), "broken"),
    "nothing-in-it.docx": (lambda: word("<w:p/>"), "no text"),
    "changed.docx": (lambda: changed(word(TEXT * 500), 4), "broken"),
    "binary-xml.docx": (lambda: archive({"word/document.xml": noise(3)}), "broken"),
    "too-much-text.docx": (lambda: stored_word("<w:p><w:r><w:t>" + "The force. " * 300_000 + "</w:t></w:r></w:p>"), "limit"),
    "encrypted.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(1), "old Word, Excel or Outlook"),
    "rich.rtf": (lambda: b"{\\rtf1 The force is good.}", "RTF"),
    "open.odt": (lambda: archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, stored=True), "OpenDocument text"),
    "book.epub": (lambda: archive({"mimetype": "application/epub+zip"}, stored=True), "e-book"),
    "slides.pptx": (lambda: archive({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "presentation"),
    "sheet-as-letter.docx": (lambda: archive({"xl/workbook.xml": ""}), "Excel workbook"),
    "only-a-zip.docx": (lambda: archive({"a.txt": "a"}), "unpack it"),
    "empty-zip.docx": (lambda: archive({}), "archive"),
    "half-a-header.docx": (lambda: b"PK\x03\x04", "archive"),
    "half.pdf": (lambda: half(pages(1, stream(SHOWN))), "broken"),
    "header-only.pdf": (lambda: b"%PDF-1.7\n", "broken"),
    "noise.pdf": (lambda: b"%PDF-1.7\n" + noise(2), "broken"),
    "ten-thousand-pages.pdf": (lambda: pages(10_000, stream(SHOWN)), "pages; the limit"),
    "endless-pages.pdf": (lambda: pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 2000000000 /Kids [2 0 R] >>"]), "cannot be read"),
    "circular-pages.pdf": (lambda: pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 2 /Kids [3 0 R 3 0 R] >>", b"<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] >>"]), "cannot be read"),
    "no-pages.pdf": (lambda: pdf([b"<< /Type /Catalog >>"]), "broken"),
    "scan.pdf": (scan, "no text, only pictures"),
    "huge-picture.pdf": (huge_picture, "no text"),
    "empty-page.pdf": (lambda: pages(1, stream(b"")), "no text"),
    "recursive-form.pdf": (recursive_form, "cannot be read"),
    "branching-forms.pdf": (branching_forms, "cannot be read"),
    "flate-bomb.pdf": (flate_bomb, "cannot be read"),
    "nested-filters.pdf": (nested_filters, "cannot be read"),
    "deep-arrays.pdf": (deep_arrays, "cannot be read"),
    "huge-words.pdf": (huge_words, "limit"),
    "encrypted.pdf": (encrypted_pdf, "is encrypted"),
    "too-large.pdf": (lambda: b"%PDF-1.7\n" + bytes(17_000_000), "larger than 16 MB"),
    "hundred-megabytes.html": (lambda: b"<html><body>" + b"The force is good. " * 5_300_000, "larger than 16 MB"),
    "one-line.html": (lambda: b"<html><body><p>" + b"The force is good. " * 700_000, "limit"),
    "many-elements.html": (lambda: b"<html><body>" + b"<b>a</b>" * 1_500_000, "limit"),
    "nested.html": (lambda: b"<html><body>" + b"<div>" * 200_000 + b"The force answers calls.", "took longer than"),
    "only-script.html": (lambda: b"<html><body><script>document.write('The force')</script></body></html>", "no text of its own"),
    "endless-comment.html": (lambda: b"<html><!-- " + b"The force " * 1_000_000, "no text of its own"),
    "no-page.mhtml": (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--", "no text of its own"),
    "feed.xml": (lambda: b"<?xml version='1.0'?><rss><a/></rss>", "XML file"),
    "picture.png": (lambda: picture(b"\x89PNG\r\n\x1a\n"), "picture"),
    "photo.jpg": (lambda: picture(b"\xff\xd8\xff\xe0"), "picture"),
    "packed.gz": (lambda: b"\x1f\x8b\x08" + noise(1), "unpack it"),
    "noise.bin": (lambda: bytes(range(32)) * 1000, "binary"),
    "nothing.txt": (lambda: b"   \n", "empty"),
}  # fmt: skip
"""Files that are refused, each with words of the sentence that says why."""

READ: dict[str, Make] = {
    "wrong-ending.docx": lambda: pages(1, stream(SHOWN)),
    "wrong-ending.pdf": lambda: word(TEXT),
    "wrong-ending.txt": lambda: b"<!DOCTYPE html><html><body><p>The force answers calls.</p></body></html>",
    "junk-before.pdf": lambda: b"\n" * 900 + pages(1, stream(SHOWN)),
    "junk-after.pdf": lambda: pages(1, stream(SHOWN)) + noise(5),
    "script-and-attachment.pdf": lambda: pages(1, stream(SHOWN), SCRIPT),
    "external-template.docx": lambda: word(TEXT, **{"word/_rels/document.xml.rels": EXTERNAL}),
    "entity-bomb.html": lambda: b"<html><body><p>The force answers calls.</p>" + b"&lt;" * 100_000,
    "nested.html": lambda: b"<html><body>" + b"<div>" * 5_000 + b"The force answers calls.",
    "nested-lists.html": lambda: b"<html><body>" + b"<ul><li>The force answers calls." * 3_000,
    "nested-tables.html": lambda: b"<html><body>" + b"<table><tr><td>The force answers calls." * 3_000,
    "wrong-charset.html": lambda: b"<meta charset=utf-7><p>The force answers calls.",
    "binary-charset.html": lambda: b"<meta charset=zlib><p>The force answers calls \xff.",
    "two-bytes.html": lambda: "<html><body><p>The force answers calls.</p></body></html>".encode("utf-16"),
    "two-bytes-unmarked.html": lambda: "<html><body><p>The force answers calls.</p></body></html>".encode("utf-16-be"),
    "zeros.html": lambda: b"<html><body><p>The force answers calls.\x00\x00</p></body></html>",
}
"""Odd files whose text can be had; each says something of calls."""
