"""A story as a presentation of PowerPoint."""

from reports.deck.writing import write_deck

__all__ = ["write_deck"]
