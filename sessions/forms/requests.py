"""What is typed about requests for contents, proposals, and the Standing Committee's opinion."""

from django import forms
from django.db.models import Case, When

from coordination.documents.models import OfficialDocument
from coordination.lib.keys import key_of
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.people.permissions import Permission
from coordination.ui.forms import DateField, MoveForm, SeveralField, TextArea
from sessions import queries
from sessions.choices import ContentRequestStatus, ItemKind, SessionStatus
from sessions.forms.common import LocalForm, boards_only, past_day
from sessions.models import BoardOpinion, ContentProposal, ContentRequest, CouncilSession, OpinionRequest
from sessions.workflow.requests import acts_for

NOT_ASKED = (
    BodyKind.COUNCIL,
    BodyKind.COUNCIL_STANDING,
    BodyKind.DELEGATE_GROUP,
    BodyKind.OFFICE,
    BodyKind.PARTY,
    BodyKind.CENTRAL,
)
"""Kinds of bodies that lay nothing before a session by themselves."""
FIRST_ASKED = (BodyKind.COMMITTEE, BodyKind.FRONT, BodyKind.FRONT_STANDING, BodyKind.COUNCIL_BOARD)
PROPOSABLE = [(kind, label) for kind, label in ItemKind.choices if kind not in (ItemKind.VERIFICATION, "procedure")]


def _preparing_only(field, stored=None) -> None:
    """Sessions for which contents are still gathered; the one stored stays a choice."""
    open_ones = field.queryset.filter(status__in=(*SessionStatus.COMING, SessionStatus.POSTPONED))
    field.queryset = open_ones | field.queryset.filter(pk=stored)
    if not field.queryset.exists():
        field.help_text = "Không có kỳ họp nào đang chuẩn bị."


def _of_the_place(form, name: str) -> None:
    """Documents of the record's own place."""
    field = form.fields[name]
    field.queryset = field.queryset.filter(locality=form.record.locality_id)


class AskBodiesForm(LocalForm):
    """Several bodies are asked at once, alike."""

    PAST = ("asked_on",)
    bodies = SeveralField(Body.objects.all(), label="Cơ quan được đề nghị", widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = ContentRequest
        fields = ("session", "bodies", "asked_on", "due_on", "document", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _preparing_only(self.fields["session"])
        bodies = self.fields["bodies"]
        asked = bodies.queryset.filter(valid_to=None).exclude(kind__in=NOT_ASKED)
        first = Case(When(kind__in=FIRST_ASKED, then=0), default=1)
        bodies.queryset = asked.order_by(first, *asked.query.order_by)
        bodies.wide = True

    def related(self):
        return {"bodies": self.cleaned_data["bodies"]}


class ContentRequestForm(LocalForm):
    """Afterwards the day and the paper may change, not who is asked."""

    class Meta:
        model = ContentRequest
        fields = ("due_on", "document", "note")


class AnswerRequestForm(MoveForm):
    """The council's office may say on which day it came; the body itself answers today."""

    answered_on = past_day("Ngày đề xuất")
    answer_document = forms.ModelChoiceField(OfficialDocument.objects.all(), label="Văn bản đề xuất", required=False)
    note = forms.CharField(
        label="Ghi chú", required=False, widget=TextArea, help_text="Không có nội dung nào thì ghi ở đây."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _of_the_place(self, "answer_document")
        if not self.user.can(Permission.SESSION_EDIT, self.record):
            del self.fields["answered_on"]


class ContentProposalForm(LocalForm):
    """The council's office writes down anybody's proposal; others their own."""

    PAST = ("proposed_on",)

    class Meta:
        model = ContentProposal
        fields = ("session", "request", "from_body", "kind", "title", "is_normative", "summary", "proposed_on")
        wide = ("title",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _preparing_only(self.fields["session"], self.instance.session_id)
        body = self.fields["from_body"]
        own = [row.pk for row in body.queryset.filter(valid_to=None) if acts_for(row, self.user.acting)]
        body.queryset = body.queryset.filter(pk__in=[*own, self.instance.from_body_id])
        if len(own) == 1:
            self.initial["from_body"] = self.initial.get("from_body") or own[0]
        self._offer_requests(own)
        self.fields["kind"].choices = [("", "– chọn –"), *PROPOSABLE]

    def _offer_requests(self, own) -> None:
        """Requests to the bodies that the user speaks for, of the session at hand; the one still open is proposed."""
        field = self.fields["request"]
        stored = field.queryset.filter(pk=self.instance.request_id)
        rows = field.queryset.filter(body__in=own).exclude(status=ContentRequestStatus.CANCELLED)
        session = key_of(self.instance.session_id or self.initial.get("session"))
        body = key_of(self.instance.from_body_id or self.initial.get("from_body"))
        if session:
            rows = rows.filter(session=session)
        if body:
            rows = rows.filter(body=body)
        field.queryset = rows | stored
        if not self.instance.pk and not self.initial.get("request") and session and body:
            waiting = rows.filter(status=ContentRequestStatus.OPEN).first()
            self.initial["request"] = waiting.pk if waiting else None

    def clean(self):
        data = super().clean()
        if not self.instance.pk and not data.get("request"):
            data["request"] = self._open_request(data)
        request = data.get("request")
        if request and data.get("session") and request.session_id != data["session"].pk:
            self.add_error("request", "Đề nghị này về kỳ họp khác.")
        if request and data.get("from_body") and request.body_id != data["from_body"].pk:
            self.add_error("request", f"Đề nghị này gửi {request.body}.")
        if data.get("is_normative") and data.get("kind") != ItemKind.DRAFT:
            self.add_error("is_normative", "Chỉ dự thảo nghị quyết mới là quy phạm pháp luật hay không.")
        return data

    def _open_request(self, data) -> ContentRequest | None:
        """What the body was asked for this session, at most one: who proposes on time answers it."""
        asked = {"session": data.get("session"), "body": data.get("from_body"), "status": ContentRequestStatus.OPEN}
        return ContentRequest.objects.visible_to(self.user).filter(**asked).first() if all(asked.values()) else None


class AcceptForm(MoveForm):
    """Onto the programme: who prepares it by when, who verifies."""

    preparing_body = forms.ModelChoiceField(Body.objects.all(), label="Cơ quan chuẩn bị")
    due_on = DateField(label="Hạn nộp tài liệu", required=False)
    verifying_board = forms.ModelChoiceField(Body.objects.all(), label="Ban thẩm tra", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("preparing_body", "verifying_board"):
            field = self.fields[name]
            field.queryset = field.queryset.filter(locality=self.record.locality_id, valid_to=None).by_name()
        boards_only(self.fields["verifying_board"])
        self.fields["preparing_body"].initial = self.record.from_body_id


class OpinionRequestForm(LocalForm):
    """The council's office writes down anybody's dossier; others their own."""

    PAST = ("received_on",)

    class Meta:
        model = OpinionRequest
        fields = ("title", "from_body", "is_urgent", "received_on", "due_on", "content", "document", "sitting")
        wide = ("title",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        body = self.fields["from_body"]
        own = [row.pk for row in body.queryset.filter(valid_to=None) if acts_for(row, self.user.acting)]
        body.queryset = body.queryset.filter(pk__in=[*own, self.instance.from_body_id])
        if len(own) == 1:
            self.initial["from_body"] = self.initial.get("from_body") or own[0]
        if not self.user.can(Permission.SESSION_EDIT):
            del self.fields["sitting"]

    def clean(self):
        data = super().clean()
        received, due = data.get("received_on"), data.get("due_on")
        if received and due and due < received:
            self.add_error("due_on", "Hạn trả lời phải từ ngày nhận hồ sơ trở đi.")
        return data


class AskBoardsForm(MoveForm):
    boards = SeveralField(Body.objects.all(), label="Ban được hỏi ý kiến", widget=forms.CheckboxSelectMultiple)
    due_on = DateField(label="Cho ý kiến trước ngày", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["boards"]
        asked = self.record.board_opinions.values("board")
        field.queryset = field.queryset.filter(locality=self.record.locality_id, valid_to=None).exclude(pk__in=asked)
        boards_only(field)


class BoardOpinionForm(LocalForm):
    """The board says what it thinks; by when, the council's office decides."""

    PAST = ("given_on",)

    class Meta:
        model = BoardOpinion
        fields = ("due_on", "given_on", "text")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.user.can(Permission.SESSION_EDIT, self.instance):
            del self.fields["due_on"]


class ReplyForm(MoveForm):
    replied_on = past_day("Ngày trả lời")
    reply = forms.CharField(label="Ý kiến của Thường trực HĐND", widget=TextArea)
    reply_document = forms.ModelChoiceField(OfficialDocument.objects.all(), label="Văn bản trả lời", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _of_the_place(self, "reply_document")


class ReportForm(MoveForm):
    reported_to = forms.ModelChoiceField(CouncilSession.objects.all(), label="Kỳ họp được báo cáo")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["reported_to"]
        place = self.record.locality_id if self.record else self.user.acting.locality_id
        off = (SessionStatus.CANCELLED, SessionStatus.POSTPONED)
        field.queryset = field.queryset.filter(locality=place).exclude(status__in=off)
        coming = queries.next_session(field.queryset)
        field.initial = coming.pk if coming else None
