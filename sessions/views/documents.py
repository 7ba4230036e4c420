"""Pages of the documents of an agenda item: versions, what differs between them, files, who opened them."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.documents.models import Attachment
from coordination.documents.panels import attachments_panel
from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage
from coordination.ui.policy import record_or_404, requires
from coordination.ui.registry import Panel
from sessions import actions, textdiff
from sessions.choices import Audience
from sessions.forms.common import NoteForm
from sessions.forms.documents import (
    AttachFileForm,
    HandOverForm,
    NarrowForm,
    NewDocumentForm,
    SessionDocumentForm,
)
from sessions.models import AgendaItem, ReadReceipt, SessionDocument
from sessions.queries import papers as queries
from sessions.queries.hall import delegates_of
from sessions.views.common import RoomMove, under


class SessionDocumentDetail(DetailPage):
    """One version. A delegate who opens it has read it."""

    model = SessionDocument
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT
    select_related = ("item__session", "item__sitting", "item__locality", "document", "locality")

    def get(self, request, *args, **kwargs):
        answer = super().get(request, *args, **kwargs)
        actions.note_reading(self.record, by=request.user)
        return answer

    def crumbs(self, record):
        return under(self, record.item.gathering, record.item)

    def facts(self, record):
        hidden = {"Toàn văn", "Tên tài liệu"}
        return [(label, value) for label, value in super().facts(record) if label not in hidden]

    def sections(self, record):
        user = self.request.user
        panels = [files_panel(record, user), versions_panel(record, user)]
        if record.text:
            lines = textdiff.paragraphs(record.text)
            panels.insert(0, Panel("Toàn văn", "council_sessions/document_text.html", {"lines": lines}, wide=True))
        if user.can(Permission.SESSION_EDIT, record) and record.audience in Audience.WITH_DELEGATES:
            panels.append(receipts_panel(record, user))
        return panels


def files_panel(record, user) -> Panel:
    """The files of a version. They are added through the version's own step, and stay once the delegates have it."""
    panel = attachments_panel(record, user, "Tệp")
    open_to_change = panel.context["may_add"] and not record.files_closed
    return Panel(panel.title, panel.template, panel.context | {"may_add": open_to_change}, wide=True, count=panel.count)


def versions_panel(record, user) -> Panel:
    """All versions of the document that the user may see, each with the way to what differs."""
    rows = list(queries.versions_of(SessionDocument.objects.visible_to(user), record).select_related("created_by"))
    context = {"rows": rows, "record": record}
    return Panel("Các bản", "council_sessions/document_versions.html", context, wide=True, count=len(rows))


def receipts_panel(record, user) -> Panel:
    """Which of the delegates with a mandate in force opened this version, and which did not."""
    receipts = ReadReceipt.objects.visible_to(user).filter(document=record)
    opened = {row.person_id: row.read_at for row in receipts}
    people = list(delegates_of(record.locality, timezone.localdate()).by_name())
    readers = [(person, opened[person.pk]) for person in people if person.pk in opened]
    others = [person for person in people if person.pk not in opened]
    context = {"readers": readers, "others": others, "total": len(people)}
    title = f"Đại biểu đã mở: {len(readers)}/{len(people)}"
    return Panel(title, "council_sessions/document_receipts.html", context, wide=True)


class SessionDocumentCreate(CreatePage):
    model = SessionDocument
    permission = Permission.SESSION_SUBMIT
    form_class = NewDocumentForm
    action = actions.create_document
    title = "Thêm bản tài liệu"
    lead = "Trùng tên với tài liệu đã có của cùng nội dung thì thành bản tiếp theo; các bản trước vẫn còn."

    def get_initial(self):
        """The next version of a document named in the address has its name and kind."""
        initial = super().get_initial()
        if like := key_of(self.request.GET.get("like")):
            found = SessionDocument.objects.visible_to(self.request.user).filter(pk=like).first()
            if found:
                initial |= {"item": found.item_id, "role": found.role, "title": found.title}
        return initial

    def run(self, form):
        return actions.create_document(form.instance, by=self.request.user, upload=form.cleaned_data["file"])


class SessionDocumentEdit(EditPage):
    model = SessionDocument
    permission = Permission.SESSION_EDIT
    form_class = SessionDocumentForm
    action = actions.edit_document


class SessionDocumentMove(RoomMove):
    """Who may read, and one more file. Which step is whose stands with the buttons and is asked by the actions."""

    model = SessionDocument
    permission = Permission.SESSION_SUBMIT
    moves = {
        "give": (NoteForm, actions.give),
        "publish": (NoteForm, actions.publish),
        "narrow": (NarrowForm, actions.narrow),
        "attach": (AttachFileForm, actions.attach_file),
    }
    sentences = {
        "give": "Từ lúc này đại biểu đọc được bản này, và bản này giữ nguyên như vậy.",
        "narrow": "Ai đã mở tài liệu vẫn được ghi lại.",
        "attach": "Ô toàn văn còn trống thì chữ của tệp docx, txt được lấy vào đó để so sánh các bản.",
    }


class ItemHandOver(RoomMove):
    """All final documents of an item at once."""

    model = AgendaItem
    permission = Permission.SESSION_EDIT
    moves = {"hand-over": (HandOverForm, actions.hand_over_item)}

    def sentence(self, record, name) -> str:
        names = [f"{document.title} (bản {document.version})" for document in actions.to_give(record)]
        return f"Đại biểu sẽ đọc được: {'; '.join(names)}." if names else ""


@dataclass(frozen=True)
class FilePair:
    """Two files of the same name, or one that has no partner."""

    older: object
    newer: object

    @property
    def words(self) -> tuple[str, str]:
        """As a state: the same bytes, other bytes, only in one of the two."""
        if self.older is None:
            return "soon", "chỉ có ở bản mới"
        if self.newer is None:
            return "pause", "chỉ có ở bản cũ"
        if self.older.sha256 == self.newer.sha256:
            return "done", "giống hệt"
        return "today", "khác nhau"


@require_safe
@requires(Permission.SESSION_VIEW)
def compare(request, pk: int):
    """Two versions of one document: words of the text that were added and removed, files side by side."""
    record = record_or_404(SessionDocument, pk, request.user, ("item__session", "item__sitting"))
    others = queries.versions_of(SessionDocument.objects.visible_to(request.user), record).exclude(pk=record.pk)
    other = _asked(request.GET.get("voi", ""), list(others), record)
    older, newer = sorted((record, other), key=lambda row: row.version)
    readable = len(older.text) + len(newer.text) <= 2 * textdiff.LONGEST
    context = {
        "title": f"So sánh bản {older.version} và bản {newer.version}",
        "record": record,
        "older": older,
        "newer": newer,
        "others": [row for row in others if row.pk != other.pk],
        "difference": textdiff.compare(older.text, newer.text) if readable and older.text and newer.text else None,
        "readable": readable,
        "files": _pairs(older, newer, request.user),
        "crumbs": [(record.public_title, record.get_absolute_url())],
    }
    return render(request, "council_sessions/document_compare.html", context)


def _asked(key: str, others: list, record):
    """The version named in the address, else the one before, else the one after; 404 where there is no other."""
    if key:
        found = next((row for row in others if str(row.pk) == key), None)
    else:
        before = [row for row in others if row.version < record.version]
        found = next(iter(before or others[::-1]), None)
    if found is None:
        raise Http404
    return found


def _pairs(older, newer, user) -> list[FilePair]:
    """Files of both versions, those of one name side by side; else those of one ending, in order."""
    files = queries.files_of(Attachment.objects.visible_to(user), (older, newer))
    left, right = list(files[SessionDocument, older.pk]), list(files[SessionDocument, newer.pk])
    pairs = []
    for same in (_name, _ending):
        for row in list(left):
            partner = next((one for one in right if same(one) == same(row)), None)
            if partner:
                pairs.append(FilePair(row, partner))
                left.remove(row)
                right.remove(partner)
    return [*pairs, *(FilePair(row, None) for row in left), *(FilePair(None, row) for row in right)]


def _name(version) -> str:
    return version.original_name.lower()


def _ending(version) -> str:
    return version.original_name.rpartition(".")[2].lower()
