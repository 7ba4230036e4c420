"""How the gathering is prepared: who was asked for contents, and what came of it."""


def draw(page):
    """Blocks of the preparation."""
    return []
