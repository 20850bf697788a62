"""The stage: one HTML document that tells a story full screen, drawn by any browser without a network."""

from reports.stage.document import write_stage

__all__ = ["write_stage"]
