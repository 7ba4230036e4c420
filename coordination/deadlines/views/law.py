"""Thời hạn theo luật: the rules and their versions; who may, corrects, ends, succeeds and overrides them."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from coordination.deadlines import law, rulebook
from coordination.deadlines.actions import law as actions
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import RuleKind
from coordination.deadlines.filters import RuleFilter
from coordination.deadlines.forms.law import (
    EndForm,
    OverrideForm,
    RuleEditForm,
    RuleForm,
    SupposeForm,
    VersionForm,
)
from coordination.deadlines.models import Obligation, Rule, RuleVersion
from coordination.deadlines.tables import RuleTable, sureness
from coordination.deadlines.what_if import everywhere, supposed, what_if
from coordination.deadlines.words import case_words, citation, extension_words, in_words, interval
from coordination.records.errors import Forbidden
from coordination.ui.crud import DetailPage, FormPage, ListPage
from coordination.ui.policy import SIGNED_IN, record_or_404, requires
from coordination.ui.registry import Button
from coordination.ui.shell import named
from coordination.ui.show import capfirst

TITLE = "Thời hạn theo luật"
SHOWN = 200
"""Rows of the list of moved days; the counts are of all."""


class RuleList(ListPage):
    """All rules, each with what it says on the asked day (today)."""

    model = Rule
    permission = SIGNED_IN
    table_class = RuleTable
    filterset_class = RuleFilter
    title = TITLE
    lead = "Mỗi thời hạn lấy từ điều luật nào, áp dụng từ ngày nào, đã đối chiếu văn bản hay chưa."
    presets = (
        ("Chưa kiểm chứng", "kiem_chung=unverified"),
        ("Của địa phương", "cua_dia_phuong=true"),
        ("Sắp hết, đã hết hiệu lực", "het_hieu_luc=true"),
    )

    def create_button(self):
        user = self.request.user
        if not any(actions.may_write(user, place) for place in (None, _place(user))):
            return None
        return Button("Ghi quy định", reverse("deadlines:rule-create"), primary=True)

    def acts(self):
        url = named("deadlines:calculator")
        return [*super().acts(), *([Button("Tính thử một hạn", url)] if url else [])]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        asked = getattr(context["filter"].form, "cleaned_data", {})
        on, level = asked.get("hieu_luc") or timezone.localdate(), asked.get("cap") or ""
        rulebook.show_on([row.record for row in context["page"].object_list], self.request.user, on, level)
        return context


class RuleDetail(DetailPage):
    """One rule: what it says today, all versions by case, two of them side by side, changes of law, history."""

    model = Rule
    permission = SIGNED_IN
    select_related = ("locality",)
    list_title = TITLE

    @cached_property
    def cases(self):
        """Its versions as the page shows them, with what may be done to each."""
        cases = rulebook.cases_of(self.record, self.request.user)
        for case in cases:
            for version in case.versions:
                self._dress(version)
        return cases

    @property
    def versions(self):
        return [version for case in self.cases for version in case.versions]

    def facts(self, record):
        return [
            ("Phần việc", record.get_section_display()),
            ("Của", record.locality.name if record.locality else "cả nước"),
            ("Ghi chú", record.note),
        ]

    def edit_url(self, record) -> str:
        may = actions.may_write(self.request.user, record.locality)
        return reverse("deadlines:rule-edit", args=[record.pk]) if may else ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        calculator = named("deadlines:calculator")
        chosen, wrong = self._chosen()
        return context | {
            "cases": self.cases,
            "lead": self._lead(),
            "several": len(self.versions) > 1,
            "rows": rulebook.compared(chosen) if chosen else [],
            "chosen": chosen,
            "wrong_choice": wrong,
            "transitions": list(self.record.transitions.all()),
            "unsure": any(one.is_unverified and one.holds_on(timezone.localdate()) for one in self.versions),
            "calculator": f"{calculator}?quy-dinh={self.record.code}" if calculator and self._has_days() else "",
            "history": rulebook.history_of(self.record, self.versions),
        }

    def _has_days(self) -> bool:
        """Whether any of it can be reckoned from a day; a majority cannot."""
        return any(one.kind != RuleKind.THRESHOLD for one in self.versions)

    def _lead(self) -> str:
        """What it says today, in one line."""
        today = timezone.localdate()
        held = [one for one in rulebook.holding(self.versions, today) if one.holds_on(today)]
        if len(held) == 1:
            return _sentence(held[0])
        return f"{len(held)} trường hợp đang áp dụng." if held else "Hôm nay không có phiên bản nào áp dụng."

    def _chosen(self) -> tuple[list[RuleVersion], bool]:
        """The two versions of "?so=1,2"; and whether something else was asked."""
        asked = {key for part in self.request.GET.getlist("so") for key in part.split(",") if key}
        found = [version for version in self.versions if str(version.pk) in asked]
        return (found, False) if len(found) == len(asked) == 2 else ([], bool(asked))

    def _dress(self, version) -> None:
        """What a row shows besides the version's own fields."""
        user, today = self.request.user, timezone.localdate()
        version.words, version.cite, version.span = in_words(version), citation(version), _span(version)
        version.extension, version.sure = extension_words(version), sureness(version)
        version.is_current = version.holds_on(today)
        version.is_over = version.effective_to is not None and version.effective_to < today
        version.is_laxer = version.locality_id and not self.record.locality_id and _is_laxer(version)
        version.acts = list(_acts(version, user, self.record))


def _acts(version, user, rule):
    """(words, address) of what the user may do with a version."""
    is_period = version.kind != RuleKind.THRESHOLD
    if is_period:
        yield "Thử giá trị khác", reverse("deadlines:version-suppose", args=[version.pk])
    if actions.may_write(user, actions.owner_of(version)):
        if not version.is_frozen:
            yield "Sửa", reverse("deadlines:version-edit", args=[version.pk])
        yield "Kết thúc, thay bằng quy định mới", reverse("deadlines:version-end", args=[version.pk])
    is_common = version.locality_id is None and rule.locality_id is None
    if is_common and is_period and _place(user) and not version.is_over and actions.may_write(user, _place(user)):
        yield "Ghi quy định riêng của địa phương", reverse("deadlines:version-override", args=[version.pk])


class RuleCreate(FormPage):
    """A locality's own rule, by its council's office; a common one, by who operates the installation."""

    model = Rule
    permission = SIGNED_IN
    list_title = TITLE
    form_class = RuleForm
    title = "Ghi quy định về thời hạn"
    submit = "Lưu quy định"

    @cached_property
    def locality(self):
        """Whose rule it will be."""
        user = self.request.user
        return None if actions.may_write(user, None) else _place(user)

    def dispatch(self, request, *args, **kwargs):
        _allow(request.user, self.locality)
        whose = f"của {self.locality.name}" if self.locality else "chung, mọi địa phương thấy và dùng"
        self.lead = f"Quy định {whose}."
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        blank = RuleVersion(locality=self.locality)
        return super().get_form_kwargs() | {"user": self.request.user, "instance": blank, "locality": self.locality}

    def run(self, form):
        return actions.create_rule(form.rule(), form.instance, by=self.request.user)


class RuleEdit(FormPage):
    """What a rule is called and where it belongs."""

    model = Rule
    permission = SIGNED_IN
    list_title = TITLE
    form_class = RuleEditForm
    title = "Sửa tên, phần việc của quy định"

    @cached_property
    def record(self):
        return record_or_404(Rule, self.kwargs["pk"], self.request.user, ("locality",))

    def dispatch(self, request, *args, **kwargs):
        _allow(request.user, self.record.locality)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "instance": self.record}

    def run(self, form):
        return actions.edit_rule(form.instance, by=self.request.user, seen=form.cleaned_data["seen"])

    def conflict(self, form, conflict):
        """What somebody else saved in between, as with versions."""
        saved = record_or_404(Rule, self.kwargs["pk"], self.request.user)
        shown = (
            ("Tên", form.instance.title, saved.title),
            ("Phần việc", form.instance.get_section_display(), saved.get_section_display()),
            ("Ghi chú", form.instance.note, saved.note),
        )
        return _overtaken(self, form, conflict, saved, [(label, his) for label, mine, his in shown if mine != his])

    def get_context_data(self, **kwargs):
        return _under(super().get_context_data(**kwargs), self.record)


class VersionPage(FormPage):
    """What forms about one version share."""

    model = Rule
    permission = SIGNED_IN
    list_title = TITLE

    @cached_property
    def version(self):
        """The version, of a rule that the user may see too, or 404."""
        return version_or_404(self.kwargs["pk"], self.request.user)

    def dispatch(self, request, *args, **kwargs):
        _allow(request.user, self.owner())
        self.lead = f"{self.version.rule}: {_sentence(self.version)}"
        if reason := self.unless():
            messages.warning(request, reason)
            return HttpResponseRedirect(self.version.rule.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def owner(self):
        """Whose version it is that is written; none for the common law."""
        return actions.owner_of(self.version)

    def unless(self) -> str:
        """Why the form is not offered now."""
        return ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "instance": self.version}

    def after(self, record) -> str:
        return self.version.rule.get_absolute_url()

    def get_context_data(self, **kwargs):
        return _under(super().get_context_data(**kwargs), self.version.rule)


class VersionEdit(VersionPage):
    """Correct a version on which nothing rests yet."""

    form_class = VersionForm
    title = "Sửa phiên bản quy định"
    submit = "Lưu phiên bản"
    done = "Đã lưu phiên bản."

    def unless(self) -> str:
        return actions.USED if self.request.method == "GET" and law.is_used(self.version) else ""

    def run(self, form):
        return actions.edit_version(form.instance, by=self.request.user, seen=form.cleaned_data["seen"])

    def conflict(self, form, conflict):
        """What somebody else saved in between, beside what was typed; a second save then stands over it, knowingly."""
        saved = version_or_404(self.kwargs["pk"], self.request.user)
        rows = rulebook.compared([form.instance, saved])
        differing = [(label, theirs) for label, (_mine, theirs), differs in rows if differs]
        return _overtaken(self, form, conflict, saved, differing)


class VersionEnd(VersionPage):
    """The last day of a version, and what holds from the day after."""

    form_class = EndForm
    title = "Kết thúc và thêm phiên bản mới"
    submit = "Lưu phiên bản"
    done = "Đã lưu. Việc đã mở theo phiên bản cũ giữ nguyên hạn."

    def unless(self) -> str:
        has_next = self.request.method == "GET" and law.next_of(self.version)
        return "Sau phiên bản này đã có phiên bản khác." if has_next else ""

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"record": self.version}
        del kwargs["instance"]
        return kwargs

    def run(self, form):
        last_day, successor = form.cleaned_data["last_day"], form.successor()
        return actions.end_version(self.version, by=self.request.user, last_day=last_day, successor=successor)


class VersionOverride(VersionPage):
    """A locality's own version of a common one. One laxer than the law is kept and warned about."""

    form_class = OverrideForm
    title = "Ghi quy định riêng của địa phương"
    submit = "Lưu quy định riêng"
    done = "Đã lưu quy định riêng."

    def owner(self):
        if actions.owner_of(self.version) is not None or self.version.kind == RuleKind.THRESHOLD:
            raise Http404
        return _place(self.request.user)

    def get_form_kwargs(self):
        own = actions.copy_of(self.version, locality=_place(self.request.user))
        return super().get_form_kwargs() | {"instance": own}

    def run(self, form):
        version = actions.add_override(form.instance, by=self.request.user)
        if _is_laxer(version):
            words = f"Quy định riêng rộng hơn luật: {in_words(version)}, luật là {in_words(self.version)}."
            messages.warning(self.request, f"{words} Vẫn lưu; hãy xem lại thẩm quyền.")
        return version


@requires(SIGNED_IN)
def suppose(request, pk):
    """What would change if a version said something else: open duties, "hạn nay → hạn nếu"."""
    version = version_or_404(pk, request.user)
    if version.kind == RuleKind.THRESHOLD:
        raise Http404  # a majority moves no day
    start = {name: getattr(version, name) for name in ("value", "unit", "day", "month", "effective_from")}
    form = SupposeForm(request.GET or None, initial=start, user=request.user, record=version)
    outcome = other = None
    if form.is_valid():
        other = supposed(version, **form.cleaned_data)
        outcome = what_if(other, Obligation.objects.visible_to(request.user), shown=SHOWN)
    context = {
        "title": "Nếu quy định đổi",
        "version": version,
        "form": form,
        "now": in_words(version),
        "other": other and in_words(other),
        "outcome": outcome,
        "moved": outcome.moved if outcome else [],
        "rest": outcome.count - len(outcome.moved) if outcome else 0,
        "everywhere": everywhere(other) if other and actions.may_write(request.user, None) else None,
        "crumbs": [(TITLE, reverse("deadlines:rule-list")), (version.rule.code, version.rule.get_absolute_url())],
    }
    return render(request, "deadlines/version_suppose.html", context, status=422 if form.errors else 200)


def version_or_404(pk, user) -> RuleVersion:
    """A version that the user may see, of a rule that the user may see."""
    version = record_or_404(RuleVersion, pk, user, ("rule__locality", "locality", "document"))
    record_or_404(Rule, version.rule_id, user)
    return version


def _allow(user, locality) -> None:
    """403 unless rules of the locality (none: the common ones) are the user's to write."""
    if not actions.may_write(user, locality):
        raise PermissionDenied(Forbidden.sentence)


def _overtaken(page, form, conflict, saved, differing):
    """The form with what was typed, what differs from what is saved, and leave to save over it."""
    form.data = form.data.copy()
    form.data["seen"] = actions.seen_of(saved)
    form.add_error(None, conflict.message)
    return page.render_to_response(page.get_context_data(form=form, differing=differing), status=409)


def _place(user):
    """The locality acted for."""
    return user.acting.locality if user.acting else None


def _under(context, rule) -> dict:
    """A form's context with its way back to the rule's page."""
    url = rule.get_absolute_url()
    return context | {"cancel": url, "crumbs": [*context["crumbs"], (rule.code, url)]}


def _span(version) -> str:
    return interval(version.effective_from, version.effective_to)


def _sentence(version) -> str:
    """ "Vụ việc phức tạp: 45 ngày sau ngày thụ lý (Luật …, Điều 28)"."""
    case = case_words(version)
    words = f"{case}: {in_words(version)}" if case else in_words(version)
    return f"{capfirst(words)} ({citation(version)})"


def _is_laxer(version) -> bool:
    """Whether a locality's own version is laxer than the law beside it."""
    common = rulebook.beside(version)
    return common is not None and rulebook.is_laxer(version, common, calendar_of(version.locality_id))
