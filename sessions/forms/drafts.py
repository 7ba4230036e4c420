"""What is typed about draft resolutions and their steps."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.documents.models import OfficialDocument
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.ui.forms import DateField, MoveForm, TextArea
from sessions.choices import CommentAnswer, Procedure, StepKind
from sessions.forms.common import LocalForm, not_in_future
from sessions.models import DraftComment, DraftResolution, DraftRevision, DraftStep, PaperRequest, Verification
from sessions.queries import drafts as queries

OPINION_HELP = "Cách một dòng trống là sang ý kiến khác; mỗi ý kiến được giải trình riêng."


DECISION = "Rút gọn thì ghi số và ngày của văn bản cho phép."
SHORTENED = {
    "shortened_ground": "Rút gọn thì chọn trường hợp áp dụng.",
    "shortened_decision": DECISION,
    "shortened_decided_on": DECISION,
}
"""Fields of the shortened procedure alone, and what is said while one of them is empty."""


class DraftResolutionForm(LocalForm):
    PAST = ("registered_on", "shortened_decided_on")

    class Meta:
        model = DraftResolution
        fields = (
            "title",
            "is_normative",
            "procedure",
            "shortened_ground",
            "shortened_decision",
            "shortened_decided_on",
            "is_complex",
            "needs_posting",
            "needs_criticism",
            "session",
            "submitting_body",
            "drafting_body",
            "registered_on",
            "verifying_boards",
        )
        widgets = {"verifying_boards": forms.CheckboxSelectMultiple}
        wide = ("title",)

    def clean(self):
        """The shortened procedure needs its ground, and a decision with its day; the ordinary one has none of them."""
        cleaned = super().clean() or {}
        procedure = cleaned.get("procedure")
        for name, words in SHORTENED.items():
            if name in self.errors:
                continue
            if procedure == Procedure.SHORTENED and not cleaned.get(name):
                self.add_error(name, words)
            elif procedure == Procedure.ORDINARY and cleaned.get(name):
                self.add_error(name, "Trình tự đầy đủ thì để trống.")
        return cleaned


class DraftCommentForm(LocalForm):
    PAST = ("given_on",)

    class Meta:
        model = DraftComment
        fields = ("draft", "kind", "from_body", "given_on", "text", "answer", "answer_text")
        wide = ("draft",)


class VerificationForm(LocalForm):
    PAST = ("held_on",)

    class Meta:
        model = Verification
        fields = ("board", "draft", "item", "held_on", "rounds", "survey_notes", "conclusion")


class DraftStepForm(LocalForm):
    """Days and papers of a step as they really were; whose step it is, its rounds and its rule stay."""

    PAST = ("started_on", "done_on")

    class Meta:
        model = DraftStep
        fields = ("started_on", "done_on", "document", "result")


class DraftRevisionForm(LocalForm):
    PAST = ("made_on",)

    class Meta:
        model = DraftRevision
        fields = ("draft", "made_on", "summary", "bodies")
        wide = ("draft",)


class PaperRequestForm(LocalForm):
    PAST = ("asked_on", "delivered_on")

    class Meta:
        model = PaperRequest
        fields = ("draft", "paper", "from_body", "to_body", "asked_on", "due_on", "delivered_on")
        wide = ("draft", "paper")


class AnswerForm(MoveForm):
    """What the drafter says to one comment."""

    answer = forms.ChoiceField(label="Tiếp thu hay không", choices=CommentAnswer.choices)
    answer_text = forms.CharField(
        label="Giải trình", required=False, widget=TextArea, help_text="Không tiếp thu hoặc giải trình thì nêu lý do."
    )

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("answer") not in (None, CommentAnswer.ACCEPTED) and not cleaned.get("answer_text"):
            self.add_error("answer_text", "Không tiếp thu hoặc giải trình thì phải nêu lý do.")
        return cleaned


class DeliverForm(MoveForm):
    delivered_on = DateField(label="Cung cấp ngày", initial=timezone.localdate, validators=[not_in_future])


class DayForm(MoveForm):
    """A step with its official day."""

    user: Any = None
    record: Any = None
    field_order: tuple[str, ...] = ()

    on = DateField(
        label="Ngày",
        required=False,
        initial=timezone.localdate,
        validators=[not_in_future],
        help_text="Để trống là hôm nay.",
    )

    def offer(self, name: str, rows, initial=None) -> None:
        """The rows of a choice, and what is chosen at first."""
        field: Any = self.fields[name]
        field.queryset, field.initial = rows, initial

    def bodies_here(self, *kinds):
        """Bodies in force of the draft's locality, of some kinds if given, by name."""
        rows = Body.objects.visible_to(self.user).filter(locality=self.record.locality_id, valid_to=None)
        return (rows.filter(kind__in=kinds) if kinds else rows).by_name()


class ReturnForm(DayForm):
    reason = forms.CharField(label="Lý do", widget=TextArea)
    field_order = ("reason", "on")


class StepForm(DayForm):
    """A step with its official day and paper."""

    document = forms.ModelChoiceField(OfficialDocument.objects.none(), label="Văn bản", required=False)
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea({"rows": 2}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = OfficialDocument.objects.visible_to(self.user).filter(locality=self.record.locality_id)
        self.offer("document", rows.order_by("-issued_on", "-pk"))


class ConsultForm(StepForm):
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label="Cơ quan được lấy ý kiến", required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("bodies", "on", "document", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = queries.open_steps(self.record, StepKind.CONSULTATION).values("body")
        self.offer("bodies", self.bodies_here().exclude(pk__in=asked))


class AppraiseForm(StepForm):
    body = forms.ModelChoiceField(Body.objects.none(), label="Cơ quan thẩm định")
    field_order = ("body", "on", "document", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("body", self.bodies_here(BodyKind.DEPARTMENT))


class VerifyForm(StepForm):
    boards = forms.ModelMultipleChoiceField(
        Body.objects.none(), label="Ban thẩm tra", widget=forms.CheckboxSelectMultiple
    )
    field_order = ("boards", "on", "document", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = [body.pk for body in self.record.verifying_boards.all()]
        self.offer("boards", self.bodies_here(BodyKind.COUNCIL_BOARD), chosen)


class AnsweringForm(StepForm):
    """In the name of which body that was asked. `KIND` is the step that waits for it."""

    KIND = StepKind.CONSULTATION

    body = forms.ModelChoiceField(Body.objects.none(), label="Cơ quan")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = [body.pk for body in self.asked()]
        rows = Body.objects.visible_to(self.user).filter(pk__in=asked).by_name()
        self.offer("body", rows, asked[0] if len(asked) == 1 else None)

    def asked(self) -> list[Body]:
        """For whom the person may answer."""
        return queries.asked_of(self.record, self.user.acting, self.KIND)


class OpinionForm(AnsweringForm):
    text = forms.CharField(
        label="Ý kiến",
        required=False,
        widget=TextArea({"rows": 8}),
        help_text=f"Để trống là thống nhất với dự thảo. {OPINION_HELP}",
    )
    field_order = ("body", "text", "on", "document", "note")


class LateOpinionForm(OpinionForm):
    """In the name of a body that the draft has passed by."""

    def asked(self) -> list[Body]:
        return queries.late_bodies(self.record, self.user.acting)


class CriticismForm(OpinionForm):
    KIND = StepKind.CRITICISM


class AppraisalForm(OpinionForm):
    KIND = StepKind.APPRAISAL


class ApprovalForm(AnsweringForm):
    KIND = StepKind.APPROVAL
    text = forms.CharField(label="Kết luận của UBND", required=False, widget=TextArea)
    field_order = ("body", "text", "on", "document", "note")


class RecordVerificationForm(AnsweringForm):
    KIND = StepKind.VERIFICATION
    survey_notes = forms.CharField(
        label="Thu thập thông tin, khảo sát", required=False, widget=TextArea, help_text="Ở đâu, hỏi ai, ngày nào."
    )
    conclusion = forms.CharField(label="Kết luận thẩm tra", widget=TextArea)
    field_order = ("body", "conclusion", "survey_notes", "on", "document", "note")


class FinishRevisionForm(StepForm):
    summary = forms.CharField(label="Nội dung chỉnh lý", widget=TextArea)
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label="Các cơ quan thống nhất", required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("summary", "bodies", "on", "document", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = (BodyKind.COUNCIL_BOARD, BodyKind.COMMITTEE, BodyKind.DEPARTMENT, BodyKind.COUNCIL_STANDING)
        self.offer("bodies", self.bodies_here(*kinds))


class AdoptForm(StepForm):
    titles = forms.CharField(
        label="Nghị quyết được thông qua",
        required=False,
        widget=TextArea,
        help_text="Mỗi dòng một nghị quyết: một dự thảo có thể thành nhiều nghị quyết. Để trống thì ghi sau.",
    )
    field_order = ("titles", "on", "document", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["titles"].initial = self.record.title

    def clean_titles(self):
        titles = self.cleaned_data["titles"]
        longest = DraftResolution._meta.get_field("title").max_length or 0
        if any(len(line.strip()) > longest for line in titles.splitlines()):
            raise ValidationError(f"Trích yếu dài nhất {longest} chữ cái.")
        return titles
