"""The face of the app: gathers the admin pages of its slices."""

from incubator.reports import board_admin, timeline_admin
from incubator.reports.snapshots import admin as snapshots

__all__ = ["board_admin", "snapshots", "timeline_admin"]
