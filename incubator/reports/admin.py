"""The face: gathers what reports show in the administration."""

from incubator.reports import board_admin, timeline_admin

__all__ = ["board_admin", "timeline_admin"]
