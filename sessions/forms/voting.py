"""What is typed of votes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.lib.text import fold
from coordination.ui.forms import OfficeForm
from sessions import queries
from sessions.choices import BallotChoiceKind, MajorityCase, PersonnelKind, SittingKind
from sessions.forms.hall import AtForm, Line, key_of
from sessions.models import Ballot, CouncilSession
from sessions.queries.voting import SUBJECTS

VOTES = ("votes_for", "votes_against", "votes_blank", "votes_invalid")


class BallotForm(AtForm):
    """The counts of one vote. Who is counted of and who is present is proposed; the rule follows from case and day."""

    case = forms.ChoiceField(
        label="Quyết định việc gì",
        choices=MajorityCase,
        help_text="Đa số cần có lấy từ quy định áp dụng ngày biểu quyết.",
    )
    announced = forms.BooleanField(
        label="Chủ tọa công bố được thông qua",
        required=False,
        help_text="Chỉ khi chương trình không có quy định về đa số cho việc này.",
    )

    PAST = ("held_on",)

    class Meta:
        model = Ballot
        fields = (
            *("session", "sitting", "title", *SUBJECTS, "held_on", "method", "base", "base_count", "present"),
            *(*VOTES, "repeats", "repeat_reason"),
        )
        wide = ("title",)

    field_order = (
        *("session", "sitting", "title", *SUBJECTS, "case", "held_on", "method", "base", "base_count", "present"),
        *(*VOTES, "announced", "repeats", "repeat_reason"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Bỏ trống thì lấy tên của dự thảo, nội dung, việc nhân sự."
        self.fields["base"].help_text = "Có quy định về đa số thì tính như quy định; chưa có thì chọn."
        self.fields["repeats"].queryset = self.fields["repeats"].queryset.exclude(pk=self.instance.pk)
        self._keep_subject()
        if self.gathering is not None:
            self._narrow()
        if self.instance.pk is None:
            self._propose()
        else:
            self.fields["case"].initial = queries.case_of(self.instance.version)
            self.fields["announced"].initial = self.instance.passed and self.instance.version_id is None

    def _keep_subject(self) -> None:
        """Where the address names what is voted on, the other two are not asked for."""
        named = next((name for name in SUBJECTS if self.initial.get(name)), None)
        for name in SUBJECTS:
            if named and name != named and not getattr(self.instance, f"{name}_id"):
                del self.fields[name]

    def _narrow(self) -> None:
        side = self.gathering_side
        for name in ("item", "personnel", "repeats"):
            field = self.fields.get(name)
            if field is not None and (side == "session" or name != "personnel"):
                field.queryset = field.queryset.filter(**{side: self.gathering})
        if side == "sitting":
            self.fields["base_count"].label = "Tổng số thành viên Thường trực"

    def _propose(self) -> None:
        self.fields["case"].initial = self._usual_case(self._chosen_subject())
        if self.gathering is None:
            self.propose("held_on", timezone.localdate())
            return
        turnout = queries.turnout_of(self.gathering)
        held = self.gathering.closed_on if isinstance(self.gathering, CouncilSession) else self.gathering.held_on
        self.propose("held_on", min(held or timezone.localdate(), timezone.localdate()))
        self.propose("base_count", turnout.total or None)
        self.propose("present", turnout.present if turnout.noted else None)

    def _chosen_subject(self):
        for name in SUBJECTS:
            if name in self.fields and self.initial.get(name):
                try:
                    return self.fields[name].clean(self.initial[name])
                except ValidationError:
                    return None
        return None

    def _usual_case(self, subject) -> str:
        if self.gathering is not None and not isinstance(self.gathering, CouncilSession):
            explains = self.gathering.kind == SittingKind.EXPLANATION
            return MajorityCase.CONCLUSION if explains else MajorityCase.UNKNOWN
        if getattr(subject, "is_normative", False):
            return MajorityCase.NORMATIVE
        if getattr(subject, "kind", "") == PersonnelKind.DISMISS and "dai bieu" in fold(subject.post):
            return MajorityCase.REMOVAL
        return MajorityCase.RESOLUTION

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        self._name_it(cleaned)
        self._check_counts(cleaned)
        self._check_first(cleaned)
        self._check_rule(cleaned)
        return cleaned

    def _subjects(self, cleaned) -> list[str]:
        return [name for name in SUBJECTS if cleaned.get(name)]

    def _name_it(self, cleaned) -> None:
        chosen = self._subjects(cleaned)
        if len(chosen) > 1:
            self.add_error(chosen[1], "Mỗi lần biểu quyết chỉ về một việc: bỏ bớt ô này hoặc ô kia.")
        if cleaned.get("title") or "title" in self.errors:
            return
        if chosen:
            cleaned["title"] = str(cleaned[chosen[0]])[: Ballot._meta.get_field("title").max_length]
        else:
            self.add_error("title", "Ghi biểu quyết về việc gì.")

    def _check_counts(self, cleaned) -> None:
        present, of = cleaned.get("present"), cleaned.get("base_count")
        if present is not None and of is not None and present > of:
            self.add_error("present", f"Số có mặt ({present}) lớn hơn tổng số ({of}).")
        votes = [cleaned.get(name) for name in VOTES]
        if present is None or any(count is None for count in votes):
            return
        if sum(votes) > present:
            words = f"Cộng các loại phiếu là {sum(votes)}, lớn hơn số có mặt ({present}): xem lại các ô này."
            self.add_error("votes_for", words)

    def _check_first(self, cleaned) -> None:
        """A second vote on the same thing names the first one and says why."""
        repeats, reason = cleaned.get("repeats"), cleaned.get("repeat_reason")
        if repeats and not reason and "repeat_reason" not in self.errors:
            self.add_error("repeat_reason", "Ghi vì sao biểu quyết lại.")
        if reason and not repeats and "repeats" not in self.errors:
            self.add_error("repeats", "Chọn lần biểu quyết trước.")
        for name in self._subjects(cleaned)[:1]:
            last = queries.last_ballot(name, cleaned[name], besides=self.instance.pk)
            if last and repeats != last and "repeats" not in self.errors and not self._is_repeated(last):
                self.add_error(
                    "repeats", f"Việc này đã biểu quyết ngày {screen(last.held_on)}: chọn lần ấy và ghi vì sao làm lại."
                )

    def _is_repeated(self, last) -> bool:
        """Whether the last one is a repetition of this one, which is being corrected."""
        return self.instance.pk is not None and last.repeats_id is not None

    def _check_rule(self, cleaned) -> None:
        day, case = cleaned.get("held_on"), cleaned.get("case")
        if not day or not case or case == MajorityCase.UNKNOWN:
            return
        version = queries.majority_of(case, day, self.instance.locality)
        if version is None:
            self.add_error("case", f"Chương trình không có quy định về việc này áp dụng ngày {screen(day)}.")
        elif cleaned.get("base", queries.base_of(version)) != queries.base_of(version):
            self.add_error("base", f"Quy định áp dụng ngày {screen(day)} tính trên {version.anchor}: chọn lại.")


class ChoicesForm(OfficeForm, forms.Form):
    """How each delegate voted, on one sheet; the sums must be those of the count."""

    def __init__(self, *args, user=None, ballot=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.ballot = user, ballot
        stored = {row.person: row.choice for row in ballot.choices.select_related("person")}
        people = list(queries.present_at(ballot.gathering).by_name())
        everybody = [*people, *(who for who in stored if who not in people)]
        self.people = [self._add(who, stored.get(who) or ("" if stored else BallotChoiceKind.FOR)) for who in everybody]
        self.bodies: list[Line] = []
        self.fields["revision"] = forms.IntegerField(required=False, widget=forms.HiddenInput, initial=ballot.revision)
        self.prepare()

    def _add(self, who, initial: str) -> Line:
        self.fields[key_of(who)] = forms.ChoiceField(
            label=str(who),
            choices=BallotChoiceKind.choices,
            widget=forms.RadioSelect,
            required=False,
            initial=initial,
        )
        return Line(self, key_of(who), who)

    def take_stored(self) -> None:
        """Let the next save stand over what somebody else saved: the person has been told."""
        self.data = self.data.copy()
        self.data["revision"] = str(Ballot.objects.get(pk=self.ballot.pk).revision)

    def choices(self) -> dict:
        """Person → choice, those that were noted."""
        return {line.who: self.cleaned_data[line.key] for line in self.people if self.cleaned_data.get(line.key)}
