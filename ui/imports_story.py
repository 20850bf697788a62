"""What the import page says of a file in words: the verdict in one sentence, and what qualifies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ui.imports_answer import KNOWN, REFUSED, Answer
from ui.imports_command import Outcome, Problem
from ui.imports_tables import name_title, start_sentence
from wording.format import format_count, format_period
from wording.language import N_, _, current_language, localise

SHOWN_TITLES = 3
GOOD, DOUBTFUL, ASKING, BAD = "good", "doubtful", "asking", "bad"
QUESTIONS: Mapping[str, str] = {
    "period_unknown": N_("The period is missing: choose it below"),
    "area_unknown": N_("The place is missing: choose it below"),
}
PROBLEMS: Mapping[Problem, str] = {
    Problem.CRASHED: N_(
        "The program stopped in the middle; nothing was changed. Try again; if it happens again, send the file to the administrator."
    ),
    Problem.TOO_SLOW: N_(
        "It took too long and was stopped; nothing was changed. Save the file again as .xlsx, or split it by sheet, and try once more."
    ),
    Problem.TOO_LARGE: N_(
        "Too many numbers for this page; nothing was changed. Ask the administrator to load the file with `python -m etl load`."
    ),
    Problem.STOPPED: N_("Stopped; nothing was changed."),
}


def judge(outcome: Outcome) -> str:
    """How a file looks: good, doubtful (something to correct, something to load), asking (its sender can tell what it lacks) or bad."""
    if outcome.problem is not None or not outcome.answers:
        return BAD
    answer = outcome.answers[0]
    if answer.questions:
        return ASKING
    if answer.error is not None or answer.status == REFUSED or (not answer.accepted and answer.status != KNOWN):
        return BAD
    return DOUBTFUL if answer.rejected_count else GOOD


def tell_verdict(outcome: Outcome) -> str:
    """The verdict on a checked file, in one sentence."""
    if outcome.problem is not None:
        return _("The file could not be checked")
    answer = outcome.answers[0]
    if answer.error is not None:
        return _("The file cannot be read") if answer.is_unreadable else _("The file could not be checked")
    if answer.status == KNOWN:
        return _("This file was loaded before; loading it again changes nothing")
    if answer.questions:
        return _(next(words for rule, words in QUESTIONS.items() if rule in answer.questions))
    counts = {"rejected": format_count(answer.rejected_count), "accepted": format_count(answer.accepted)}
    if answer.status == REFUSED:
        return _("The file cannot be loaded; {rejected} things to correct", **counts)
    if not answer.rejected_count:
        return (
            _("{accepted} cells received, no errors", **counts)
            if answer.accepted
            else _("No numbers were found in the file")
        )
    if not answer.accepted:
        return _("{rejected} cells to correct, none can be loaded yet", **counts)
    return _("{rejected} cells to correct, {accepted} cells received", **counts)


def tell_problem(outcome: Outcome) -> str:
    """Why a check gave no answer, and what to do."""
    if outcome.problem is Problem.TOLD:
        return _("{message}. Nothing was changed.", message=tell_message(outcome).rstrip("."))
    return _(PROBLEMS[outcome.problem or Problem.CRASHED])


def tell_error(answer: Answer) -> str:
    """Why nothing could be done with a file, without its name, which stands above."""
    message = localise(answer.error or {}, "message")
    return start_sentence(message.removeprefix(answer.file).lstrip(" ·:"))


def tell_job_problem(outcome: Outcome, *, is_undo: bool) -> str:
    """Why a load or an undo did not end, and what to do; it may have been stopped after the warehouse took the change."""
    if outcome.problem is Problem.TOLD:
        return tell_message(outcome)
    if is_undo:
        return _("The program stopped before the end. It is safe to try again.")
    return _(
        "The program stopped before the end. A file is in the warehouse as a whole or not at all: it is safe to try again."
    )


def tell_message(outcome: Outcome) -> str:
    """What the command line said of its problem."""
    return start_sentence(outcome.message[0 if current_language() == "vi" else 1])


def tell_remark(outcome: Outcome) -> str:
    """What stands below a verdict: why there is none, or titles, areas and periods of the cells and how many deserve a second look."""
    if outcome.problem is not None:
        return tell_problem(outcome)
    answer = outcome.answers[0]
    if answer.error is not None:
        return tell_error(answer)
    if answer.questions:
        return next(localise(row, "message") for row in answer.rejected if row["rule"] in answer.questions)
    titles = ", ".join(name_title(title) for title in answer.titles[:SHOWN_TITLES])
    parts = [titles + (" …" if len(answer.titles) > SHOWN_TITLES else "")]
    if len(answer.areas) == 1:
        parts.append(answer.place)
    elif answer.areas:
        parts.append(_("{count} areas", count=format_count(len(answer.areas))))
    parts.append(", ".join(format_period(period) for period in answer.periods))
    if answer.warning_count:
        parts.append(_("{count} cells to look at again", count=format_count(answer.warning_count)))
    return " · ".join(part for part in parts if part)


def tell_stopped(answers: Sequence[Answer]) -> str:
    """How many rows will not be loaded because of their errors; empty when all will."""
    rows, cells = sum(answer.stopped_rows for answer in answers), sum(answer.rejected_count for answer in answers)
    if not cells:
        return ""
    return _(
        "{rows} rows with {cells} wrong cells will not be loaded; the other {accepted} cells will.",
        rows=format_count(rows),
        cells=format_count(cells),
        accepted=format_count(sum(answer.accepted for answer in answers)),
    )


def tell_replaced(answer: Answer) -> str:
    """Which earlier loads a file replaces something of."""
    loads = ", ".join(
        _("load {number} ({file})", number=load_id, file=file) if file else _("load {number}", number=load_id)
        for load_id, file in answer.replaced[:3]
    )
    if answer.change_count:
        return _("{count} numbers replace those of {loads}", count=format_count(answer.change_count), loads=loads)
    return _("What is already in {loads} does not change", loads=loads)
