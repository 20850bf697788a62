"""Words of the query page: why a statement gave no answer and what to do about it, and what each table is about."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.sandbox import LIMITS, QueryRun
from warehouse.statements import LONGEST_TEXT, Refusal, StatementError
from wording.format import format_number
from wording.language import N_, _

MEGABYTE = 1_000_000
# What happened · what to do.
REFUSALS: Mapping[Refusal, tuple[str, str]] = {
    Refusal.EMPTY: (N_("There is no statement."), N_("Write one that begins with SELECT, or choose a question above.")),
    Refusal.TOO_LONG: (N_("The statement is longer than {characters} characters."), N_("Shorten it.")),
    Refusal.SEVERAL: (N_("There are several statements."), N_("Run them one by one: keep one and take away the semicolon after it.")),
    Refusal.NOT_READING: (
        N_("{name} is not allowed: a release can only be read."),
        N_("Begin with FROM, SELECT, WITH, DESCRIBE, SUMMARIZE, SHOW TABLES or EXPLAIN."),
    ),
    Refusal.OPEN_PIVOT: (
        N_("PIVOT needs the values that become columns."),
        N_("Name them: PIVOT … ON column IN ('first', 'second') USING …"),
    ),
    Refusal.FORBIDDEN_FUNCTION: (
        N_("{name} is not allowed: it would look outside the release."),
        N_("Ask the tables listed on this page."),
    ),
    Refusal.UNSUPPORTED: (N_("The statement is too deeply nested, or in a form that is not read here."), N_("Write it more simply.")),
    Refusal.SYNTAX: (
        N_("The statement cannot be read near “{name}”."),
        N_("Check the spelling, commas and brackets just before that place."),
    ),
    Refusal.UNKNOWN_TABLE: (N_("There is no table “{name}”."), N_("Take a name from the list of tables.")),
    Refusal.UNKNOWN_COLUMN: (N_("There is no column “{name}”."), N_("Open the table in the list to see its columns.")),
    Refusal.UNKNOWN_FUNCTION: (N_("There is no function “{name}”."), N_("Use a function of DuckDB.")),
    Refusal.TOO_SLOW: (
        N_("Stopped after {seconds} seconds."),
        N_("Ask for less: one indicator, one territory, one period, or a summary."),
    ),
    Refusal.TOO_MUCH_MEMORY: (
        N_("Stopped: it needed more memory than the {megabytes} MB a statement gets."),
        N_("Ask for less: filter before joining, and join on the keys of both tables."),
    ),
    Refusal.TOO_LARGE: (
        N_("The answer is larger than {answer} MB."),
        N_("Choose fewer columns, or shorter texts."),
    ),
    Refusal.STOPPED: (N_("Stopped at your request."), N_("Change the statement, or run it again.")),
    Refusal.BUSY: (N_("Others are asking at the moment."), N_("Try again in a few seconds.")),
    Refusal.CRASHED: (N_("The process that answers ended by itself."), N_("Run it again; if it ends again, tell the administrator.")),
    Refusal.FAILED: (N_("The statement could not be carried out."), N_("The remark of the database below says why.")),
}  # fmt: skip
TABLES: Mapping[str, str] = {
    "mart_standing": N_("Where every place stands now on every target"),
    "mart_attainment": N_("Every value of every period with its base, target and verdict"),
    "mart_title_flow": N_("Learning titles from all there are to the recognised"),
    "mart_rank": N_("Ranks among the units of one parent, with their uncertainty"),
    "mart_provenance": N_("File, sheet and cell of every number read"),
    "mart_load": N_("Files loaded, with what was accepted and rejected"),
    "mart_finding": N_("What the checks remarked upon, by cell and rule"),
    "mart_score_outcome": N_("Score sheets by outcome, area and form"),
    "mart_score_index": N_("Scores of each index, by area and form"),
    "mart_score_holding": N_("Which index holds sheets back, by area and form"),
    "mart_score_mark": N_("Outcomes of score sheets at other pass marks"),
    "mart_assessment": N_("Criteria assessed: level, likelihood, value and plan that stand"),
    "mart_assessment_version": N_("Everything that was said of a criterion, load by load"),
    "mart_evidence": N_("Evidence handed in for each criterion"),
    "mart_criterion_duty": N_("Departments in charge of each criterion, and those that support"),
    "mart_commendation": N_("Commendations of collectives and individuals, by campaign and level"),
    "mart_verdict_change": N_("Verdicts that changed since the release before"),
    "release_info": N_("Which release this is, and until when it has data"),
    "release_part": N_("Parts a release is put together from"),
    "dim_area": N_("Places of both eras, with what they lie in"),
    "dim_indicator": N_("Indicators with their numerator, denominator and unit"),
    "dim_target": N_("Targets with their year, value and wording"),
    "dim_document": N_("Documents that set the targets"),
    "dim_title": N_("Learning titles and who recognises them"),
    "dim_group": N_("Groups of people: occupation, sex, age, residence"),
    "dim_criterion_set": N_("Criteria sets with their version and validity"),
    "dim_criterion": N_("Criteria, indices and requirements, with whose words they are in"),
    "dim_criterion_kind": N_("Kinds of criteria: how many the source states, how many are held"),
    "dim_criterion_form": N_("Score sheets of each criteria set, by group of people"),
    "dim_criterion_rating": N_("Ratings a criterion may get, from best to worst"),
    "dim_department": N_("Departments and associations a criterion may be assigned to"),
    "dim_dossier": N_("Dossiers: what an application or a report asks for"),
    "dim_dossier_item": N_("Items of a dossier and what answers each"),
    "dim_criterion_level": N_("Levels at which a criteria set recognises"),
    "dim_period": N_("Reporting periods with their last day"),
    "dim_source": N_("Sources of the figures"),
    "dim_common_area": N_("Smallest areas that both eras have in common"),
    "dim_common_use": N_("Where those common areas are fine enough to use"),
    "bridge_area_change": N_("Which former unit went into which present one"),
    "bridge_common_area": N_("Which unit lies in which common area"),
    "bridge_territory": N_("Weights by which values are recast to another territory"),
    "bridge_former_share": N_("Shares of a present ward in several former districts"),
    "geometry_layer": N_("Shapes of the maps, compressed"),
}


def tell_refusal(error: StatementError) -> tuple[str, str, str]:
    """What happened, where, and what to do."""
    what, remedy = REFUSALS[error.refusal]
    numbers = {
        "name": error.name or _("This function"),
        "characters": format_number(LONGEST_TEXT),
        "seconds": format_number(LIMITS.seconds),
        "megabytes": format_number(LIMITS.memory_mb),
        "answer": format_number(LIMITS.byte_count / MEGABYTE),
    }
    where = ""
    if error.line:
        where = _("Line {line}", line=format_number(error.line))
        if error.column:
            where += " · " + _("column {column}", column=format_number(error.column))
    hint = _("Perhaps {names} was meant.", names=error.hint) if error.hint else ""
    return _(what, **numbers), where, f"{_(remedy)} {hint}".strip()


def tell_progress(run: QueryRun) -> tuple[float, str]:
    """Share of the time a statement may take that has passed, and the same in words."""
    seconds = run.count_seconds()
    if run.sent_at is None:
        return 0.0, _("Starting the process that answers…")
    said = {"seconds": format_number(seconds), "limit": format_number(LIMITS.seconds)}
    return min(1.0, seconds / LIMITS.seconds), _("Running: {seconds} of {limit} s", **said)
