"""The one gate in front of every row: `visible_to(user)`.

The condition comes from the user (`coordination.people.visibility`), so that rooms below *people* can use the gate too.
"""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models


class GatedQuerySet(models.QuerySet):
    """Rows that carry the four gate columns."""

    def visible_to(self, user) -> Self:
        """Rows the user's acting body may see; nobody signed in sees none (docs/visibility.md)."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.sees(self.model))


def is_seen(record, user) -> bool:
    """Whether the user may see a record in hand; the database is asked only where its own columns do not say yes."""
    rows = type(record)._default_manager.all()
    is_usual = getattr(type(rows), "visible_to", None) is GatedQuerySet.visible_to
    if is_usual and getattr(user, "is_authenticated", False) and user.sees_at_once(record):
        return True
    return rows.visible_to(user).filter(pk=record.pk).exists()


class RecordQuerySet(GatedQuerySet):
    """Records of the business."""

    def counted_in(self, locality) -> Self:
        """Rows that statistics of a locality rest on: what its own bodies registered, no unsent drafts.

        Confidential rows count as well: a number reveals no name, and lists show them by case code only.
        """
        return self.filter(locality=locality, draft_of=None)


class PointerQuerySet(GatedQuerySet):
    """Rows that point generically at a record."""

    def about(self, record) -> Self:
        """Rows that point at this record."""
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)
