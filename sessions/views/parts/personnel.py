"""Posts that the session gives and takes."""


def draw(page):
    """Blocks of the personnel matters."""
    return []
