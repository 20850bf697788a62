"""``python -m tests.mutations --count 20000 --seed 1 --jobs 2``: break workbooks and see what loading does with them.

Exit code 1 when a case crashed, hung, took more than 10 s or 1 GiB, ended with anything but an answer or a refusal, or was loaded in part.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.mutations.cases import make_case, read_bases
from tests.mutations.run import FINE, run_cases
from tests.mutations.worker import Outcome

console = Console(width=140)


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description="Break workbooks, load them.")
    parser.add_argument("--first", type=int, default=0, help="number of the first case: a long run in pieces")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", type=int, help="number of one case to run again")
    parser.add_argument("--keep", type=Path, help="folder to write the case of --only into")
    return parser.parse_args()


def main() -> None:
    """Run and report."""
    arguments = read_arguments()
    if arguments.only is not None and arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        case = make_case(arguments.seed, arguments.only, read_bases(arguments.keep))
        (arguments.keep / case.file_name).write_bytes(case.mutant.content)
        console.print(f"{arguments.keep / case.file_name}", soft_wrap=True)
    numbers = range(arguments.first, arguments.first + arguments.count) if arguments.only is None else [arguments.only]
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("cases", total=len(numbers))
        outcomes = run_cases(numbers, arguments.seed, arguments.jobs, lambda outcome: progress.advance(task))
    print_report(outcomes, arguments.seed)
    raise SystemExit(any(outcome.outcome not in FINE for outcome in outcomes))


def print_report(outcomes: Sequence[Outcome], seed: int) -> None:
    """Counts for each kind, the slowest, the largest, and each failure with the command that repeats it."""
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_kind[outcome.kind.split("+")[0]].append(outcome)
    by_kind["all"] = list(outcomes)
    table = Table(title=f"seed {seed}")
    table.add_column("kind", no_wrap=True)
    for heading in ("cases", "answered", "refused", "failed", "median s", "slowest s", "peak MiB"):
        table.add_column(heading, justify="right")
    for kind, group in sorted(by_kind.items(), key=lambda item: (item[0] == "all", item[0])):
        counts = [sum(one.outcome == name for one in group) for name in ("answer", "refused")]
        seconds = [one.seconds for one in group]
        table.add_row(
            kind,
            *map(str, (len(group), *counts, len(group) - sum(counts))),
            f"{median(seconds):.2f}",
            f"{max(seconds):.2f}",
            f"{max(one.peak for one in group):.0f}",
        )
    console.print(table)
    for name, ranked in (
        ("slowest", sorted(outcomes, key=lambda one: -one.seconds)),
        ("largest", sorted(outcomes, key=lambda one: -one.peak)),
    ):
        for one in ranked[:5]:
            console.print(f"{name}: {_describe(one)}", soft_wrap=True, markup=False)
    for one in outcomes:
        if one.outcome not in FINE:
            again = f"python -m tests.mutations --seed {seed} --only {one.number} --keep <folder>"
            detail = "\n".join(one.detail.strip().splitlines()[-12:])
            console.print(
                f"\nFAILED {_describe(replace(one, detail=''))}\n{again}\n{detail}", soft_wrap=True, markup=False
            )


def _describe(one: Outcome) -> str:
    return f"#{one.number} {one.kind} of {one.base}: {one.outcome}, {one.seconds:.2f} s, peak {one.peak:.0f} MiB (+{one.growth:.0f})"


if __name__ == "__main__":
    main()
