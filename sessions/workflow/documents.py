"""Steps of session documents and of the agenda that stand in no transition table: offered by who may read now."""

from django.urls import reverse

from coordination.documents import attaching
from coordination.people.permissions import Permission
from coordination.people.roles import Reach
from coordination.workflow import buttons
from coordination.workflow.buttons import Button
from sessions.choices import Audience, ItemStatus
from sessions.models import AgendaItem, CouncilSession, SessionDocument, Sitting
from sessions.queries import papers as queries


def why_not_give(document) -> str:
    """Why a version is not for the delegates, or nothing."""
    if queries.has_newer(document):
        return "Tài liệu này đã có bản mới hơn; hãy đưa bản mới nhất."
    return "Bản này chưa có toàn văn, tệp hay văn bản kèm theo." if queries.is_empty(document) else ""


def may_hand_in(item, user) -> bool:
    """Whether somebody adds versions and files: who works on the item, for their own side; the council's office."""
    if user.can(Permission.SESSION_EDIT, item):
        return True
    own = queries.handed_in_by(AgendaItem.objects.filter(pk=item.pk), user.acting)
    return user.can(Permission.SESSION_SUBMIT, item) and own.exists()


attaching.only(SessionDocument, lambda document, user: may_hand_in(document.item, user))


def of_document(document, user):
    """Next readers, one version after the other; adding a file while only the inside reads."""

    def step(name: str, label: str, reason: str = "", primary: bool = False) -> Button:
        url = reverse("council_sessions:sessiondocument-move", args=[document.pk, name])
        return Button(label, url, enabled=not reason, reason=reason, primary=primary and not reason)

    if user.can(Permission.SESSION_EDIT, document):
        if document.audience == Audience.INSIDE:
            yield step("give", "Đưa cho đại biểu", why_not_give(document), primary=True)
        else:
            if document.audience == Audience.DELEGATES:
                yield step("publish", "Công khai tài liệu", primary=True)
            yield step("narrow", "Thu hẹp người đọc")
    if user.can(Permission.SESSION_SUBMIT, document) and may_hand_in(document.item, user):
        asked = f"item={document.item_id}&role={document.role}&like={document.pk}"
        yield Button("Thêm bản mới", f"{reverse('council_sessions:sessiondocument-create')}?{asked}")
        if not document.files_closed:
            yield step("attach", "Đính kèm tệp")


def reading_url(gathering) -> str:
    """Where a session or sitting is read document by document."""
    whole = "ky-hop" if gathering.side == "session" else "phien-hop"
    return reverse("council_sessions:reading", args=[whole, gathering.pk])


def of_item(item, user):
    """Handing over the final documents of an item; a delegate goes from here to all that there is to read."""
    if user.acting.role_class.reach is Reach.DELEGATE and item.session_id:
        yield Button("Đọc tài liệu của kỳ họp", reading_url(item.session))
    if item.status in ItemStatus.STOPPED or not user.can(Permission.SESSION_EDIT, item):
        return
    if item.documents.filter(audience=Audience.INSIDE).exists():
        url = reverse("council_sessions:agendaitem-move", args=[item.pk, "hand-over"])
        yield Button("Đưa tài liệu cho đại biểu", url)


def of_gathering(gathering, user):
    """Reading what the delegates were given."""
    if user.can(Permission.SESSION_VIEW):
        yield Button("Đọc tài liệu", reading_url(gathering), icon="file")


buttons.add(SessionDocument, of_document)
buttons.add(AgendaItem, of_item)
buttons.add(CouncilSession, of_gathering)
buttons.add(Sitting, of_gathering)
