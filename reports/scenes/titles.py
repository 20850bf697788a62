"""From all there are to the recognised: the titles step by step, and where most fall away."""

from __future__ import annotations

from collections.abc import Sequence

from reports.blocks import Cell, Column, Scene, Table
from reports.content import Content, Row, TitleFlows
from reports.keys import key_count
from reports.printed import print_count, print_share, tell_count
from reports.scenes.marks import mark_simulated
from reports.sentences import end
from reports.source_line import tell_day_span, tell_nature, tell_sources
from warehouse.model import Qualifier
from wording.figures import find_day, is_provisional
from wording.format import MISSING, QUALIFIER_WORDS, format_period
from wording.language import N_, _, localise
from wording.phrases import Figure, Phrase, compose, fill, join, merge
from wording.titles_flow import (
    OF_REGISTERED,
    OF_TOTAL,
    PUBLISHED,
    StepCode,
    find_recognised_share,
    find_worst_step,
    is_partial,
    list_steps,
)

MOST_ROWS = 10
LOST = {
    StepCode.REGISTERED: N_("most are lost here: {count} not registered"),
    StepCode.ASSESSED: N_("most are lost here: {count} registered, not assessed"),
    StepCode.RECOGNISED: N_("most are lost here: {count} assessed, not recognised"),
}


def compose_titles(content: Content) -> Scene | None:
    """Every title counted at the place; None where none was."""
    pairs = [(one, flow) for one in content.flows for flow in one.flows]
    if not pairs:
        return None
    flows = [flow for _one, flow in pairs]
    source = tell_flows_source(flows)
    shown = pairs[:MOST_ROWS]
    rows = tuple(compose_row(one, flow, flows) for one, flow in shown)
    table = Table(_("Learning titles, step by step"), list_columns(), rows, source)
    notes = [end(join([(f"{name_title(one.title)}: ",), tell_flow(one, flow)], "")) for one, flow in shown]
    return Scene("titles", tell_title(content), (table,), source, (*notes, source))


def list_columns() -> tuple[Column, ...]:
    """The steps of a title and its two rates."""
    return (
        Column(_("Learning title"), "text", 2.6),
        Column(_("In all"), "count", 1.3),
        Column(_("Registered"), "count", 1.3),
        Column(_("Assessed"), "count", 1.3),
        Column(_("Recognised"), "count", 1.3),
        Column(_("Recognised of all"), "rate", 1.2),
        Column(_("Recognised of those registered"), "rate", 1.3),
    )


def compose_row(one: TitleFlows, flow: Row, flows: Sequence[Row]) -> tuple[Cell, ...]:
    """Counts and rates of one title; what is not counted is a dash."""
    periods = [format_period(flow["period"]), _("provisional") if is_open(flow) else ""]
    name = fill("{title} ({period})", title=name_title(one.title), period=", ".join(part for part in periods if part))
    shares = [print_recognised(flow, base) for base in (OF_TOTAL, OF_REGISTERED)]
    cells = [Cell(tell_step(flow, step) or (MISSING,), flow[f"{step}_count"]) for step in StepCode]
    rates = [Cell((share[0],), share[1]) if share else Cell((MISSING,)) for share in shares]
    return (Cell(mark_simulated(name, flow, flows)), *cells, *rates)


def print_step(flow: Row, step: StepCode) -> Figure | None:
    """Count of a step; None where it is missing."""
    count = flow[f"{step}_count"]
    return None if count is None else print_count(name_key(flow, step), count, flow["area_id"], flow["period"])


def tell_step(flow: Row, step: StepCode) -> Phrase:
    """Count of a step with its qualifier (*hơn, gần, khoảng*); empty where it is missing."""
    figure = print_step(flow, step)
    if figure is None:
        return ()
    word = QUALIFIER_WORDS[Qualifier(flow["qualifier"] or Qualifier.EXACT)]
    return merge((f"{_(word)} " if word else "", figure))


def print_recognised(flow: Row, base: str) -> tuple[Figure, float] | None:
    """Rate of the recognised on a base, printed and raw; None where a count is missing."""
    share = find_recognised_share(flow, base)
    if share is None:
        return None
    key = key_count(
        name_key(flow, f"share_{'total' if base == OF_TOTAL else 'registered'}"), flow["area_id"], flow["period"]
    )
    return print_share(key, share.part, share.whole), float(share.percent)


def is_open(flow: Row) -> bool:
    """Whether a flow is provisional; one of published figures never is."""
    return is_provisional({**flow, "is_published": flow["origin"] == PUBLISHED})


def name_key(flow: Row, what: str) -> str:
    """Name of a number of a flow: title, origin and nature tell it from others."""
    nature = "simulated" if flow["is_simulated"] else "real"
    return f"{flow['title_id']}.{flow['origin']}.{nature}.{what}"


def name_title(title: Row) -> str:
    """Short name of a title, without what it covers in brackets."""
    return localise(title, "title_name").split(" (")[0]


def tell_title(content: Content) -> Phrase:
    """The title of which most fall away and where; how many titles are counted where no loss is known."""
    first = [(one, one.flows[0]) for one in content.flows]
    told = [(one, flow, loss) for one, flow in first if (loss := tell_loss(one, flow))]
    if not told:
        count = print_count("titles", len(first), content.area_id, content.period.code)
        return compose("{place}: {count} learning titles counted", place=content.area.name, count=count)
    one, flow, loss = told[0]
    recognised = tell_step(flow, StepCode.RECOGNISED)
    if not recognised:
        return fill("{title}: {loss}", title=name_title(one.title), loss=loss)
    things = tell_count(recognised, flow["recognised_count"], localise(one.title, "unit_noun"))
    things = compose("{value} (provisional)", value=things) if is_open(flow) else things
    return compose("{title}: {count} recognised; {loss}", title=name_title(one.title), count=things, loss=loss)


def tell_loss(one: TitleFlows, flow: Row) -> Phrase:
    """Before which step most fall away, and how many; empty where it is not known."""
    worst = find_worst_step(list_steps(flow, one.title))
    if worst is None or not worst.loss:
        return ()
    figure = print_count(name_key(flow, f"lost_{worst.code}"), worst.loss, flow["area_id"], flow["period"])
    message = LOST[worst.code]
    return fill(_(message), count=tell_count(figure, worst.loss, localise(one.title, "unit_noun")))


def tell_flow(one: TitleFlows, flow: Row) -> Phrase:
    """The steps of a title in one sentence."""
    noun = localise(one.title, "unit_noun")
    parts: list[Phrase] = []
    for step, message in ((StepCode.TOTAL, N_("{count} in all")), (StepCode.REGISTERED, N_("{count} registered")),
                          (StepCode.ASSESSED, N_("{count} assessed")), (StepCode.RECOGNISED, N_("{count} recognised"))):  # fmt: skip
        told = tell_step(flow, step)
        if told:
            parts.append(fill(_(message), count=tell_count(told, flow[f"{step}_count"], noun)))
    of_all = print_recognised(flow, OF_TOTAL)
    if of_all:
        parts.append(compose("{share} of all", share=of_all[0]))
    told = join([*parts, tell_loss(one, flow), tell_pairs([flow])], "; ")
    return compose("{value} (provisional)", value=told) if is_open(flow) else told


def tell_pairs(flows: Sequence[Row]) -> Phrase:
    """That losses and rates leave out units that reported one count of two; empty where all reported both."""
    return (_("losses and rates count only units that reported both numbers"),) if any(map(is_partial, flows)) else ()


def tell_flows_source(flows: Sequence[Row]) -> Phrase:
    """Source line of flows: day, completeness, nature, sources."""
    summed = [flow for flow in flows if flow["expected_count"]]
    span = tell_day_span(map(find_day, flows))
    parts = [compose("{value} (provisional)", value=span) if any(map(is_open, flows)) else span]
    if summed:
        least = min(summed, key=lambda flow: (flow["reporter_count"] or 0) / flow["expected_count"])
        place = (least["area_id"], least["period"])
        counts = {
            "reported": print_count(name_key(least, "reporters"), least["reporter_count"] or 0, *place),
            "expected": print_count(name_key(least, "expected"), least["expected_count"], *place),
        }
        parts.append(compose("at least {reported} of {expected} units reported", **counts))
    else:
        parts.append((_("figure of the whole area"),))
    parts += [tell_pairs(flows), (tell_nature(flow["is_simulated"] for flow in flows),), tell_sources(flows)]
    return join(parts, " · ")
