"""A link to a page there is not: opens the first page with a word about it, instead of Streamlit's English dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse

from ui.state import write_address
from wording.language import _

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Receive, Scope, Send

MISSING_PAGE = "khong_co"


class WrongLinkMiddleware:
    """Sends a browser that asks for an unknown page to the first one, with the name it asked for.

    Parameters
    ----------
    known : collection of str
        First parts of paths that exist; names with a dot or an underscore in front are never pages.
    """

    def __init__(self, app: ASGIApp, known: Collection[str]) -> None:
        self.app = app
        self.known = frozenset(known)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        name = scope.get("path", "").strip("/")
        is_asked = scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")
        is_page = bool(name) and "/" not in name and "." not in name and not name.startswith("_")
        if is_asked and is_page and name not in self.known and not st.get_option("server.baseUrlPath"):
            await RedirectResponse(f"/?{urlencode({MISSING_PAGE: name})}", status_code=302)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def list_missing_pages() -> list[str]:
    """A polite note about the page a link asked for; taken off the address once said."""
    name = st.query_params.get(MISSING_PAGE)
    if not name:
        return []
    write_address({}, (MISSING_PAGE,))
    return [_("There is no page “{name}”; this is the first page.", name=name)]
