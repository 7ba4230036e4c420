"""What is typed about petitions."""

from django import forms

from coordination.ui.forms import DateField, RecordForm, TextArea
from voters import queries
from voters.choices import (
    Field,
    JurisdictionLevel,
    Origin,
    PetitionStatus,
)
from voters.forms.common import BodiesInForceForm, BodyChoice, CodeField, StepForm
from voters.models import Petition
from voters.models.petitions import summary_of
from voters.rules import AGREED_ON, held_by_batch


class PetitionForm(BodiesInForceForm):
    """First what every petition has; what only some have is folded away (`rare`).

    Who is competent is decided while the petition is new; afterwards refusing and forwarding change it.
    """

    DECIDED = ("level", "competent_body")

    RARE = (
        "title",
        "kind",
        "meeting",
        "batch",
        "first_raised",
        "earlier_history",
        "predecessor",
        "misdirected_to",
        "misdirected_right",
        "voter",
        "raised_by",
        "sent_through",
    )

    predecessor = CodeField(label="Kiến nghị lần trước", required=False, help_text="Mã, ví dụ KN-2025-0031.")

    class Meta:
        model = Petition
        fields = (
            "content",
            "received_on",
            "origin",
            "place",
            "place_detail",
            "session",
            "field",
            "level",
            "competent_body",
            "monitor",
            "due_on",
            "times_raised",
            "urgent",
            "title",
            "kind",
            "meeting",
            "batch",
            "first_raised",
            "earlier_history",
            "predecessor",
            "misdirected_to",
            "misdirected_right",
            "voter",
            "raised_by",
            "sent_through",
        )
        wide = ("content", "title", "earlier_history")

    def prepare(self):
        petition = self.instance
        offers = {
            "meeting": queries.recent_meetings(petition.meeting_id),
            "batch": queries.open_batches(petition.batch_id),
            "predecessor": queries.same_register(petition),
            "raised_by": queries.delegates(petition.raised_by_id),
        }
        for name, rows in offers.items():
            self.fields[name].queryset = rows
        super().prepare()
        self.fields["monitor"].queryset = queries.watching_bodies().visible_to(self.user)
        if petition.status != PetitionStatus.NEW:
            for name in self.DECIDED:
                del self.fields[name]
        self._made_title = petition.title == summary_of(petition.content)
        if held := held_by_batch(petition):
            for name in (*AGREED_ON, "batch"):
                self.fields[name].disabled = True
            self.fields["content"].help_text = held

    def clean(self):
        cleaned = super().clean()
        if "content" in self.changed_data and "title" not in self.changed_data and self._made_title:
            cleaned["title"] = ""  # made anew from what the content says now
        if cleaned.get("origin") == Origin.DELEGATE and not cleaned.get("raised_by") and "raised_by" not in self.errors:
            self.add_error("raised_by", "Kiến nghị của đại biểu: chọn đại biểu nào chuyển.")
        return cleaned

    def usual(self):
        """The fields of every petition."""
        return [box for box in self.visible_fields() if box.name not in self.RARE]

    def rare(self):
        """The fields of some."""
        return [box for box in self.visible_fields() if box.name in self.RARE]

    @property
    def rare_in_use(self) -> bool:
        """Whether a folded field holds something or is wrong: then it is not folded."""
        known = (self[name] for name in self.RARE if name not in ("kind", "title"))
        return any(box.errors or box.value() for box in known) or bool(self["title"].errors)


class ClassifyForm(StepForm):
    field = forms.ChoiceField(label="Lĩnh vực", choices=[("", "– chọn –"), *Field.choices])
    level = forms.ChoiceField(label="Cấp thẩm quyền", choices=[("", "– chọn –"), *JurisdictionLevel.choices])
    competent_body = BodyChoice(label="Cơ quan giải quyết", required=False)
    monitor = BodyChoice(label="Ban, Tổ đại biểu theo dõi", required=False)
    due_on = DateField(label="Hạn trả lời", required=False)
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def prepare(self):
        super().prepare()
        for name in ("field", "level", "competent_body", "monitor", "due_on"):
            self.fields[name].initial = getattr(self.record, name)
        self.fields["monitor"].queryset = queries.watching_bodies().visible_to(self.user)


class PetitionDraftsForm(RecordForm):
    """The drafts of the same place that a petition led to."""

    class Meta:
        model = Petition
        fields = ("drafts",)
        widgets = {"drafts": forms.CheckboxSelectMultiple}
        help_texts = {"drafts": "Mở từ dự thảo, nghị quyết, nhiệm vụ cũng thấy kiến nghị này, nếu người đọc được xem."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["drafts"]
        field.queryset = field.queryset.filter(locality=self.instance.locality_id)
        field.label = "Dự thảo nghị quyết"
