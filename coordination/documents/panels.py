"""Attached files on the page of any record: an app adds `attachments_panel(record, user)` to its sections."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from coordination.documents.models import Attachment
from coordination.people.permissions import Permission
from coordination.ui.registry import Panel


def attachments_panel(record, user, title: str = "Tệp đính kèm") -> Panel:
    """The files of a record that the user may see, newest version first, and where to add one."""
    attachments = Attachment.objects.visible_to(user).about(record).prefetch_related("versions")
    may_add = user.can(Permission.DOCUMENT_EDIT, record)
    link = ("Đính kèm tệp", attach_url(record)) if may_add else None
    context = {"attachments": attachments, "may_add": may_add}
    return Panel(title, "documents/attachments.html", context, wide=True, count=len(attachments), link=link)


def attach_url(record) -> str:
    """Where a file is attached to the record."""
    content_type = ContentType.objects.get_for_model(record)
    return reverse("documents:attachment-create", args=[content_type.pk, record.pk])
