"""The face of the app: gathers the models of its slices."""

from incubator.reports.snapshots.models import Convention, Question, Report, Schedule, Target

__all__ = ["Convention", "Question", "Report", "Schedule", "Target"]
