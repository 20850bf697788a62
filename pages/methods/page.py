"""Phương pháp."""

from ui.blocks import draw_message
from ui.state import PageContext


def render(context: PageContext) -> None:
    draw_message("", "x")
