"""Pages of resolutions: list with the numbers left out, one resolution with its life, its steps, what changes it."""

from dataclasses import dataclass

from django.contrib import messages
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html

from coordination.documents.panels import attachments_panel
from coordination.lib.dates import screen
from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.regulations.models import Meeting
from coordination.ui.crud import CreatePage, DetailPage, EditPage, table_panel
from coordination.ui.registry import Button
from coordination.ui.show import capfirst, show
from sessions import actions, deadlines, numbering
from sessions.filters.resolutions import ResolutionFilter
from sessions.forms.resolutions import (
    AuthenticateForm,
    CorrectForm,
    EffectForm,
    GazetteForm,
    NumberForm,
    PostForm,
    PublishForm,
    ResolutionChangeForm,
    ResolutionForm,
    RolloutForm,
    SendUpForm,
)
from sessions.models import DraftResolution, Resolution, ResolutionChange, ResolutionTask
from sessions.tables.resolutions import ChangeMadeTable, ChangeTable, ResolutionTable, ResolutionTaskTable
from sessions.views.common import RoomList, RoomMove, adding, under
from sessions.workflow.resolutions import STEPS

EDIT = Permission.RESOLUTION_EDIT
NUMBERED_BY = frozenset({"number", "year", "is_normative"})
FROM_DRAFT = ("title", "is_normative", "procedure", "session")


@dataclass(frozen=True)
class Point:
    """One dot of the life: what, its day, and how it is drawn (`is-now`, `is-next` or nothing)."""

    words: str
    note: str
    css: str = ""


class EarlyEffect:
    """Says after saving that the day of effect lies before the one that the law permits."""

    def run(self, form):
        record = super().run(form)
        if early := deadlines.early_effect(record):
            day = screen(record.effective_from)
            messages.warning(self.request, f"Có hiệu lực từ {day} là sớm hơn quy định. {early.words}")
        return record


class SkippedNumbers:
    """Says after a number was given which ones it leaves out before it."""

    def run(self, form):
        record = super().run(form)
        given = NUMBERED_BY.intersection(form.changed_data)
        if left_out := numbering.skipped(record) if given else "":
            kind = "quy phạm pháp luật" if record.is_normative else "cá biệt"
            words = f"Số {record.number} bỏ qua số chưa dùng năm {record.year} ({kind}): {left_out}."
            messages.warning(self.request, words)
        return record


class ResolutionList(RoomList):
    model = Resolution
    permission = Permission.RESOLUTION_VIEW
    create_permission = EDIT
    table_class = ResolutionTable
    filterset_class = ResolutionFilter
    template_name = "council_sessions/resolution_list.html"
    title = "Nghị quyết"

    def get_template_names(self):
        """The numbers left out follow the filter, also when only the results are drawn anew."""
        names = super().get_template_names()
        return ["council_sessions/resolution_results.html"] if names == ["ui/list_results.html"] else names

    def acts(self):
        return [*super().acts(), Button("Tình hình thực hiện", self.url_of(Resolution, "progress"))]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        year = self.year(context["filter"])
        return context | {"unused": self.unused(year), "unused_year": str(year)}

    def year(self, filterset) -> int | None:
        """The year that the list is narrowed to."""
        asked = filterset.form.cleaned_data.get("year") if filterset.is_bound and filterset.form.is_valid() else None
        return int(asked) if asked else None

    def unused(self, year: int | None) -> list[tuple[str, str]]:
        """Numbers that a chosen year leaves out, for the offices that give them."""
        user = self.request.user
        return numbering.unused(user.acting.locality, year) if year and user.can(EDIT) else []


class ResolutionDetail(DetailPage):
    model = Resolution
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def facts(self, record):
        facts = super().facts(record)
        if record.code:
            facts = [
                ("Số, ký hiệu", record.code),
                *(fact for fact in facts if fact[0] not in ("Số", "Ký hiệu")),
            ]
        meeting = record.rollout_meeting
        if meeting and Meeting.objects.visible_to(self.request.user).filter(pk=meeting.pk).exists():
            link = format_html('<a href="{}">{}</a>', meeting.get_absolute_url(), meeting.public_title)
            label = capfirst(str(Resolution._meta.get_field("rollout_meeting").verbose_name))
            facts = [(words, link if words == label else value) for words, value in facts]
        if earliest := deadlines.earliest_effect(record):
            facts.append(("Hiệu lực theo quy định", earliest.words))
        if last := deadlines.replace_by(record):
            facts.append(("Thay thế, bãi bỏ", f"Chậm nhất {screen(last.day)} ({last.why})."))
        return facts

    def sections(self, record):
        user = self.request.user
        tasks = ResolutionTask.objects.visible_to(user).filter(resolution=record).select_related("owner", "resolution")
        return [
            table_panel(
                "Nhiệm vụ phải làm",
                ResolutionTaskTable(tasks),
                add=("Giao nhiều nhiệm vụ", self.url_of(Resolution, "tasks", record.pk))
                if user.can(EDIT, record)
                else ("Tình hình thực hiện", self.url_of(Resolution, "carried-out", record.pk)),
                empty="Chưa giao nhiệm vụ nào.",
            ),
            *self.changes(record),
            attachments_panel(record, user),
        ]

    def changes(self, record) -> list:
        """What later documents did to it, and what it did to earlier ones; nothing where there is nothing to say."""
        rows = ResolutionChange.objects.visible_to(self.request.user)
        add = adding(self, "Ghi thay đổi hiệu lực", ResolutionChange, EDIT, resolution=record.pk)
        if self.is_succeeded(record):
            add = ("Ghi thay đổi hiệu lực", self.url_of(ResolutionChange, "create", resolution=record.pk))
        own = table_panel(
            "Thay đổi hiệu lực",
            ChangeTable(ChangeTable.fetched(rows.filter(resolution=record))),
            add=add,
            empty="Chưa có văn bản nào sửa đổi, thay thế, bãi bỏ.",
        )
        made = table_panel(
            "Nghị quyết này làm thay đổi",
            ChangeMadeTable(ChangeMadeTable.fetched(rows.filter(by_resolution=record))),
        )
        return [panel for panel, always in ((own, add), (made, False)) if always or panel.count]

    def is_succeeded(self, record) -> bool:
        """Whether the resolution is of an ended locality that the user's own one succeeded."""
        user = self.request.user
        return record.locality.is_ended and user.can(EDIT) and not user.acting.locality.is_ended

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "life": life_of(self.record),
            "carried_out": self.url_of(Resolution, "carried-out", self.record.pk),
        }


def life_of(record) -> list[Point]:
    """The official days in their order: those written down, the next one after them, what is still missing."""
    gazette = [
        ("Gửi Công báo", record.sent_to_gazette_on),
        ("Đăng Công báo", record.published_on),
    ]
    days = [
        ("Thông qua", record.adopted_on),
        ("Ký chứng thực", record.signed_on),
        ("Gửi cấp trên", record.sent_up_on),
        *(gazette if record.is_normative else ()),
        ("Niêm yết", record.posted_on),
        ("Có hiệu lực", record.effective_from),
    ]
    if record.ended_on:
        days.append(("Hết hiệu lực", record.ended_on))
    written = max((number for number, (_, day) in enumerate(days) if day), default=-1)
    missing = next((words for words, day in days[written + 1 :] if not day), "")
    return [Point(words, show(day) or "chưa ghi", _css(words, day, missing)) for words, day in days]


def _css(words, day, missing: str) -> str:
    if day:
        return "is-next" if day > timezone.localdate() else ""
    return "is-now" if words == missing else "is-next"


class ResolutionCreate(SkippedNumbers, EarlyEffect, CreatePage):
    model = Resolution
    permission = EDIT
    form_class = ResolutionForm
    action = actions.create_resolution

    def get_initial(self):
        """What the draft says already (`?draft=12`), with the number that comes next."""
        key = key_of(self.request.GET.get("draft"))
        drafts = DraftResolution.objects.visible_to(self.request.user).select_related("session")
        draft = drafts.filter(pk=key).first() if key else None
        known = {name: getattr(draft, name) for name in FROM_DRAFT} if draft else {}
        if draft:
            closed = draft.session and (draft.session.closed_on or draft.session.opened_on)
            year = (closed or timezone.localdate()).year
            known["number"] = numbering.next_number(draft.locality, draft.is_normative, year)
        return known | super().get_initial()


class ResolutionEdit(SkippedNumbers, EarlyEffect, EditPage):
    model = Resolution
    permission = EDIT
    form_class = ResolutionForm
    action = actions.edit_resolution


class ResolutionCorrect(SkippedNumbers, EditPage):
    """What stands on the signed paper, with the reason."""

    model = Resolution
    permission = EDIT
    form_class = CorrectForm
    title = "Đính chính nghị quyết"
    submit = "Lưu đính chính"
    done = "Đã lưu đính chính; lịch sử giữ lý do."

    def run(self, form):
        return actions.correct_resolution(form.instance, by=self.request.user, reason=form.cleaned_data["reason"])


class ResolutionMove(SkippedNumbers, EarlyEffect, RoomMove):
    model = Resolution
    permission = EDIT
    moves = {
        "number": (NumberForm, actions.number_resolution),
        "authenticate": (AuthenticateForm, actions.authenticate),
        "send_up": (SendUpForm, actions.send_resolution_up),
        "send_to_gazette": (GazetteForm, actions.send_to_gazette),
        "publish": (PublishForm, actions.publish_resolution),
        "post": (PostForm, actions.post_resolution),
        "set_effect": (EffectForm, actions.set_effect),
        "rollout": (RolloutForm, actions.hold_rollout),
    }
    sentences = {
        "authenticate": "Sau khi ký, số, trích yếu và ngày chỉ sửa bằng đính chính; nghị quyết quy phạm pháp luật phải "
        "gửi đăng Công báo.",
        "send_to_gazette": "Việc gửi đăng được ghi là xong; cơ quan Công báo nợ việc đăng.",
    }

    @cached_property
    def label(self) -> str:
        """Of the day that is written: once it stands there, no button offers it any more."""
        return next(step.label for step in STEPS if step.name == self.kwargs["name"])


class ResolutionChangeDetail(DetailPage):
    model = ResolutionChange
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def crumbs(self, record):
        return under(self, record.resolution)


class ResolutionChangeCreate(CreatePage):
    model = ResolutionChange
    permission = EDIT
    form_class = ResolutionChangeForm
    action = actions.create_change
    title = "Ghi thay đổi hiệu lực"


class ResolutionChangeEdit(EditPage):
    model = ResolutionChange
    permission = EDIT
    form_class = ResolutionChangeForm
    action = actions.edit_change
