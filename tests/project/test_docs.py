"""Documentation under test: what exists is described, and what is described exists."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import duckdb
import pytest
import typer.main

from etl.__main__ import app
from etl.findings import RULES_FOLDER, read_rules
from pages import PAGES
from warehouse.dictionary import write_dictionary

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = sorted((ROOT / "docs").rglob("*.md"))


def test_every_command_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    command = typer.main.get_command(app)
    for name in command.commands:  # type: ignore[attr-defined]
        assert f"## `{name}" in guide, name


def test_every_check_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for path in (ROOT / "warehouse" / "sql" / "checks").glob("*.sql"):
        assert f"`{path.stem}`" in guide, path.stem


def test_the_data_dictionary_is_that_of_the_release(released: duckdb.DuckDBPyConnection) -> None:
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == write_dictionary(released), "run `python -m etl dictionary`"


def test_the_readme_is_short_and_vietnamese_first() -> None:
    assert len(README.splitlines()) <= 150
    assert README.index("## Bắt đầu") < README.index("## English")


def test_the_readme_commands_name_files_that_exist() -> None:
    for name in set(re.findall(r"requirements[\w-]*\.txt|app\.py", README)):
        assert (ROOT / name).exists()


PAGE_PATHS = {f"/{page.url_path}" for page in PAGES}


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS], ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8")):
        is_page = target.partition("?")[0] in PAGE_PATHS
        assert is_page or (path.parent / target).exists(), target


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_rule_over_cells_and_criteria_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "loading.md").read_text(encoding="utf-8")
    criteria = tomllib.loads((RULES_FOLDER / "criteria.toml").read_text(encoding="utf-8"))
    for rule in [*(path.stem for path in (ROOT / "warehouse" / "sql" / "rules").glob("*.sql")), *criteria]:
        severity = {"error": "lỗi", "warning": "cảnh báo"}[read_rules()[rule].severity]
        assert f"| `{rule}` | {severity} |" in guide, rule
