"""Streamlit's scripts, styles and fonts, compressed once and then answered from memory.

Their names change with their content, so an answer holds for as long as the server runs. Compressing them for every new visitor costs the
server a quarter of a second each (measured), which twenty visitors at the beginning of a meeting would wait for one after another.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEPT_BYTES = 16_000_000
ASSETS = "/static/"
Key = tuple[str, bool]


@dataclass
class Answer:
    """One answer to a request, as it goes out."""

    start: Message = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)

    async def note(self, message: Message) -> None:
        """Take over one message of the application."""
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.body.extend(message.get("body", b""))

    async def give(self, send: Send) -> None:
        """Send it in one piece."""
        await send(self.start)
        await send({"type": "http.response.body", "body": bytes(self.body)})

    @property
    def is_lasting(self) -> bool:
        """Whether it is the same for everybody and for ever."""
        headers = Headers(raw=self.start["headers"])
        return (
            self.start["status"] == 200
            and "immutable" in headers.get("cache-control", "")
            and "set-cookie" not in headers
        )


class KeptAssets:
    """Middleware that keeps the answers about assets which never change; put it outside of what compresses them.

    Parameters
    ----------
    limit : int
        Bytes to keep; the answers not asked for the longest go first.
    """

    def __init__(self, app: ASGIApp, limit: int = KEPT_BYTES) -> None:
        self.app = app
        self.limit = limit
        self.kept: OrderedDict[Key, Answer] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, else ask the application and keep what will not change."""
        key = find_key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        answer = self.kept.get(key)
        if answer is None:
            answer = Answer()
            await self.app(scope, receive, answer.note)
            self.keep(key, answer)
        else:
            self.kept.move_to_end(key)
        await answer.give(send)

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer if it lasts, and drop others where that is too much."""
        if not answer.is_lasting:
            return
        self.kept[key] = answer
        while sum(len(one.body) for one in self.kept.values()) > self.limit:
            self.kept.popitem(last=False)


def find_key(scope: Scope) -> Key | None:
    """What an answer is kept by: the path, and whether it may be compressed; null where it is not to be kept."""
    if scope["type"] != "http" or scope["method"] != "GET" or ASSETS not in scope["path"]:
        return None
    headers = Headers(scope=scope)
    if "range" in headers or "if-none-match" in headers or "if-modified-since" in headers:
        return None
    return scope["path"], "gzip" in headers.get("accept-encoding", "")
