"""Codes of certificates: short enough to be typed from paper, too many to be guessed; read in any case, with or without marks, in
any digits.
"""

import secrets

from incubator.text import western_digits

#: No letters that are taken for each other when somebody types a code from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
#: What is not in the alphabet is taken for the letter it looks like.
_LOOKS = str.maketrans({"O": "Q", "0": "Q"})
LENGTH, GROUP = 12, 4


def certificate_code() -> str:
    """Three groups of four: 59 random bits, readable aloud."""
    return _grouped("".join(secrets.choice(ALPHABET) for _n in range(LENGTH)))


def normal(typed: str) -> str:
    """XXXX-XXXX-XXXX, or nothing when it can be no code of ours."""
    plain = western_digits(typed[:60]).upper().translate(_LOOKS)
    kept = "".join(char for char in plain if char.isalnum())
    if len(kept) != LENGTH or any(char not in ALPHABET for char in kept):
        return ""
    return _grouped(kept)


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))
