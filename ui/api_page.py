"""The description of ``/api/v1`` for people: what can be read, with which parameters, and how a spreadsheet takes it over."""

from __future__ import annotations

from html import escape

from ui.api_resources import LARGEST_LIMIT, RESOURCES, SHARED, ApiParameter, ApiResource
from ui.theme_css import write_theme
from wording.format import format_number
from wording.language import _, current_language

LAYOUT = (
    ":root{color-scheme:light dark}body{font:1rem/1.55 'Source Sans','Segoe UI',Roboto,'Noto Sans',sans-serif;color:var(--ink);"
    "background:var(--paper);max-width:62rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{line-height:1.2;margin:.4rem 0}"
    "h2{margin:1.8rem 0 .3rem;font-size:1.2rem}a{color:var(--accent)}p{margin:.3rem 0 .7rem}.lead{color:var(--quiet);font-size:1.1rem}"
    "code,pre{font-family:Consolas,'DejaVu Sans Mono',monospace;font-size:.92em}pre{background:var(--panel);padding:.7rem .9rem;"
    "overflow-x:auto;border-radius:6px}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.94rem}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}th{background:var(--panel)}"
    "nav{display:flex;gap:1rem;justify-content:space-between;flex-wrap:wrap}"
)
POWER_QUERY = '= Csv.Document(Web.Contents("http://…/api/v1/areas?level=province&format=csv&limit=1000"), [Delimiter=",", Encoding=65001])'


def write_page(release_id: str | None) -> str:
    """HTML in the language in use, complete in itself."""
    language = current_language()
    other, name = ("en", "English") if language == "vi" else ("vi", "Tiếng Việt")
    title = _("Figures for programs")
    lead = _(
        "Read-only, at most {rows} rows a page, as JSON or CSV. No key is needed.", rows=format_number(LARGEST_LIMIT)
    )
    return (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>{escape(title)} · Đích 2030</title><style>{write_theme()}{LAYOUT}</style></head><body>"
        f"<nav><a href='../../'>Đích 2030</a><a href='?lang={other}' lang='{other}'>{name}</a></nav>"
        f"<main><h1>{escape(title)}</h1><p class='lead'>{escape(lead)}</p>{write_rules(release_id)}"
        + "".join(write_resource(one) for one in RESOURCES.values())
        + f"{write_shared()}{write_power_query()}</main></body></html>"
    )


def write_rules(release_id: str | None) -> str:
    """What holds for every answer."""
    release = _("Release {release}", release=release_id) if release_id else _("Nothing was published yet.")
    rules = (
        _("Every answer belongs to one release that never changes; its ETag names it, and If-None-Match gets 304 while nothing is new."),
        _("“next” leads to the next page of the same release: every row comes once, also while a new release is published."),
        _("A rate stands beside its base, date, completeness and whether it is simulated. A row with status suppressed has no number."),
        _("CSV begins with a byte-order mark: Excel reads Vietnamese; a text that begins like a formula gets an apostrophe."),
    )  # fmt: skip
    items = "".join(f"<li>{escape(rule)}</li>" for rule in rules)
    return f"<p><a href='release'>{escape(release)}</a> · <a href='openapi.json'>OpenAPI 3.1</a></p><ul>{items}</ul>"


def write_resource(resource: ApiResource) -> str:
    """One resource with its parameters."""
    return (
        f"<h2 id='{resource.name}'><a href='{resource.name}?limit=10'><code>/api/v1/{resource.name}</code></a></h2>"
        f"<p>{escape(_(resource.meaning))}</p>{write_parameters(resource.filters)}"
    )


def write_shared() -> str:
    """The parameters all resources take."""
    title = _("Parameters of every resource")
    return f"<h2>{escape(title)}</h2>{write_parameters(SHARED)}"


def write_parameters(parameters: tuple[ApiParameter, ...]) -> str:
    """Table of some parameters."""
    heads = (_("Parameter"), _("Meaning"), _("Values"))
    head = "".join(f"<th scope='col'>{escape(text)}</th>" for text in heads)
    rows = "".join(
        f"<tr><td><code>{one.name}</code></td><td>{escape(_(one.meaning))}</td><td><code>{escape(list_values(one))}</code></td></tr>"
        for one in parameters
    )
    return f"<div class='wide' tabindex='0'><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def list_values(parameter: ApiParameter) -> str:
    """What a parameter may be."""
    if parameter.bounds is not None:
        return f"{parameter.bounds[0]}–{parameter.bounds[1]}"
    return ", ".join(parameter.choices)


def write_power_query() -> str:
    """How Excel takes a resource over."""
    text = _("In Excel: Data · Get data · From other sources · Blank query, then:")
    return f"<h2>Power Query</h2><p>{escape(text)}</p><pre tabindex='0'><code>{escape(POWER_QUERY)}</code></pre>"
