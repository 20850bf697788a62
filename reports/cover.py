"""What stands on every document about a place and a period."""

from __future__ import annotations

from reports.blocks import Cover
from reports.content import Content
from reports.xml_text import blank_forbidden
from wording.format import format_period
from wording.language import _, current_language
from wording.places import name_inside


def compose_cover(content: Content, title: str = "", *, agency: str = "", superior: str = "") -> Cover:
    """The cover in the language in use.

    Parameters
    ----------
    title : str
        What the document is called; the results of the place in the period when empty.
    agency, superior : str
        Who issues it, and the body above it; empty = left for people.
    """
    place, period = content.area.name, format_period(content.period.code)
    is_simulated = content.has_simulated
    return Cover(
        area_id=content.area_id,
        area_name=place,
        period=content.period.code,
        language=current_language(),
        release_id=content.release.release_id,
        data_as_of=content.day,
        agency=blank_forbidden(agency).strip(),
        superior=blank_forbidden(superior).strip(),
        title=title
        or _("Results of building the learning society in {period}, {place}", period=period, place=name_inside(place)),
        simulated=_("This document holds simulated figures, marked as such; they are not results.")
        if is_simulated
        else "",
    )
