"""The face of the app: gathers the admin pages of its slices."""

from incubator.reports.snapshots import admin as snapshots

__all__ = ["snapshots"]
