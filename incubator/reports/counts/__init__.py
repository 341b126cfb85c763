"""What each indicator counts: rows of one thing, columns beside them, and sums over both, all in SQL.

The same recipe gives a figure, its splits and the list behind it, so that they cannot disagree (docs/decisions/0020).
"""
