"""Words of Streamlit's own that no parameter sets: the browser puts those of the catalogue in their place (see ``ui/frame.js``)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from wording.language import LANGUAGES, N_, _, current_language, use_language

#: As Streamlit writes them; a text or label of the page that is exactly one of these is replaced.
WORDS: tuple[str, ...] = (
    N_("App pages"),
    N_("Bad message format"),
    N_("Cancel"),
    N_("Choose an option"),
    N_("Clear all"),
    N_("Clear value"),
    N_("Close"),
    N_("Close fullscreen"),
    N_("Connecting"),
    N_("Connecting to Streamlit server"),
    N_("Connection error"),
    N_("Download as CSV"),
    N_("file upload"),
    N_("Fullscreen"),
    N_("Hide column"),
    N_("Navigate to home page"),
    N_("Next page"),
    N_("No results"),
    N_("Open"),
    N_("Pagination"),
    N_("Previous page"),
    N_("Running..."),
    N_("Search"),
    N_("Selected values"),
    N_("Show/hide columns"),
    N_("You can only select up to 2 options. Remove an option first."),
    N_("Streamlit server is not responding. Are you connected to the internet?"),
)


def write_browser_words() -> str:
    """JSON of what is to be replaced, by what: English by the language in use, and what another language put there before.

    >>> use_language("en"); json.loads(write_browser_words())["Không tìm thấy"]
    'No results'
    """
    language = current_language()
    words: Mapping[str, str] = {word: _(word) for word in WORDS}
    replaced = dict(words)
    for other in (code for code in LANGUAGES if code != language):
        use_language(other)
        replaced.update({_(word): words[word] for word in WORDS})
        use_language(language)
    return json.dumps({old: new for old, new in replaced.items() if old != new}, ensure_ascii=False)
