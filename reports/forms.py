"""Forms of reviews and of what figures rest on."""

from django import forms

from coordination.documents.choices import DocumentKind
from coordination.lib.period import Period, PeriodError
from coordination.people.choices import BodyKind
from coordination.people.models import Term
from coordination.regulations.choices import MeetingKind
from coordination.ui.forms import MoveForm, RecordForm, TextArea
from reports import periods
from reports.catalogue import BY_KEY, FIGURES
from reports.models import (
    Direction,
    Indicator,
    Limitation,
    RegisterCoverage,
    ReportedFigure,
    Review,
    ReviewParty,
    ReviewSection,
    Source,
)

PERIOD = ("term", "start", "end")
LEADING = (
    BodyKind.COUNCIL,
    BodyKind.COUNCIL_STANDING,
    BodyKind.COMMITTEE,
    BodyKind.FRONT,
    BodyKind.FRONT_STANDING,
)
LEGAL = (
    DocumentKind.LAW,
    DocumentKind.DECREE,
    DocumentKind.CIRCULAR,
    DocumentKind.JOINT_RESOLUTION,
    DocumentKind.RESOLUTION,
    DocumentKind.REGULATION,
    DocumentKind.RULES,
    DocumentKind.PLAN,
)


class ReviewBaseForm(RecordForm):
    """Choices of the review's own place: its regulations, those who may lead, its conferences, what may be a basis."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = {"locality": self.instance.locality}
        self._narrow("regulation", **here)
        self._narrow("lead_party", **here, kind__in=LEADING)
        self._narrow("conference", **here, kind=MeetingKind.REVIEW)
        self._narrow("legal_bases", **here, kind__in=LEGAL)

    def _narrow(self, name: str, **conditions) -> None:
        if name in self.fields:
            self.fields[name].queryset = self.fields[name].queryset.filter(**conditions)


class ReviewForm(ReviewBaseForm):
    """What is needed to draft: regulation (its parties sign), who leads, the period."""

    term = forms.ChoiceField(label="Nhiệm kỳ", required=False, help_text="Chọn khi kỳ tính từ đầu nhiệm kỳ.")

    class Meta:
        model = Review
        fields = ("regulation", "lead_party", *PERIOD, "title", "conference", "legal_bases")
        wide = ("title",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        terms = Term.objects.filter(locality=self.instance.locality).order_by("-name").values_list("name", flat=True)
        self.fields["term"].choices = [("", "– không –"), *((name, name) for name in terms)]
        self.fields["start"].help_text = "Để trống nếu đã chọn nhiệm kỳ."
        self.fields["title"].required = False
        self.fields["title"].help_text = "Để trống thì lấy tên thường dùng, có kỳ báo cáo."

    def clean(self):
        """The lead is a party; the period has its ends; a title is made where none is given."""
        cleaned = super().clean()
        regulation, lead = cleaned.get("regulation"), cleaned.get("lead_party")
        if regulation and lead and lead not in regulation.bodies:
            names = ", ".join(str(body) for body in regulation.bodies)
            self.add_error("lead_party", f"Bên chủ trì phải là một bên của Quy chế: {names}.")
        period = self._period(cleaned)
        if period:
            cleaned["start"] = period.start
            cleaned["title"] = cleaned.get("title") or periods.title(period)
        return cleaned

    def _period(self, cleaned) -> Period | None:
        """A report that counts anything has a last day, and a first day or a term."""
        term, start, end = (cleaned.get(name) for name in PERIOD)
        if not end:
            if "end" not in self.errors:
                self.add_error("end", "Cần ngày cuối của kỳ báo cáo.")
            return None
        if not (term or start):
            if "start" not in self.errors:
                self.add_error("start", "Cần ngày đầu của kỳ, hoặc chọn nhiệm kỳ.")
            return None
        try:
            period = periods.of_term(self.instance.locality, term, end) if term else Period(start, end)
        except PeriodError as error:
            self.add_error("end", str(error))
            return None
        if start and start != period.start:
            self.add_error("start", "Nhiệm kỳ không bắt đầu từ ngày ấy: để trống ngày đầu, hoặc bỏ nhiệm kỳ.")
            return None
        return period


class ReviewHeadForm(ReviewBaseForm):
    """What the paper's head and foot need; the period and the parties stay."""

    class Meta:
        model = Review
        fields = ("title", "number", "symbol", "issued_place", "issued_on", "conference", "legal_bases", "recipients")
        wide = ("title", "recipients")


class SectionForm(RecordForm):
    """The text of one section; an empty line begins a new paragraph."""

    class Meta:
        model = ReviewSection
        fields = ("text",)
        labels = {"text": "Nội dung mục"}
        help_texts = {"text": "Để một dòng trống để sang đoạn mới."}
        widgets = {"text": TextArea(attrs={"rows": 16, "class": "sheet-text"})}


class LimitationForm(RecordForm):
    """A shortcoming: under which party, who was responsible, in which field."""

    class Meta:
        model = Limitation
        fields = ("party", "responsible", "field", "text")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        review = self.instance.review
        parties = review.parties.values("body")
        self.fields["party"].queryset = self.fields["party"].queryset.filter(pk__in=parties)
        bodies = self.fields["responsible"].queryset
        self.fields["responsible"].queryset = bodies.filter(locality=review.locality).by_name()


class DirectionForm(RecordForm):
    """Something to do, whose it is, and in which year where that is stated."""

    class Meta:
        model = Direction
        fields = ("party_words", "year", "text")


class SignerForm(RecordForm):
    """Who signs for a party."""

    class Meta:
        model = ReviewParty
        fields = ("signer_post", "signer")


class CoverageForm(RecordForm):
    class Meta:
        model = RegisterCoverage
        fields = ("register", "valid_from", "valid_to")


class SourceForm(RecordForm):
    class Meta:
        model = Source
        fields = ("title", "publisher", "section", "author", "published_on", "note")
        wide = ("title", "note")

    def clean(self):
        """An article may have no title, but then it says where it stood."""
        cleaned = super().clean()
        if not cleaned.get("title") and not cleaned.get("publisher") and "title" not in self.errors:
            self.add_error("title", "Ghi tiêu đề hoặc nơi đăng.")
        return cleaned


class ReportedFigureForm(RecordForm):
    """A number brought in; the figure is one of the declared ones."""

    key = forms.ChoiceField(label="Chỉ số", choices=[(figure.key, figure.label) for figure in FIGURES])

    class Meta:
        model = ReportedFigure
        fields = ("key", "part", *PERIOD, "bodies", "value", "qualifier", "unit", "source", "note")
        wide = ("note",)

    def clean(self):
        """A part must be one that the figure has."""
        cleaned = super().clean()
        figure = BY_KEY.get(cleaned.get("key"))
        names = [name for name, _label in figure.parts] if figure else []
        if cleaned.get("part") and cleaned["part"] not in names:
            self.add_error("part", f"Chỉ số này không có phần ấy. Các phần: {', '.join(names) or 'không chia'}.")
        return cleaned


class IndicatorForm(RecordForm):
    class Meta:
        model = Indicator
        fields = (
            "name",
            "value",
            "numerator",
            "denominator",
            "unit",
            "is_estimate",
            "baseline",
            "period_words",
            *PERIOD,
            "source",
            "note",
        )
        wide = ("name", "note")


class NoteForm(MoveForm):
    """A step of the review with an optional word to the others."""

    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)
