"""The way of a file: to be mapped, checked row by row, imported row by row, undone row by row."""

from incubator.lifecycle import Lifecycle, move
from startups.models.imports import ImportState

S = ImportState

IMPORT = Lifecycle(
    {
        "reread": move(S.UPLOADED, S.CHECKED, S.FAILED, to=S.UPLOADED),
        "check": move(S.UPLOADED, S.CHECKED, S.FAILED, to=S.CHECKING),
        "finish_check": move(S.CHECKING, to=S.CHECKED),
        "fail": move(S.UPLOADED, S.CHECKING, to=S.FAILED),
        "choose": move(S.CHECKED, to=S.CHECKED),
        "start": move(S.CHECKED, to=S.IMPORTING),
        "finish": move(S.IMPORTING, to=S.DONE),
        "undo": move(S.DONE, to=S.UNDOING),
        "finish_undo": move(S.UNDOING, to=S.UNDONE),
    }
)
