"""What is asked of session documents: their versions, their files, who opened them."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from coordination.documents import books
from coordination.documents.models import Attachment
from sessions.choices import Audience
from sessions.models import AgendaItem, CouncilSession, SessionDocument


def whole_agenda(gathering):
    """(key, parent, status) of every item in order: numbers are those of the whole agenda, whoever reads it."""
    return gathering.items.order_by("order", "pk").values_list("pk", "parent_id", "status")


def newest(documents: Iterable[SessionDocument]) -> list[SessionDocument]:
    """Of documents that are versions of one another, the highest; in the order of the first of each."""
    found: dict[tuple[int, str], SessionDocument] = {}
    for document in documents:
        key = (document.item_id, document.title)
        if key not in found or found[key].version < document.version:
            found[key] = document
    return list(found.values())


def given_to_delegates(documents, gathering) -> list[SessionDocument]:
    """Of each document of a session or sitting the newest version that the delegates were given, in agenda order."""
    whole = "item__session" if isinstance(gathering, CouncilSession) else "item__sitting"
    rows = documents.filter(**{whole: gathering.pk}, audience__in=Audience.WITH_DELEGATES).defer("text")
    return newest(rows.order_by("item__order", "item_id", "role", "title", "-version"))


def versions_of(documents, document):
    """All versions of a document, the newest first."""
    return documents.filter(item=document.item_id, title=document.title).order_by("-version")


def with_older(documents):
    """Each with whether an earlier version of it is among them (`has_older`)."""
    earlier = documents.filter(item=OuterRef("item"), title=OuterRef("title"), version__lt=OuterRef("version"))
    return documents.annotate(has_older=Exists(earlier.order_by()))


def has_newer(document) -> bool:
    """Whether a higher version was added."""
    same = SessionDocument.objects.filter(item=document.item_id, title=document.title)
    return same.filter(version__gt=document.version).exists()


def next_version(item_id: int, title: str) -> int:
    """The number of the next version of a title."""
    same = SessionDocument.objects.filter(item=item_id, title=title).order_by("-version")
    return (same.values_list("version", flat=True).first() or 0) + 1


def files_of(attachments, records: Iterable) -> dict[tuple[type, int], list]:
    """Record → newest versions of its files, for records of few kinds: one query for each kind and one for versions."""
    kinds = defaultdict(list)
    for record in records:
        kinds[type(record)].append(record.pk)
    found = defaultdict(list)
    for model, keys in kinds.items():
        kind = ContentType.objects.get_for_model(model)
        rows = attachments.filter(content_type=kind, object_id__in=keys).prefetch_related("versions")
        for attachment in rows.order_by("object_id", "created_at", "pk"):
            if attachment.latest:
                found[model, attachment.object_id].append(attachment.latest)
    return found


def is_empty(document) -> bool:
    """Neither text nor file nor official document: there is nothing to read."""
    return not (document.text or document.document_id or Attachment.objects.about(document).exists())


def handed_in_by(items, membership):
    """Of the items, those that the side of a membership prepares, helps to prepare or verifies: it adds documents."""
    side = books.side_of(membership)
    helped = AgendaItem.co_preparing_bodies.through.objects.filter(body__in=side).values("agendaitem")
    return items.filter(Q(preparing_body__in=side) | Q(verifying_board__in=side) | Q(pk__in=helped))


def siblings(item: AgendaItem):
    """The items at its level of the agenda, itself among them, in order."""
    return AgendaItem.objects.filter(session=item.session_id, sitting=item.sitting_id, parent=item.parent_id).order_by(
        "order", "pk"
    )
