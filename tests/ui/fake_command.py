"""Stands in for ``python -m etl``: answers by the name of the file, and notes how it was called."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

RELEASE = "20261122T083000Z-bbbb"


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("verb")
    parser.add_argument("things", nargs="*")
    for option in ("json", "marked", "source", "period", "area", "by", "reason", "out"):
        parser.add_argument(f"--{option}")
    parser.add_argument("--dry-run", action="store_true")
    return parser.parse_args()


def find(rule: str, cell: str, message: str, value: str = "", suggestions: tuple[str, ...] = ()) -> dict[str, Any]:
    words = {"message_vi": message, "message_en": f"[en] {message}", "suggestions": list(suggestions)}
    return {"sheet": "Biểu 1" if cell else "", "cell": cell, "rule": rule, "severity": "error", "value": value, **words}


def list_errors(name: str, asked: argparse.Namespace) -> list[dict[str, Any]]:
    errors = []
    if "loi" in name:
        errors.append(find("more_than_registered", "E9", "Lớn hơn <b>số đăng ký</b>", "1.250"))
        errors.append(find("area_fuzzy", "B14", "Không có đơn vị này", "<i>P. Ba Đinh</i>", ("Phường Ba Đình",)))
        errors.append(find("formula_error", "F14", "Ô có công thức lỗi", "#REF!"))
    if "thieu-ky" in name and not asked.period:
        errors.append(find("period_unknown", "A1", "Chưa biết số liệu thuộc kỳ nào"))
    if "thieu-noi" in name and not asked.area:
        errors.append(find("area_unknown", "A1", "Bảng không nêu nơi nào"))
    return errors


def find_status(name: str, *, is_dry: bool) -> str:
    if "da-nap" in name:
        return "known"
    return "checked" if is_dry else "refused" if "chot" in name else "loaded"


def fail(name: str, message_vi: str, message_en: str) -> dict[str, Any]:
    return {"file": name, "sha256": "0" * 64, "error": {"message_vi": message_vi, "message_en": message_en}}


def answer_file(path: Path, asked: argparse.Namespace) -> dict[str, Any]:
    name, is_dry = path.name, asked.dry_run
    if "hong" in name:
        return fail(name, f"{name}: tệp bị hỏng", f"{name}: damaged")
    if "khoa" in name:
        return fail(name, "kho đang được ghi bởi an@may-1; hãy thử lại", "the warehouse is being written by an@may-1")
    errors = list_errors(name, asked)
    if find_status(name, is_dry=is_dry) == "refused":
        errors.append(find("period_locked", "", "Kỳ này đã chốt"))
    if asked.marked and errors:
        Path(asked.marked).write_bytes(b"marked")
    cell = {"area_code": "00004", "area_era": "2025-07", "area_name": "Phường Ba Đình", "title": "cong_dan_hoc_tap"}
    seen = {**cell, "group": "", "measure": "total", "value": 21450, "missing": None, "period": "2026-H1"}
    changes = [
        {"group": "", "measure": "registered", "old": 12050, "new": 12050, "cell": "D9"},
        {"group": "", "measure": "recognised", "old": 9100, "new": 9800, "cell": "E9"},
        {"group": "farmers", "measure": "total", "old": 320, "new": None, "cell": "C10"},
    ]
    replaced = [{"load_id": 4, "file": "cu.xlsx", **cell, "period": "2026-H1", "changes": changes}]
    return {
        "file": name,
        "sha256": "1" * 64,
        "source": "standard_form",
        "period": asked.period or "2026-H1",
        "periods": [asked.period or "2026-H1"],
        "status": find_status(name, is_dry=is_dry),
        "load_id": None if is_dry else 12,
        "release_id": None if is_dry else RELEASE,
        "read": 245,
        "accepted": 242 if errors else 245,
        "rejected": errors,
        "warnings": [find("jump", "D12", "Tăng gấp ba")] if "loi" in name else [],
        "supersedes": replaced if "sua" in name else [],
        "observations": [{**seen, "sheet": "Biểu 1", "cell": "C9"}],
        "notes": [{"message_vi": "Đã bỏ cột họ tên", "message_en": "Names dropped"}] if "loi" in name else [],
    }


def write_answer(asked: argparse.Namespace, answer: Any) -> None:
    text = json.dumps(answer, ensure_ascii=False)
    if asked.json == "-":
        sys.stdout.buffer.write(text.encode())
    else:
        Path(asked.json).write_text(text, encoding="utf-8")


def main() -> None:
    asked = read_arguments()
    with (Path(os.environ["DICH_WAREHOUSE"]) / "calls.txt").open("a", encoding="utf-8") as calls:
        calls.write(json.dumps(sys.argv[1:], ensure_ascii=False) + "\n")
    if asked.verb == "template":
        Path(asked.out).write_bytes(f"form of {asked.area} for {asked.period}".encode())
        return
    if asked.verb == "undo":
        write_answer(asked, {"load_id": int(asked.things[0]), "status": "undone", "release_id": RELEASE})
        return
    names = " ".join(asked.things)
    if "treo" in names:
        time.sleep(60)
    if "sap" in names:
        sys.exit("Traceback (most recent call last):\n  boom")
    if "ma-la" in names:
        sys.exit("không có địa bàn nào mang mã '001'\nno area has the code '001'")
    answers = [answer_file(Path(thing), asked) for thing in asked.things]
    write_answer(asked, answers[0] if len(answers) == 1 else answers)
    sys.exit(any(answer.get("rejected") or answer.get("error") for answer in answers))


if __name__ == "__main__":
    main()
