"""A story as a presentation of PowerPoint."""

from reports.deck.logo import check_logo
from reports.deck.writing import write_deck

__all__ = ["check_logo", "write_deck"]
