"""What is typed about oversight and the Front's work. Choices stay within the own side's book."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from coordination.documents.models import OfficialDocument
from coordination.people.choices import BodyKind
from coordination.ui.forms import CHOOSE, DateField, MoveForm, RecordForm, TextArea
from oversight import queries
from oversight.choices import MissionKind, MissionStatus
from oversight.models import (
    Conclusion,
    FrontActivity,
    Mission,
    Programme,
    Recommendation,
    SocialCriticism,
    Target,
    Topic,
)
from sessions.forms.common import not_in_future, past_day

AGREEING = (BodyKind.COMMITTEE, BodyKind.INSPECTORATE)
JOINING = (*AGREEING, BodyKind.DEPARTMENT)


class BookForm(RecordForm):
    """A record of the own side's book. `PAST` names days gone by; a chosen row stays a choice."""

    PAST: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.PAST:
            if name in self.fields:
                self.fields[name].validators.append(not_in_future)

    def prepare(self):
        for name, rows in self.offers(self.user.acting, self.instance.locality_id).items():
            if name in self.fields:
                self.fields[name].queryset = self._with_stored(name, rows)
        super().prepare()

    def offers(self, membership, place: int) -> dict:
        """Rows to choose from, by field."""
        return {}

    def _with_stored(self, name, rows):
        """The offered rows and those already chosen."""
        if not self.instance.pk:
            return rows
        value = getattr(self.instance, name)
        stored = value.values("pk") if hasattr(value, "values") else [value.pk if value else None]
        return rows.model.objects.filter(Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=stored)).order_by(
            *rows.query.order_by
        )


class PartForm(BookForm):
    """What belongs to a mission: chosen once, when it is written down."""

    missions = MissionStatus.values

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["mission"]

    def offers(self, membership, place):
        own = queries.of_side(membership, "lead_body")
        return {"mission": Mission.objects.filter(own, locality=place, status__in=self.missions)}


class ProgrammeForm(BookForm):
    class Meta:
        model = Programme
        fields = ("title", "body", "year", "document", "note")
        wide = ("title", "note")

    def offers(self, membership, place):
        return {"body": queries.own_bodies(membership)}


class TopicForm(BookForm):
    class Meta:
        model = Topic
        fields = ("title", "body", "year", "programme", "basis", "agreed_with")
        wide = ("title",)

    def offers(self, membership, place):
        return {
            "body": queries.own_bodies(membership),
            "programme": Programme.objects.filter(queries.of_side(membership, "body"), locality=place),
            "agreed_with": queries.partners(place, *AGREEING),
        }


class MissionForm(BookForm):
    """The plan; what really happened can be corrected once a step has recorded it."""

    REAL = {
        MissionStatus.UNDER_WAY: ("started_on",),
        MissionStatus.HELD: ("started_on", "ended_on", "result"),
        MissionStatus.REPORTED: ("started_on", "ended_on", "report_on", "result"),
        MissionStatus.CONCLUDED: ("started_on", "ended_on", "report_on", "result"),
    }
    PAST = ("started_on", "ended_on", "report_on")

    class Meta:
        model = Mission
        fields = (
            "title",
            "kind",
            "topic",
            "lead_body",
            "place",
            "planned_start",
            "planned_end",
            "started_on",
            "ended_on",
            "report_on",
            "decision",
            "bodies",
            "invited",
            "copied_to",
            "result",
            "note",
        )
        wide = ("title", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = self.REAL.get(self.instance.status, ())
        for name in ("started_on", "ended_on", "report_on", "result"):
            if name not in known:
                del self.fields[name]
        kinds = (*queries.kinds_of_side(self.user.acting), self.instance.kind)
        self.fields["kind"].choices = [("", CHOOSE), *((k, words) for k, words in MissionKind.choices if k in kinds)]

    def offers(self, membership, place):
        return {
            "lead_body": queries.own_bodies(membership),
            "topic": Topic.objects.filter(locality=place),
            "bodies": queries.partners(place),
            "invited": queries.partners(place, *JOINING),
            "copied_to": queries.partners(place, *AGREEING),
        }


class TargetForm(PartForm):
    """A known body gives its name by itself."""

    class Meta:
        model = Target
        fields = ("mission", "body", "name", "group")

    def offers(self, membership, place):
        return super().offers(membership, place) | {"body": queries.bodies_in_force()}


class ConclusionForm(PartForm):
    PAST = ("issued_on",)

    class Meta:
        model = Conclusion
        fields = ("mission", "issued_on", "document", "text")
        wide = ("text",)


class RecommendationForm(PartForm):
    """Only what has begun can ask for something; it is sent today, unless another day is typed."""

    missions = MissionStatus.BEGUN
    PAST = ("sent_on",)

    class Meta:
        model = Recommendation
        fields = ("mission", "text", "addressee", "sent_on", "due_on")
        wide = ("mission", "text")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["sent_on"] = self.initial.get("sent_on") or timezone.localdate()

    def offers(self, membership, place):
        return super().offers(membership, place) | {"addressee": queries.bodies_in_force()}


class CriticismForm(BookForm):
    PAST = ("held_on",)

    class Meta:
        model = SocialCriticism
        fields = ("title", "chair", "held_on", "draft", "document", "participants", "result")
        wide = ("title", "result")

    def offers(self, membership, place):
        return {"chair": queries.of_front(place), "participants": queries.partners(place, *JOINING)}


class ActivityForm(BookForm):
    PAST = ("held_on",)

    class Meta:
        model = FrontActivity
        fields = ("title", "kind", "body", "held_on", "place", "result")
        wide = ("title", "result")

    def offers(self, membership, place):
        return {"body": queries.of_front(place)}


# --- Steps -------------------------------------------------------------------------------------------------------


class StartForm(MoveForm):
    on = past_day("Ngày bắt đầu")


class HoldForm(MoveForm):
    """The days are proposed as planned, where the plan lies behind."""

    started_on = past_day("Ngày bắt đầu")
    ended_on = DateField(
        label="Ngày kết thúc",
        required=False,
        validators=[not_in_future],
        help_text="Để trống nếu chỉ trong một ngày.",
    )
    result = forms.CharField(label="Kết quả", required=False, widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        started = self.record.started_on or self.record.planned_start
        self.fields["started_on"].initial = min(started or today, today)
        if self.record.planned_end and self.record.planned_end <= today:
            self.fields["ended_on"].initial = self.record.planned_end

    def clean(self):
        cleaned = super().clean()
        cleaned["ended_on"] = cleaned.get("ended_on") or cleaned.get("started_on")
        return cleaned


class ReportForm(MoveForm):
    on = past_day("Ngày báo cáo")
    ended_on = DateField(
        label="Ngày kết thúc", required=False, validators=[not_in_future], help_text="Để trống nếu là ngày báo cáo."
    )
    result = forms.CharField(label="Kết quả", required=False, widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = self.record.ended_on
        self.fields["result"].initial = self.record.result


class ConcludeForm(MoveForm):
    on = past_day("Ngày kết luận")
    document = forms.ModelChoiceField(OfficialDocument.objects.none(), label="Văn bản kết luận", required=False)
    text = forms.CharField(label="Nội dung kết luận", widget=TextArea)

    def prepare(self):
        self.fields["document"].queryset = OfficialDocument.objects.all()
        super().prepare()


class ReasonForm(MoveForm):
    note = forms.CharField(label="Lý do", widget=TextArea)


class NoteForm(MoveForm):
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class RemindForm(MoveForm):
    note = forms.CharField(
        label="Số, ngày của văn bản đôn đốc", max_length=200, help_text="Ví dụ 215/HĐND-VP ngày 20/7/2026."
    )


class FinishForm(MoveForm):
    """Why it was late is asked only where it was."""

    on = past_day("Ngày thực hiện xong")
    outcome = forms.CharField(label="Đã làm được gì", widget=TextArea)
    late_reason = forms.CharField(label="Lý do trễ, nếu trễ", required=False, widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.record.is_overdue(timezone.localdate()):
            del self.fields["late_reason"]


class ReopenForm(MoveForm):
    note = forms.CharField(label="Còn thiếu điều gì", widget=TextArea)
    due_on = DateField(label="Hạn mới", required=False, help_text="Để trống thì giữ hạn cũ.")
