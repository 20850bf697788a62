"""The plan of docs/architecture.md, checked: who imports whom, where the SQL is, how large things get."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALLOWED = {
    "warehouse": set(),
    "etl": {"warehouse"},
    "wording": {"warehouse"},
    "reports": {"warehouse", "wording"},
    "ui": {"reports", "warehouse", "wording"},
    "pages": {"ui", "warehouse", "reports", "wording"},
}
# The shell opens the pages: the one place that looks the other way, through the registry.
EXCEPTIONS = {("ui/shell.py", "pages")}
PACKAGES = set(ALLOWED)
TOP_LEVEL = {
    ".ci", ".git", ".gitignore", ".streamlit", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "app.py", "benchmarks", "data",
    "docs", "etl", "pages", "pyproject.toml", "reports", "requirements-dev.txt", "requirements.txt", "tests", "ui", "warehouse",
    "wording",
}  # fmt: skip
SQL_TEXT = re.compile(
    r"\b(select\b.+\bfrom|insert\s+into|update\s+\w+\s+set|delete\s+from)\b", re.IGNORECASE | re.DOTALL
)


def list_modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def read_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_imports_go_one_way(package: str) -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in list_modules(package)
        for name in read_imports(path) & (PACKAGES - {package})
        if name not in ALLOWED[package]
    }
    assert found - EXCEPTIONS == set()


def test_nothing_imports_the_entry_or_the_tests() -> None:
    for path in list_modules(*PACKAGES):
        assert not read_imports(path) & {"app", "tests"}, path


def test_sql_is_in_files_only() -> None:
    for path in [*list_modules(*PACKAGES), ROOT / "app.py"]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
                assert not SQL_TEXT.search(node.value), f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_sql_file_says_its_grain() -> None:
    for path in sorted((ROOT / "warehouse" / "sql").rglob("*.sql")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line.split(":")[0] for line in lines[:3]] == ["-- grain", "-- unit", "-- null"], path.name


def test_every_sql_file_is_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in list_modules("warehouse", "etl", "wording", "reports", "ui")
    )
    for path in sorted((ROOT / "warehouse" / "sql").rglob("*.sql")):
        if path.parent.name not in {"checks", "rules"}:  # each folder is run whole
            assert f'"{path.stem}"' in code, f"{path.parent.name}/{path.name} is read by nothing"


def test_pages_stay_short() -> None:
    for path in list_modules("pages"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 120, path


def test_modules_stay_readable() -> None:
    for path in list_modules(*PACKAGES):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path


def test_no_vague_module_names() -> None:
    assert not {path.stem for path in list_modules(*PACKAGES)} & {"utils", "helpers", "common", "misc"}


def test_top_level_holds_what_the_plan_says() -> None:
    ignored = {".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "__pycache__"}
    assert {path.name for path in ROOT.iterdir()} - ignored <= TOP_LEVEL


def test_library_code_does_not_swallow_errors() -> None:
    boundary = ROOT / "ui" / "shell.py"
    for path in set(list_modules(*PACKAGES)) - {boundary}:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else ""
                assert caught not in {"", "Exception", "BaseException"} or _reraises(node), f"{path}:{node.lineno}"


def _reraises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) for node in ast.walk(handler))
