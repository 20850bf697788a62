"""A review report (sơ kết, tổng kết) of one place and period: legal bases, four parts and annexes, composed from the release."""

from __future__ import annotations

from reports.blocks import Cover, Review
from reports.content import Content
from reports.review.ahead import compose_ahead
from reports.review.annexes import compose_annexes
from reports.review.bases import compose_bases
from reports.review.direction import compose_direction
from reports.review.results import compose_results_part
from reports.review.shortcomings import compose_shortcomings
from reports.scenes.headline import tell_headline
from reports.sentences import end
from wording.format import format_date
from wording.language import speak
from wording.phrases import Phrase, compose


def compose_review(content: Content, cover: Cover) -> Review:
    """The report of a place in the language of the cover; what only people know is left to fill."""
    with speak(cover.language):
        return Review(
            cover=cover,
            bases=compose_bases(content),
            opening=compose_opening(content),
            sections=(
                *compose_direction(content),
                *compose_results_part(content),
                *compose_shortcomings(content),
                *compose_ahead(content),
            ),
            closing=(compose("This is the report as of {date}.", date=format_date(content.day)),),
            annexes=compose_annexes(content),
        )


def compose_opening(content: Content) -> tuple[Phrase, ...]:
    """What is reported and as of which day, and the result in one sentence."""
    words = {"place": content.area.name, "date": format_date(content.day)}
    message = compose("{place} reports its results on the targets of the learning society as of {date}:", **words)
    return (message, end(tell_headline(content)))
