"""Pages of the ledger."""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html

from coordination.deadlines.actions import clocks, urging
from coordination.deadlines.actions import obligations as actions
from coordination.deadlines.choices import ClockKind, Standing, Verification
from coordination.deadlines.explanation import CHIPS
from coordination.deadlines.filters import ObligationFilter
from coordination.deadlines.forms.bulk import NoteForm, UrgeForm
from coordination.deadlines.forms.clocks import AnnulForm, ExtendForm, PauseForm, ResumeForm
from coordination.deadlines.forms.obligations import (
    CloseForm,
    LatenessForm,
    ObligationForm,
    ReassignForm,
    ReopenForm,
    WaiveForm,
)
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import label_subjects
from coordination.deadlines.standins import assigned_words
from coordination.deadlines.tables import ObligationTable
from coordination.deadlines.views.bulk import BULK
from coordination.deadlines.words import amount, case_words, extension_words, in_words
from coordination.deadlines.workflow import CLOCK_STEPS, clock_now, last_by_hand, why_no_clock, why_waived
from coordination.lib.dates import screen
from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.records.models import Record
from coordination.ui.chips import chip
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage, MovePage
from coordination.ui.policy import allow, record_or_404
from coordination.ui.registry import Panel
from coordination.ui.show import capfirst, due_tag, linked


class ObligationList(ListPage):
    """Open ones first, by due day; then closed ones, the latest first."""

    model = Obligation
    permission = Permission.OBLIGATION_VIEW
    create_permission = Permission.OBLIGATION_EDIT
    create_label = "Giao việc"
    table_class = ObligationTable
    filterset_class = ObligationFilter
    bulk_actions = BULK
    row_noun = "việc"
    title = "Sổ nghĩa vụ"
    lead = "Ai nợ ai việc gì, đến ngày nào, theo căn cứ nào."
    presets = (
        ("Chưa làm", f"tinh_trang={Standing.OPEN}"),
        ("Quá hạn", f"tinh_trang={Standing.OVERDUE}"),
        ("Quá hạn nghiêm trọng", f"tinh_trang={Standing.SERIOUS}"),
        ("Đang tạm dừng", f"tinh_trang={Standing.PAUSED}"),
        ("Xong, trễ hạn", f"tinh_trang={Standing.DONE_LATE}"),
    )

    def get_queryset(self):
        return super().get_queryset().order_by(F("closed_on").desc(nulls_first=True), "due_on")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        label_subjects([row.record for row in context["page"].object_list], self.request.user)
        return context


class ObligationDetail(DetailPage):
    """One duty: bodies, subject, ground, days and what moved them, evidence."""

    model = Obligation
    permission = Permission.OBLIGATION_VIEW
    edit_permission = Permission.OBLIGATION_EDIT
    select_related = (
        "owner__locality",
        "assignee",
        "beneficiary",
        "late_body",
        "evidence_document",
        "locality",
        "version__rule",
    )
    prefetch_related = ("clock_events__version__rule",)

    def edit_url(self, record) -> str:
        return super().edit_url(record) if actions.may_edit(record, self.request.user) else ""

    def facts(self, record):
        basis = capfirst(": ".join(part for part in (record.get_basis_kind_display(), record.basis) if part))
        return [
            ("Việc phải làm", record.title if record.confidential else ""),  # the page's head shows the case code
            ("Cơ quan thực hiện", record.owner),
            ("Người được giao", assigned_words(record, timezone.localdate())),
            ("Nợ cơ quan", record.beneficiary),
            ("Hồ sơ", linked(record.subject, self.request.user)),
            ("Căn cứ", basis),
            *_rule_facts(record),
            ("Ngày giao", record.opened_on),
            ("Hạn", _due(record)),
            ("Tạm dừng từ ngày", record.paused_on),
            ("Ngày xong", record.closed_on),
            ("Kết quả", record.outcome),
            ("Minh chứng", record.evidence),
            ("Văn bản minh chứng", linked(record.evidence_document, self.request.user)),
            ("Nguyên nhân trễ", record.get_late_cause_display()),
            ("Lý do trễ", record.late_reason),
            ("Cơ quan làm trễ", record.late_body),
        ]

    def sections(self, record):
        """What moved the clock, the latest first; also what was annulled."""
        events = list(reversed(record.clock_events.all()))
        if not events:
            return []
        for event in events:
            event.words = _event_words(event, record)
        return [
            Panel("Diễn biến thời hạn", "deadlines/panel_clock.html", {"events": events}, wide=True, count=len(events))
        ]

    def get_context_data(self, **kwargs):
        """Steps of the clock that are not possible now stay away: the next one says what was before it."""
        context = super().get_context_data(**kwargs)
        steps = {self.url_of(Obligation, "move", self.record.pk, name) for name in CLOCK_STEPS}
        buttons = [button for button in context["buttons"] if button.enabled or button.url not in steps]
        version = clock_now(self.record).version if self.record.version else None
        unverified = version if version and version.verification == Verification.UNVERIFIED else None
        return context | {"buttons": buttons, "unverified": unverified}


class ObligationCreate(CreatePage):
    """A duty entered by hand, on the page of the record it is about ("?ho-so=voters.petition:12") or on its own."""

    model = Obligation
    permission = Permission.OBLIGATION_EDIT
    form_class = ObligationForm
    action = actions.create_obligation
    title = "Giao việc"
    submit = "Giao việc"
    done = "Đã giao việc."

    def done_words(self) -> str:
        return f"{self.done} {_reckoned(self.saved)}".strip()

    def run(self, form):
        self.saved = super().run(form)
        return self.saved

    @cached_property
    def subject(self):
        """The record named in the address, if the user may see it and may work on it."""
        named = self.request.GET.get("ho-so", "")
        if not named:
            return None
        model, pk = named_record(named)
        subject = record_or_404(model, pk, self.request.user)
        allow(self.request.user, self.permission, subject)
        return subject

    def blank(self):
        obligation = super().blank()
        if self.subject is not None:
            obligation.subject = self.subject
            actions.copy_gate(obligation, self.subject)
        return obligation

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.subject is None:
            return context
        url = self.subject.get_absolute_url()
        return context | {"cancel": url, "crumbs": [(self.subject.public_title, url)]}


class ObligationEdit(EditPage):
    """Correct what was written, days and bodies included: for those who keep the ledger, not for the debtor."""

    model = Obligation
    permission = Permission.OBLIGATION_EDIT
    form_class = ObligationForm
    action = actions.edit_obligation
    title = "Sửa nghĩa vụ"
    select_related = ("version__rule", "owner", "beneficiary", "locality")

    def done_words(self) -> str:
        return f"{super().done_words()} {_reckoned(self.record)}".strip()

    def dispatch(self, request, *args, **kwargs):
        try:
            actions.check_may_edit(self.record, request.user)
        except Forbidden as refusal:
            raise PermissionDenied(refusal.message) from refusal
        return super().dispatch(request, *args, **kwargs)


class ObligationMove(MovePage):
    """Done, waived, open again, given to somebody else; the clock stopped, started, extended."""

    model = Obligation
    moves = {
        "close": (CloseForm, actions.close),
        "pause": (PauseForm, clocks.pause),
        "resume": (ResumeForm, clocks.resume),
        "extend": (ExtendForm, clocks.extend),
        "annul_event": (AnnulForm, clocks.annul_event),
        "reassign": (ReassignForm, actions.reassign),
        "waive": (WaiveForm, actions.waive),
        "reopen": (ReopenForm, actions.reopen),
        "note_lateness": (LatenessForm, actions.note_lateness),
        "urge": (UrgeForm, urging.urge),
        "note": (NoteForm, urging.note),
    }

    def dispatch(self, request, *args, **kwargs):
        """Those whose step it would be are told why this duty never has it."""
        words = self._never(request.user)
        return self._not_now(words) if words else super().dispatch(request, *args, **kwargs)

    def _never(self, user) -> str:
        name = self.kwargs["name"]
        if name in CLOCK_STEPS and actions.may_edit(self.record, user):
            return why_no_clock(self.record)
        return why_waived(self.record) if name == "close" and self.step.is_for(self.record, user) else ""

    def sentence(self, record, name):
        return SENTENCES[name](record) if name in SENTENCES else ""

    def done_words(self) -> str:
        """Of a step that moves the clock: which day it is due now."""
        words = super().done_words()
        if self.kwargs["name"] not in CLOCK_STEPS:
            return words
        record = self.record
        now = (
            f"hạn giữ {screen(record.due_on)} đến khi tính tiếp" if record.paused_on else f"hạn {screen(record.due_on)}"
        )
        return f"{words.removesuffix('.')}: {now}."


def named_record(text: str):
    """Model and key of "voters.petition:12"; 404 for anything else."""
    label, _, pk = text.partition(":")
    key = key_of(pk)
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if not issubclass(model, Record) or key is None:
        raise Http404
    return model, key


def _reckoned(record) -> str:
    """The day that the program reckoned, told after saving; a set one needs no word."""
    return f"Hạn {screen(record.due_on)}, tính theo {record.version.rule.code}." if record.version else ""


def _due(record):
    """The due day with the way to its reason, and a warning when a set one falls on a day off."""
    day = due_tag(record.due_on, record.why_url)
    if record.version_id:
        return day
    return format_html("{} (ấn định){}", day, "; rơi vào ngày nghỉ" if record.is_day_off else "")


def _rule_facts(record) -> list[tuple[str, object]]:
    """What the law says of the duty now; nothing of a set date."""
    if record.version is None:
        return []
    clock = clock_now(record)
    version = clock.version
    rule = format_html('<a href="{}">{}</a>', version.rule.get_absolute_url(), version.rule)
    extended = f"; đã gia hạn {clock.extensions} lần" if clock.extensions else ""
    return [
        ("Quy định", rule),
        ("Trường hợp", case_words(version)),
        ("Thời hạn", in_words(version)),
        ("Được gia hạn", capfirst(f"{extension_words(version)}{extended}") if version.extension_limit else ""),
        ("Ngày mốc", record.anchor_on),
        ("Kiểm chứng", chip(CHIPS[Verification(version.verification)], version.get_verification_display(), bare=True)),
    ]


def _event_words(event, record) -> str:
    """What happened, in words: "Tạm dừng: chờ bổ sung hồ sơ", "Gia hạn thêm 30 ngày"."""
    words = capfirst(event.get_kind_display())
    if event.kind == ClockKind.PAUSE:
        return f"{words}: {event.get_category_display()}"
    if event.kind == ClockKind.EXTENSION and record.version:
        return f"{words} thêm {amount(event.amount, record.version.unit)}"
    return f"{words}: {in_words(event.version)}" if event.version else words


def _before_annulling(record) -> str:
    """Which event it is."""
    event = last_by_hand(record.clock_events.all())
    return f"Sẽ hủy: {event}, {event.by_name} ghi. Hạn được tính lại như chưa có lần ghi này."


def _before_extending(record) -> str:
    """What the rule allows, and what of it is left."""
    clock = clock_now(record)
    words = capfirst(extension_words(clock.version))
    return f"{words}; đã gia hạn {clock.extensions} lần. Hạn hiện nay {screen(record.due_on)}."


SENTENCES = {
    "close": lambda record: f"{record.owner} phải xong trước hết ngày {screen(record.due_on)}.",
    "pause": lambda record: f"Hạn hiện nay {screen(record.due_on)}. Trong khi dừng, việc không bị tính là quá hạn.",
    "resume": lambda record: f"Tạm dừng từ {screen(record.paused_on)}; hạn trước khi dừng {screen(record.due_on)}.",
    "extend": _before_extending,
    "annul_event": _before_annulling,
    "reassign": lambda record: f"Cơ quan thực hiện: {record.owner}. Đang giao: {record.assignee or 'chưa giao ai'}.",
    "note_lateness": lambda record: f"Hạn {screen(record.due_on)}, xong {screen(record.closed_on)}.",
}
"""What is about to happen, above the button."""
