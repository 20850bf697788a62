"""The story of one place and period, a message a scene: composed once, drawn by the deck and the stage alike."""

from __future__ import annotations

from collections.abc import Callable

from reports.blocks import Cover, Scene, Story
from reports.content import Content
from reports.scenes.area_map import compose_map
from reports.scenes.commendations import compose_commendations
from reports.scenes.criteria import compose_criteria
from reports.scenes.groups import compose_groups
from reports.scenes.headline import compose_headline
from reports.scenes.improved import compose_improved
from reports.scenes.lagging import compose_lagging
from reports.scenes.outlook import compose_outlook
from reports.scenes.proposals import compose_proposals
from reports.scenes.titles import compose_titles
from reports.scenes.verdict import compose_verdict
from wording.language import speak

COMPOSERS: tuple[Callable[[Content], Scene | None], ...] = (
    compose_headline,
    compose_verdict,
    compose_map,
    compose_titles,
    compose_groups,
    compose_improved,
    compose_lagging,
    compose_outlook,
    compose_criteria,
    compose_commendations,
    compose_proposals,
)


def compose_story(content: Content, cover: Cover) -> Story:
    """The scenes of a place in the language of the cover, in the order they are told; what a place has nothing of is left out."""
    with speak(cover.language):
        scenes = tuple(scene for compose in COMPOSERS if (scene := compose(content)) is not None)
    return Story(cover, scenes)
