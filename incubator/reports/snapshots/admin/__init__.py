from incubator.reports.snapshots.admin import agreements, questions, reports

__all__ = ["agreements", "questions", "reports"]
