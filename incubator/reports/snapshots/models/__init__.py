"""What a partner is told, and when."""

from incubator.reports.snapshots.models.agreed import Convention, Schedule, Target
from incubator.reports.snapshots.models.told import Question, Report

__all__ = ["Convention", "Question", "Report", "Schedule", "Target"]
