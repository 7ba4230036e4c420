"""Codes that stand outside the office: a voter's follow code, the public name of a published petition; and the code
that a petition has in the register.
"""

import re
import secrets

ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"
"""27 letters and digits that nobody mixes up when reading aloud or copying by hand: no 0 O, 1 I L, B, S, U, Z."""
FOLLOW_LETTERS = 12
"""57 bits: guessing a thousand codes a second for a century finds none of a million."""
PUBLIC_LETTERS = 10
GROUP = 4
MISREAD = str.maketrans("BSZ", "852")
"""What people write for a letter of the alphabet."""
OWN_CODE = re.compile(r"KN-(\d{4})-(\d{1,9})")
"""A code as the program gives it: year and number."""


def follow_code() -> str:
    """A fresh code to follow a petition with."""
    return _random(FOLLOW_LETTERS)


def public_id() -> str:
    """A fresh public name; it says nothing about how many petitions there are, or when one was registered."""
    return _random(PUBLIC_LETTERS).lower()


def _random(length: int) -> str:
    number, letters = secrets.randbelow(len(ALPHABET) ** length), ""
    for _ in range(length):
        number, at = divmod(number, len(ALPHABET))
        letters += ALPHABET[at]
    return letters


def grouped(code: str) -> str:
    """The code as it is printed and read aloud: "4KTM-9QXA-7R2D"."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """The code that somebody meant: any case, any spaces and dashes, letters of the same look; "" for anything else."""
    code = "".join(letter for letter in text.upper().translate(MISREAD) if letter in ALPHABET)
    others = [letter for letter in text.upper().translate(MISREAD) if letter not in ALPHABET and letter not in " -–.\t"]
    return code if len(code) == FOLLOW_LETTERS and not others else ""
