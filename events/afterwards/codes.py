"""The code of a certificate as people type it from paper: any case, with or without marks, in any digits."""

from incubator.text import western_digits
from programs.graduation.codes import ALPHABET

#: What is not in the alphabet is taken for the letter it looks like.
_LOOKS = str.maketrans({"O": "Q", "0": "Q"})
LENGTH, GROUP = 12, 4


def normal(typed: str) -> str:
    """XXXX-XXXX-XXXX, or nothing when it can be no code of ours."""
    plain = western_digits(typed[:60]).upper().translate(_LOOKS)
    kept = "".join(char for char in plain if char.isalnum())
    if len(kept) != LENGTH or any(char not in ALPHABET for char in kept):
        return ""
    return "-".join(kept[start : start + GROUP] for start in range(0, LENGTH, GROUP))
