"""What documents add to other pages, and what other records add to theirs.

An app adds `attachments_panel(record, user)` (files) and `letters_panel(record, user)` (letters drafted from it) to the
sections of its pages.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Value
from django.urls import NoReverseMatch, reverse

from coordination.documents import letters
from coordination.documents.attaching import may_attach, permission_for
from coordination.documents.models import Attachment, LetterDraft, OfficialDocument
from coordination.records.ties import has_none
from coordination.ui.registry import Panel


def attachments_panel(record, user, title: str = "Tệp đính kèm") -> Panel:
    """The files of a record that the user may see, newest version first, and where to add one."""
    attachments = [] if has_none(record, "documents.attachment") else _seen(record, user)
    may_add = user.can(permission_for(record), record) and may_attach(record, user)
    link = ("Đính kèm tệp", attach_url(record)) if may_add else None
    context = {"attachments": attachments, "may_add": may_add}
    return Panel(title, "documents/attachments.html", context, wide=True, count=len(attachments), link=link)


def _seen(record, user) -> list[Attachment]:
    return list(Attachment.objects.visible_to(user).about(record).prefetch_related("versions"))


def attach_url(record) -> str:
    """Where a file is attached to the record."""
    content_type = ContentType.objects.get_for_model(record)
    return reverse("documents:attachment-create", args=[content_type.pk, record.pk])


def letters_panel(record, user, title: str = "Văn bản soạn từ hồ sơ này") -> Panel:
    """Letters drafted from a record, as far as the user sees them, and the kinds that may be drafted."""
    rows = list(LetterDraft.objects.visible_to(user).about(record).select_related("document", "issuer"))
    kinds = [(kind.label, letter_url(kind, record)) for kind in letters.kinds_for(record, user)]
    return Panel(title, "documents/letters.html", {"letters": rows, "kinds": kinds}, wide=True, count=len(rows))


def letter_url(kind, record) -> str:
    """Where a letter of the kind is drafted from the record."""
    content_type = ContentType.objects.get_for_model(record)
    return reverse("documents:letterdraft-create", args=[kind.code, content_type.pk, record.pk])


REST_LIMIT = 50
"""Records named on a document's page; of more the first ones."""


def resting_panel(document: OfficialDocument, user) -> Panel | None:
    """What rests on a document: every visible record that points at it, with the part the document plays there.

    One query finds the keys over all links of all apps, whatever they are; one more for each kind of record found.
    """
    links = _links()
    found = [
        (title, url, role)
        for role, record in _resting(document, user, links)
        if (url := _address(record)) is not None
        for title in [record.public_title]
    ]
    if not found:
        return None
    return Panel("Hồ sơ dựa vào văn bản này", "documents/resting.html", {"rows": found}, count=len(found))


def _links() -> list:
    """The links from records to documents, in an order that stays."""
    links = [
        relation.field
        for relation in OfficialDocument._meta.get_fields(include_hidden=True)
        if relation.is_relation and relation.auto_created and hasattr(relation.related_model, "concerned")
    ]
    return sorted(links, key=lambda field: (field.model._meta.label, field.name))


def _resting(document, user, links):
    """(what the document is there, record), at most REST_LIMIT of them."""
    keys = [
        link.model.objects.visible_to(user)
        .filter(**{link.name: document})
        .order_by()
        .annotate(link=Value(place))
        .values_list("link", "pk")
        for place, link in enumerate(links)
    ]
    pairs = sorted(keys[0].union(*keys[1:], all=True)[:REST_LIMIT]) if keys else []
    wanted: dict[type, set] = {}
    for place, pk in pairs:
        wanted.setdefault(links[place].model, set()).add(pk)
    rows = {model: model.objects.visible_to(user).in_bulk(pks) for model, pks in wanted.items()}
    for place, pk in pairs:
        link = links[place]
        yield str(link.verbose_name), rows[link.model][pk]


def _address(record) -> str | None:
    """Its page; none where it has none."""
    try:
        return record.get_absolute_url()
    except NoReverseMatch:
        return None
