"""What is taken away from the screen of data quality: every sign of the period with its source and its last mark."""

from __future__ import annotations

from functools import partial

from reports.extract import Extract
from ui.extract_fields import Field, tell_nature
from ui.extracts import build_extract, copy_link
from ui.quality import Quality, name_silence
from ui.quality_words import name_rules, name_subject, name_unit, tell_mark, tell_message, tell_quality
from ui.state import PageContext
from ui.take_away import draw_take_away
from wording.format import format_period
from wording.language import N_, _, localise

SIGN_FIELDS = (
    Field("area_id", N_("Code and era of the area"), "code"),
    Field("area", N_("Area"), "text"),
    Field("what", N_("What"), "text"),
    Field("sign", N_("Sign"), "text"),
    Field("message", N_("Remark of the check"), "text"),
    Field("impact_count", N_("Concerns"), "count"),
    Field("unit_noun", N_("Unit of counting"), "text", lambda row: localise(row, "unit_noun")),
    Field("period", N_("Period"), "text", lambda row: format_period(row["period"])),
    Field("file_name", N_("File"), "text"),
    Field("sheet", N_("Sheet"), "text"),
    Field("cell", N_("Cell"), "code"),
    Field("mark", N_("Follow-up"), "text"),
    Field("nature", N_("Nature"), "text", tell_nature),
)


def draw_quality_files(context: PageContext, quality: Quality) -> None:
    """Offer the signs as files."""
    name = f"chat-luong_{context.area.area_id}_{quality.period}"
    draw_take_away(partial(make_quality_extract, context, quality, name, copy_link(context)), "quality", name)


def make_quality_extract(context: PageContext, quality: Quality, name: str, link: str) -> Extract:
    """One row a silent unit or sign, in the order of the screen."""
    silent = [
        {
            **row,
            "area": localise(row, "name"),
            "sign": _("has not reported"),
            "impact_count": row["people_count"],
            "is_simulated": None,
            "mark": tell_mark(quality.find_mark(name_silence(row))),
        }
        for row in quality.silent
    ]
    signs = [
        {**sign.row, "area": name_unit(sign), "sign": name_rules(sign), "what": name_subject(sign), "message": tell_message(sign),
         "impact_count": None if sign.is_heaped else sign.row["impact_count"], "mark": tell_mark(quality.find_mark(sign.sign_id))}
        for sign in quality.signs
    ]  # fmt: skip
    title = tell_quality(context.area, quality)
    return build_extract(context, name, title, SIGN_FIELDS, [*silent, *signs], link=link, period=quality.period)
