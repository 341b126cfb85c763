"""Codes of certificates: short enough to be typed from paper, too many to be guessed."""

import secrets

#: No letters that are taken for each other when somebody types a code from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def certificate_code() -> str:
    """Three groups of four: 59 random bits, readable aloud."""
    return "-".join("".join(secrets.choice(ALPHABET) for _n in range(4)) for _group in range(3))
