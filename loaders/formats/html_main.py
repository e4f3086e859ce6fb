"""What of a web page is its main content, and what the site puts around every page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NEVER = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "embed", "video",
    "audio", "picture", "map", "head", "nav", "footer", "button", "select", "textarea", "input", "dialog",
    "menu", "-comment",
})  # fmt: skip
_ROLES = frozenset({
    "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu",
    "menubar", "alert", "toolbar",
})  # fmt: skip
_NAMES = re.compile(
    r"(?:^|[-_\s])(?:cookies?|consent|gdpr|ccc|onetrust|breadcrumbs?|nav|navbar|navigation|menu|sidebar|side-bar|"
    r"site-?(?:header|footer)|page-?footer|footer|global-?(?:header|footer)|masthead|skip-?(?:link|to)?|social|share|"
    r"sharing|newsletter|subscribe|related|pagination|pager|breadcrumb|search-?(?:form|box)|banner|popup|modal|"
    r"feedback|print-(?:link|page)|back-to-top|visually-?hidden|screen-reader(?:-text)?|sr-only|"
    r"(?:table-of-)?contents-list|toc)(?=$|[-_\s])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAIN = (
    "main", "[role=main]", "#main-content", "#maincontent", "#main", "article", "#content", ".entry-content",
    ".main-content",
)  # fmt: skip
_STRUCTURE = frozenset({"html", "body", "main", "article"})
_ENOUGH = 0.5
_FEW_LINKS = 0.6


def main_of(parser: LexborHTMLParser, body: LexborNode, most: int) -> LexborNode:
    """Return the element that holds the main content of a page: what its mark-up says, if that holds most of it.

    Args:
        parser: The page.
        body: Its body.
        most: The most elements that are looked at.
    """
    whole = _letters(body, most)
    for selector in _MAIN:
        found = [node for node in parser.css(selector)[:50] if not _around(node)]
        if len(found) == 1 and _letters(found[0], most) >= _ENOUGH * whole:
            return found[0]
    return body


def is_furniture(node: LexborNode) -> bool:
    """Tell whether an element is no part of the text: navigation, a banner, a form, or hidden."""
    tag = node.tag or ""
    if tag in _NEVER:
        return True
    if tag in _STRUCTURE:
        return False
    if tag == "form":
        # Whole pages of some sites lie in a form; a form of its own has no text to speak of.
        return len(node.css("p")[:4]) < 4 and not _has_title(node)
    if tag == "aside" and not _in_main(node):
        return True
    about = node.attributes
    if not about:
        return tag == "header" and not _has_title(node)
    if "hidden" in about or about.get("aria-hidden") == "true" or _HIDDEN.search(about.get("style") or ""):
        return True
    if (about.get("role") or "").lower() in _ROLES and not _has_title(node):
        return True
    if tag == "sup" and node.css_first("a[href^='#']") is not None:
        return True
    if tag in {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "span", "a", "td", "th", "tr", "tbody"}:
        return tag in {"span", "a", "p"} and bool(re.search(r"skip|hidden|sr-only|screen-reader", _names(node)))
    if _NAMES.search(_names(node)):
        return not _has_title(node)
    if tag == "header":
        return not _has_title(node)
    return tag in {"ul", "ol", "div"} and _all_links(node)


def _names(node: LexborNode) -> str:
    about = node.attributes
    return f"{about.get('class') or ''} {about.get('id') or ''}"


def _has_title(node: LexborNode) -> bool:
    return node.css_first("h1") is not None


def _in_main(node: LexborNode) -> bool:
    parent = node.parent
    for _ in range(50):
        if parent is None:
            return False
        if parent.tag in {"main", "article"}:
            return True
        parent = parent.parent
    return False


def _around(node: LexborNode) -> bool:
    """Tell whether an element lies in a part of the page that is left out."""
    parent = node.parent
    for _ in range(200):
        if parent is None or parent.tag in {"body", "html"}:
            return False
        if is_furniture(parent):
            return True
        parent = parent.parent
    return False


def _all_links(node: LexborNode) -> bool:
    """Tell whether a list is little more than links, as menus are."""
    child = node.child
    looked = 0
    while child is not None and looked < 200:
        looked += 1
        child = child.next
    if looked >= 200 or looked < 3:
        return False
    links = node.css("a")[:200]
    if len(links) < 3:
        return False
    text = len(node.text(deep=True, strip=True))
    linked = sum(len(link.text(deep=True, strip=True)) for link in links)
    return text < 2_000 and linked > _FEW_LINKS * text


def _letters(root: LexborNode, most: int) -> int:
    """Return how many characters an element holds that are no part of what is left out."""
    count = seen = 0
    node: LexborNode | None = root
    leaving = False
    while node is not None and seen < most:
        if not leaving:
            seen += 1
            if node.tag == "-text":
                count += len((node.text_content or "").strip())
            inside = node.mem_id == root.mem_id or node.tag == "-text" or not is_furniture(node)
            child = node.child if inside else None
            if child is not None:
                node = child
                continue
        if node.mem_id == root.mem_id:
            break
        following = node.next
        leaving = following is None
        node = following if following is not None else node.parent
    return count
