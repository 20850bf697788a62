"""Registry of pages: one entry per screen; the module is imported when the page is first opened."""

from __future__ import annotations

from dataclasses import dataclass

from wording.language import N_

ALL_FILTERS = ("noi", "chi_tieu", "moc", "ky", "dia_ban", "nhom")
MAIN_SECTION, ANALYSIS_SECTION, DATA_SECTION = "", N_("Analysis"), N_("Figures")


@dataclass(frozen=True)
class PageEntry:
    """One screen.

    Attributes
    ----------
    url_path : str
        Unaccented Vietnamese slug.
    title : str
        Message id of its name in the navigation.
    icon : str
        Material symbol.
    module : str
        Module with ``render(context: PageContext) -> None``.
    filters : tuple of str
        Which of the shared filters it shows; the others keep their values.
    offers_all : bool
        Whether it shows all indicators side by side where none is chosen.
    section : str
        Message id of the menu it stands in; empty for the pages named in the bar itself.
    """

    page_id: str
    url_path: str
    title: str
    icon: str
    module: str
    filters: tuple[str, ...] = ALL_FILTERS
    offers_all: bool = False
    section: str = MAIN_SECTION


PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        "overview", "tong-quan", N_("Overview"), ":material/flag:", "pages.overview.page", ("noi", "chi_tieu", "moc")
    ),
    PageEntry("map", "ban-do", N_("Map"), ":material/map:", "pages.map.page", ("noi", "chi_tieu", "moc")),
    PageEntry(
        "indicator", "chi-tieu", N_("Indicator"), ":material/monitoring:", "pages.indicator.page", offers_all=True
    ),
    PageEntry("titles", "danh-hieu", N_("Titles"), ":material/workspace_premium:", "pages.titles.page", ("noi", "moc")),
    PageEntry("criteria", "tieu-chi", N_("UNESCO criteria"), ":material/checklist:", "pages.criteria.page", ("noi",)),
    PageEntry("compare", "xep-hang", N_("Ranking and comparison"), ":material/leaderboard:", "pages.compare.page"),
    PageEntry("stage", "trinh-chieu", N_("Presentation"), ":material/slideshow:", "pages.stage.page", ("noi",)),
    PageEntry(
        "analysis", "phan-tich", N_("Free analysis"), "", "pages.analysis.page",
        ("noi", "chi_tieu", "moc"), section=ANALYSIS_SECTION,
    ),
    PageEntry(
        "query", "truy-van", N_("SQL query"), "", "pages.query.page", (), section=ANALYSIS_SECTION
    ),
    PageEntry(
        "scores", "cham-diem", N_("Score sheets"), "", "pages.scores.page", ("noi",), section=ANALYSIS_SECTION,
    ),
    PageEntry(
        "load", "nap-so-lieu", N_("Load data"), "", "pages.load.page", ("noi",),
        section=DATA_SECTION,
    ),
    PageEntry(
        "sources", "nguon-so-lieu", N_("Data sources"), "", "pages.sources.page",
        ("noi", "chi_tieu", "moc"), section=DATA_SECTION,
    ),
    PageEntry(
        "quality", "chat-luong", N_("Data quality"), "", "pages.quality.page", ("noi",),
        section=DATA_SECTION,
    ),
    PageEntry(
        "methods", "phuong-phap", N_("Methods"), "", "pages.methods.page", (),
        section=DATA_SECTION,
    ),
)  # fmt: skip
