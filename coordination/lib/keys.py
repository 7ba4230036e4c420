"""Keys of records as addresses and forms name them."""

LONGEST_KEY = 18
"""Digits of a key that both databases can hold as a number."""


def key_of(value: object) -> int | None:
    """The key that somebody named; nothing where it can be none, for an address may hold anything."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None
