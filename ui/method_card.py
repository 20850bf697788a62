"""Method cards: stub."""
from __future__ import annotations
from html import escape
from typing import Any
from ui.blocks import name_verdict, write_icon
from ui.outlook import format_likelihood
from warehouse.model import Likelihood

def write_method_chip(row: dict[str, Any], code: str) -> str:
    word = format_likelihood(code) if code in list(Likelihood) else name_verdict(row)
    return f"<details class='d-method'><summary><span class='d-status'>{write_icon(code)}{escape(word)}</span></summary><div class='card'>…</div></details>"
