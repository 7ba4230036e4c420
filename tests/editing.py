"""What tests of forms type when they correct a record."""

WORDS = ("title", "topic", "text", "summary", "paper", "name", "reason", "conclusion", "venue", "note")


def corrected(posted: dict, **otherwise) -> dict:
    """The same with other words in its first text, or with `otherwise` where there is no text in it."""
    name = next((name for name in WORDS if name in posted), None)
    return posted | ({name: f"{posted[name]} (sửa)"} if name and not otherwise else otherwise)
