"""Letters and official papers of the gathering, drafted from what is recorded."""


def draw(page):
    """Blocks of the papers."""
    return []
