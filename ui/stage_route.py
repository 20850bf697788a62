"""The route of the stage: the document of one story, or a page that says why there is none."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from ui.stage_story import EDITS, ROUTE, make_stage
from ui.state import AREA, LANGUAGE, PERIOD, RELEASE
from warehouse.errors import Dich2030Error, ReleaseError
from warehouse.publish import find_folder, read_current_id
from wording.language import DEFAULT_LANGUAGE, LANGUAGES, _, speak

# The document brings everything it needs; should a text ever smuggle in more, the browser fetches nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'"
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}


def build_stage_routes() -> list[BaseRoute]:
    """Route that ``app.py`` adds: ``/man-trinh-chieu?noi=…&ky=…&lang=…&release=…&kich_ban=…``."""
    return [Route(ROUTE, send_stage)]


def send_stage(request: Request) -> Response:
    """Send the stage; 404 with the reason in words where there is nothing to tell."""
    asked = request.query_params
    language = asked.get(LANGUAGE, "")
    language = language if language in LANGUAGES else DEFAULT_LANGUAGE
    folder = find_folder()
    try:
        release_id = asked.get(RELEASE) or read_current_id(folder)
        if release_id is None:
            raise ReleaseError("nothing was published yet", "chưa có bản phát hành nào")
        document = make_stage(
            str(folder), release_id, asked.get(AREA, ""), asked.get(PERIOD, ""), language, asked.get(EDITS, "")
        )
    except Dich2030Error as error:
        return HTMLResponse(write_refusal(error, language), status_code=404, headers=HEADERS)
    return HTMLResponse(document, headers=HEADERS)


def write_refusal(error: Dich2030Error, language: str) -> str:
    """A plain page: nothing to show, and why."""
    with speak(language):
        title, back = _("There is nothing to show on the stage"), _("Back to the page Presentation")
        message = error.message_vi if language == "vi" else error.message_en
    return (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>{escape(title)}</title><style>body{{font:1.3rem/1.5 sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem}}</style>"
        f"</head><body><h1>{escape(title)}</h1><p>{escape(message)}</p>"
        f"<p><a href='trinh-chieu?lang={language}'>{escape(back)}</a></p></body></html>"
    )
