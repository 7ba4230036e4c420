"""Letters and official papers of the gathering, drafted from what is recorded."""

from coordination.documents.panels import letters_panel


def draw(page):
    """Letters drafted from it, and the kinds that may be drafted."""
    return [letters_panel(page.record, page.request.user, "Văn bản soạn theo mẫu")]
