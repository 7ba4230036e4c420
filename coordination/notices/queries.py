from coordination.notices.models import Notice


def unread_count(user) -> int:
    """How many notices wait, for the bell."""
    return Notice.objects.visible_to(user).unread().count()
