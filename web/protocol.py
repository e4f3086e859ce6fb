"""The SPARQL 1.1 Protocol: from a request to a query, and from an answer or an error to a response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from peelgraph.graph.sparql.guard import MAX_CHARS, Form
from peelgraph.ontology.errors import QueryError, QueryStoppedError, QueryTimeoutError, StoreError
from peelgraph.web.negotiate import GRAPHS, PAGE, ROWS, TRUTHS, Offer, negotiated, offered
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

URLENCODED = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
METHODS = "GET, HEAD, POST, OPTIONS"

_DRAINED = 25
"""How many times too large a body may be and still be read to its end, so that its sender hears why it is refused."""

_ELSEWHERE = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")


@dataclass(frozen=True, slots=True)
class Refusal(Exception):  # noqa: N818 - it says what the client is told, not that we failed
    """A request that is not answered.

    Args:
        status: The status of HTTP.
        sentence: What the client is told.
        headers: Further headers.
    """

    status: int
    sentence: str
    headers: Mapping[str, str] = ()  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks.

    Args:
        query: The text of the query; None where there is none.
        format: The format that it names beside the Accept header, or several with commas; empty where it names none.
    """

    query: str | None
    format: str = ""


async def asked(request: Request, most: int) -> Asked:
    """Return what a request asks, by GET or either form of POST.

    Args:
        request: The request.
        most: Most bytes of its body.

    Raises:
        Refusal: It is no request of the protocol, or asks for what is not done here.
    """
    parameters = list(request.query_params.multi_items())
    if request.method != "POST":
        return _from_parameters(parameters)
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media == QUERY:
        body = await _body(request, most)
        if any(name == "query" for name, _ in parameters):
            raise Refusal(400, "the query is in the body: leave it out of the address")
        found = _from_parameters([*parameters, ("query", _text(body))])
    elif media == URLENCODED:
        body = await _body(request, most)
        try:
            sent = parse_qsl(_text(body), keep_blank_values=True, errors="strict", max_num_fields=100)
        except ValueError:
            raise Refusal(400, "the body is no form in UTF-8 with at most 100 fields") from None
        found = _from_parameters([*parameters, *sent])
    else:
        raise Refusal(
            415,
            f"send the query as {QUERY}, or as the field query of {URLENCODED}",
            {"Accept-Post": f"{QUERY}, {URLENCODED}"},
        )
    if found.query is None:
        raise Refusal(400, "the request has no query: send one in the field query")
    return found


def _from_parameters(parameters: list[tuple[str, str]]) -> Asked:
    names = [name for name, _ in parameters]
    if "update" in names:
        raise Refusal(400, "updates are refused: this endpoint only reads")
    for name in _ELSEWHERE:
        if name in names:
            raise Refusal(
                400,
                f"the parameter {name} is refused, as FROM is: every graph of the data set is in the default graph, "
                "and GRAPH <address> { ... } in the query asks one of them",
            )
    if names.count("query") > 1:
        raise Refusal(400, "the request has more than one query: send one at a time")
    said = QueryParams(parameters)
    query = said.get("query")
    if query is not None and len(query) > MAX_CHARS:
        raise Refusal(413, f"the query has {len(query):,} characters; at most {MAX_CHARS:,} are read")
    return Asked(query, ",".join(filter(None, said.getlist("format"))))


async def _body(request: Request, most: int) -> bytes:
    too_large = Refusal(413, f"the request's body is larger than {most:,} bytes", {"Connection": "close"})
    found = bytearray()
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > most * _DRAINED:
            raise too_large
        if size <= most:
            found += piece
    if size > most:
        raise too_large
    return bytes(found)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "the query is not text in UTF-8") from None


def wanted(request: Request, form: Form | None, named: str) -> tuple[Offer, str]:
    """Return the format of the response.

    Args:
        request: The request, with its Accept header.
        form: What the query asks for; None for the description of the endpoint.
        named: The format that the request names, which counts before its header; empty where it names none.

    Raises:
        Refusal: What it names, or takes, is not on offer.
    """
    offers = (*(ROWS if form == "SELECT" else TRUTHS if form == "ASK" else GRAPHS), PAGE)
    if named:
        offer = offered(named, offers)
        found = (offer, offer.media) if offer else None
    else:
        found = negotiated(request.headers.get("accept"), offers)
    if found is None:
        names = ", ".join(f"{offer.media} (format={offer.name})" for offer in offers)
        raise Refusal(406, f"this can be had as {names}")
    return found


def refusal_of(error: Exception) -> Refusal:
    """Return what a client is told of an error."""
    sentence = str(error)
    match error:
        case Refusal():
            return error
        case QueryTimeoutError():
            return Refusal(504, sentence)
        case QueryStoppedError():
            return Refusal(500, sentence)
        case QueryError():
            return Refusal(400, sentence)
        case StoreError():
            return Refusal(503, sentence, {"Retry-After": "5"})
        case _:
            raise error


def told(refusal: Refusal) -> Response:
    """Return a refusal as a response in plain text."""
    sentence = f"{refusal.sentence[:1].upper()}{refusal.sentence[1:]}.\n"
    return Response(sentence, refusal.status, dict(refusal.headers), "text/plain; charset=utf-8")
