"""The application: the endpoint at /sparql, for programs and for browsers."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Mapping
from typing import Final

from peelgraph.graph.rdf import PublicView
from peelgraph.graph.sparql.exchange import Answer
from peelgraph.graph.sparql.guard import CheckedQuery, checked
from peelgraph.graph.sparql.questions import load_sparql_question, sparql_question_names
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.web.dataset import Dataset, Reading
from peelgraph.web.description import described
from peelgraph.web.negotiate import PAGE
from peelgraph.web.page import FIRST_QUERY, page, policy, shown
from peelgraph.web.protocol import METHODS, Asked, Refusal, asked, refusal_of, told, wanted
from peelgraph.web.settings import WebSettings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

ENDPOINT: Final = "/sparql"

_OPEN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "X-SPARQL-MaxRows, Retry-After",
}
_ALWAYS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Vary": "Accept"}
_LOCAL: Final = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")


def create_app(uri: str, view: PublicView | None = None, settings: WebSettings | None = None) -> Starlette:
    """Return the application that answers on a graph.

    What is under embargo is left out unless the view includes it. If it does, pages of other sites may not read what
    is answered here, and only a browser on this machine is answered.

    Args:
        uri: The graph.
        view: What of it; by default what anybody may have now.
        settings: The limits.

    Raises:
        NoGraphError: There is no graph.
        StoreError: It could not be read.
    """
    chosen = view or PublicView()
    endpoint = _Endpoint(Dataset(uri, chosen, settings or WebSettings()), settings or WebSettings(), chosen)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        endpoint.dataset.close()

    async def home(_: Request) -> Response:
        return RedirectResponse(ENDPOINT)

    return Starlette(routes=[Route("/", home), Route(ENDPOINT, endpoint)], lifespan=lifespan)


class _Endpoint:
    """Answers the requests of the protocol."""

    def __init__(self, dataset: Dataset, settings: WebSettings, view: PublicView) -> None:
        self.dataset = dataset
        self._settings = settings
        self._open = not view.include_embargoed
        self._turns = asyncio.Semaphore(settings.concurrency)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as applications of ASGI do."""
        response = await self.respond(Request(scope, receive))
        await response(scope, receive, send)

    async def respond(self, request: Request) -> Response:
        """Return the response to a request."""
        try:
            response = await self._answered(request)
        except (Refusal, PeelgraphError) as error:
            response = told(refusal_of(error))
        response.headers.update(_ALWAYS | (_OPEN if self._open else {}))
        return response

    async def _answered(self, request: Request) -> Response:
        if not self._open and not _LOCAL.fullmatch(request.headers.get("host", "")):
            raise Refusal(403, "what is under embargo is shown to this machine only: ask http://localhost")
        if request.method == "OPTIONS":
            return self._options()
        if request.method not in {"GET", "HEAD", "POST"}:
            raise Refusal(405, f"use GET or POST, not {request.method}", {"Allow": METHODS})
        given = await asked(request, self._settings.body)
        if given.query is None:
            return self._introduced(request, given, await self.dataset.current())
        return await self._query(request, given, given.query)

    def _options(self) -> Response:
        headers = {"Allow": METHODS}
        if self._open:
            headers |= {
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Allow-Headers": "Accept, Content-Type",
                "Access-Control-Max-Age": "86400",
            }
        return Response(status_code=204, headers=headers)

    def _introduced(self, request: Request, given: Asked, reading: Reading) -> Response:
        offer, media = wanted(request, None, given.format)
        if offer is PAGE:
            name = request.query_params.get("question")
            query = load_sparql_question(name).sparql if name in sparql_question_names() else FIRST_QUERY
            return _page(page(ENDPOINT, reading.triples, query))
        address = str(request.url.replace(query=""))
        return Response(described(address, reading.triples, reading.graphs, offer.media), media_type=media)

    async def _query(self, request: Request, given: Asked, text: str) -> Response:
        try:
            query = checked(text)
            offer, media = wanted(request, query.form, given.format)
            answer = await self._in_turn(request, query, None if offer is PAGE else offer.media)
        except (Refusal, PeelgraphError) as error:
            refusal = refusal_of(error)
            if refusal.status == 406 or not _for_a_person(request):
                raise
            body = page(ENDPOINT, self.dataset.triples, text, problem=refusal.sentence)
            return _page(body, refusal.status, refusal.headers)
        headers = {"X-SPARQL-MaxRows": str(self._settings.limits.rows)} if answer.truncated else {}
        if offer is PAGE:
            seen = shown(query.form, text, answer, self._settings.limits.rows, ENDPOINT)
            return _page(page(ENDPOINT, self.dataset.triples, text, seen), headers=headers)
        return Response(answer.body, headers=headers, media_type=media)

    async def _in_turn(self, request: Request, query: CheckedQuery, media: str | None) -> Answer:
        """Answer a query when there is a process free for it, and stop it when the client goes away."""
        try:
            async with asyncio.timeout(self._settings.wait):
                await self._turns.acquire()
        except TimeoutError:
            raise Refusal(
                503,
                f"{self._settings.concurrency} queries are being answered and none ended in "
                f"{self._settings.wait:g} s: try again",
                {"Retry-After": "5"},
            ) from None
        leaving = asyncio.create_task(_left(request))
        try:
            service = (await self.dataset.current()).service
            answering = asyncio.create_task(service.ask_async(query, media, self._settings.limits))
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                answering.cancel()
                await asyncio.wait({answering})
                raise Refusal(499, "nobody waits for the answer")
            return answering.result()
        finally:
            leaving.cancel()
            self._turns.release()


async def _left(request: Request) -> None:
    """Wait until the client goes away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _for_a_person(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _page(body: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        body, status, {**dict(headers or {}), "Content-Security-Policy": policy()}, "text/html; charset=utf-8"
    )
