"""Forms of an obligation and of the steps that end it."""

from typing import Any

from django import forms
from django.utils import timezone

from coordination.deadlines.actions.obligations import NO_REASON
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import BasisKind, LateCause
from coordination.deadlines.clocks import Clock, due_of
from coordination.deadlines.law import NoRule, rule_of, version_on
from coordination.deadlines.models import Obligation, RuleVersion
from coordination.deadlines.queries import assignable, making_duties
from coordination.documents.models import OfficialDocument
from coordination.lib.dates import screen
from coordination.people.models import Body, Person
from coordination.ui.forms import CHOOSE, DateField, MoveForm, RecordForm, TextArea

SPLIT = "|"
"""Between a rule and its case in the value of a choice: "KN-03|complex,remote"."""
CAUSES = [("", CHOOSE), *LateCause.choices]


class ObligationForm(RecordForm):
    """Who owes what to whom, by when, on what basis. The day is set, or reckoned from a rule and its anchor.

    Lateness is asked only of one that is closed.
    """

    rule = forms.ChoiceField(
        label="Quy định về thời hạn",
        required=False,
        help_text="Chỉ khi căn cứ là quy định về thời hạn: chương trình tính hạn từ ngày mốc.",
    )

    class Meta:
        model = Obligation
        fields = (
            "title",
            "owner",
            "assignee",
            "beneficiary",
            "opened_on",
            "basis_kind",
            "due_on",
            "anchor_on",
            "basis",
            "outcome",
            "evidence",
            "evidence_document",
            "late_cause",
            "late_reason",
            "late_body",
        )
        wide = ("title", "rule", "basis")
        help_texts = {
            "due_on": "Ngày ấn định, giữ đúng như đã viết; để trống khi hạn tính theo quy định.",
            "anchor_on": "Ngày của sự kiện mà quy định lấy làm mốc, ví dụ ngày thụ lý.",
        }

    CLOSING = ("outcome", "evidence", "evidence_document")
    LATENESS = ("late_cause", "late_reason", "late_body")
    field_order = (*Meta.fields[:7], "rule", *Meta.fields[7:])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._out_of_place():
            del self.fields[name]
        rules: Any = self.fields["rule"]
        rules.choices = [("", CHOOSE), *_rules_for(self.user)]
        self.fields["due_on"].required = False  # asked for below, unless a rule gives it
        self.kept = self._rule_as_it_is()
        if self.instance.version_id:
            self.initial.update({"rule": self.kept[0], "due_on": None})
            now = f"Đang là {screen(self.instance.due_on)}, tính theo quy định; để trống thì chương trình tính lại."
            self.fields["due_on"].help_text = now
        if not self.instance.pk:
            self.initial["opened_on"] = timezone.localdate()

    def _out_of_place(self) -> tuple[str, ...]:
        """Fields that have no meaning in the state the obligation is in."""
        if not self.instance.closed_on:
            return (*self.CLOSING, *self.LATENESS)
        return () if self.instance.closed_on > self.instance.due_on else self.LATENESS

    def _rule_as_it_is(self) -> tuple:
        """The choice, the anchor and the version that the duty rests on now."""
        version = self.instance.version
        return (_choice(version), self.instance.anchor_on, version) if version else ("", None, None)

    def clean(self):
        super().clean()
        if self.cleaned_data.get("basis_kind") == BasisKind.RULE:
            self._clean_rule()
        elif "basis_kind" in self.cleaned_data:
            self._clean_set_date()
        return self.cleaned_data

    def _clean_rule(self) -> None:
        """Find the version, reckon the day."""
        rule, anchor_on = self.cleaned_data.get("rule"), self.cleaned_data.get("anchor_on")
        if self.cleaned_data.get("due_on"):
            self.add_error("due_on", "Hạn theo quy định do chương trình tính: để trống ô này.")
        for name, value, words in (("rule", rule, "Chọn quy định."), ("anchor_on", anchor_on, "Ghi ngày mốc.")):
            if not value and name not in self.errors:
                self.add_error(name, words)
        if self.errors:
            return
        assert rule is not None
        assert anchor_on is not None
        try:
            version = self._version(rule, anchor_on)
        except NoRule as unknown:
            self.add_error("rule", unknown.message)
            return
        self.instance.version = version
        due = due_of(Clock(version), anchor_on, calendar_of(self.instance.locality_id))
        self.cleaned_data["due_on"] = due
        self._check_not_born_late(due)

    def _check_not_born_late(self, due) -> None:
        """Like a set date, the day that comes out is not before the day it was given; what stood so stays."""
        opened = self.cleaned_data.get("opened_on")
        if opened and due < opened and {"rule", "anchor_on", "opened_on", "basis_kind"} & set(self.changed_data):
            words = f"Tính từ ngày mốc này thì hạn là {screen(due)}, trước ngày giao ({screen(opened)})."
            self.add_error("anchor_on", f"{words} Việc đã giao từ trước thì ghi ngày giao ấy.")

    def _version(self, rule: str, anchor_on) -> RuleVersion:
        """The one it rests on already, while rule and anchor stay; else the one that holds on the anchor day."""
        if (rule, anchor_on) == self.kept[:2]:
            return self.kept[2]
        code, _, variant = rule.partition(SPLIT)
        place = self.instance.locality
        return version_on(rule_of(code, place), anchor_on, locality=place, variants=variant.split(","))

    def _clean_set_date(self) -> None:
        """A day as somebody wrote it, and no rule beside it."""
        cleaned = self.cleaned_data
        if any(cleaned.get(name) for name in ("rule", "anchor_on") if name in self.changed_data):
            words = "Đã ghi quy định hoặc ngày mốc: chọn căn cứ “quy định về thời hạn”, hoặc bỏ trống hai ô ấy."
            self.add_error("basis_kind", words)
        self.instance.version = cleaned["anchor_on"] = None
        opened, due = cleaned.get("opened_on"), cleaned.get("due_on")
        if not due and "due_on" not in self.errors:
            self.add_error("due_on", "Ghi hạn ấn định.")
        elif opened and due and due < opened:
            self.add_error("due_on", f"Hạn không được trước ngày giao ({screen(opened)}).")


def _rules_for(user) -> list[tuple[str, list[tuple[str, str]]]]:
    """Rules that give a latest day, by section, each case once."""
    versions = making_duties(RuleVersion.objects.visible_to(user)).select_related("rule")
    groups: dict[str, dict[str, str]] = {}
    for version in versions.order_by("rule__section", "rule__code", "variant", "effective_from"):
        case = version.variant_label or version.variant
        words = f"{version.rule}: {case}" if case else str(version.rule)
        groups.setdefault(version.rule.get_section_display(), {})[_choice(version)] = words
    return [(section, list(rows.items())) for section, rows in groups.items()]


def _choice(version: RuleVersion) -> str:
    return f"{version.rule.code}{SPLIT}{version.variant}" if version.variant else version.rule.code


class LatenessForm(MoveForm):
    """Why it was late, and through whom."""

    late_cause = forms.ChoiceField(label="Nguyên nhân trễ", choices=CAUSES)
    late_reason = forms.CharField(
        label="Lý do cụ thể", widget=TextArea({"rows": 2}), error_messages={"required": NO_REASON}
    )
    late_body = forms.ModelChoiceField(Body.objects.all(), label="Cơ quan làm trễ")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["late_body"].initial = self.record.late_body_id or self.record.owner_id
        self.fields["late_reason"].initial = self.record.late_reason


class CloseForm(MoveForm):
    """What was done, with evidence; after the due day also why it was late and through whom."""

    closed_on = DateField(label="Ngày làm xong")
    outcome = forms.CharField(label="Kết quả", required=False, widget=TextArea)
    evidence = forms.CharField(
        label="Minh chứng",
        required=False,
        widget=TextArea({"rows": 2}),
        help_text="Số, ký hiệu, ngày văn bản đã gửi; hoặc chọn văn bản dưới đây.",
    )
    evidence_document = forms.ModelChoiceField(
        OfficialDocument.objects.all(), label="Văn bản minh chứng", required=False
    )
    late_cause = forms.ChoiceField(label="Nguyên nhân trễ", choices=CAUSES, required=False)
    late_reason = forms.CharField(label="Lý do cụ thể", required=False, widget=TextArea({"rows": 2}))
    late_body = forms.ModelChoiceField(Body.objects.all(), label="Cơ quan làm trễ", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["closed_on"].initial = today
        if self.record.due_on >= today or self.record.paused_on:  # what is done by today cannot be late
            del self.fields["late_cause"], self.fields["late_reason"], self.fields["late_body"]
        else:
            for name in ("late_cause", "late_reason", "late_body"):
                self.fields[name].help_text = f"Bắt buộc khi xong sau ngày {screen(self.record.due_on)}."


class ReassignForm(MoveForm):
    """Who of the body that owes it does it from now on."""

    assignee = forms.ModelChoiceField(Person.objects.none(), label="Giao cho")
    note = forms.CharField(label="Lý do", required=False, max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people: Any = self.fields["assignee"]
        people.queryset = assignable(self.record).visible_to(self.user).by_name()


class WaiveForm(MoveForm):
    """Why nobody has to do it any more."""

    reason = forms.CharField(label="Lý do miễn", widget=TextArea)


class ReopenForm(MoveForm):
    """Why it is owed again."""

    reason = forms.CharField(label="Lý do mở lại", widget=TextArea)
