"""One verb for many rows: a page that shows what will happen to which, then does it row by row and says how it went."""

import re
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from coordination.lib.numbers import vi
from coordination.records.errors import Forbidden, Refused
from coordination.ui import registry
from coordination.ui.crud import RecordPage
from coordination.ui.forms import MoveForm
from coordination.ui.opened import saved_since, stamp
from coordination.ui.picks import BACK, MOST, PICKED, SEEN, VERSIONS, BulkAction, Outlook, back_of, picked
from coordination.ui.policy import allow
from coordination.ui.show import capfirst, lowfirst

VERSION = re.compile(r"\d{1,18}\.\d{1,18}")
"""A row of the page that is sent back, with the revision in which it was shown."""
MOMENT = re.compile(r"(\d{13})-")
"""Before the rows: when they were shown."""
NAMED = 3
"""Rows whose titles a message gives; of the others only how many they are."""


class BulkPage(RecordPage, TemplateView):
    """The verbs of `bulk_actions`, for rows named in the address. GET shows, POST does.

    Where what was typed leaves rows out (the verb's `check`), the page is shown once more with these before anything is
    done; likewise, with who did what, where a colleague changed a row after it was shown. A row is done in a
    transaction of its own (its action's), so one refusal leaves the others done. Rows that the user may not see are
    counted as refused, not named.
    """

    kind = "bulk"
    bulk_actions: tuple[BulkAction, ...] = ()
    select_related: tuple[str, ...] = ()
    prefetch_related: tuple = ()
    row_noun = ""

    @property
    def noun(self) -> str:
        return self.row_noun or super().noun

    @cached_property
    def verb(self) -> BulkAction:
        """The verb in the address, or 404."""
        found = next((action for action in self.bulk_actions if action.name == self.kwargs["name"]), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def data(self) -> Any:
        """Where the rows are named."""
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @cached_property
    def keys(self) -> list[int]:
        """The rows asked for."""
        return picked(self.data)

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission)
        allow(request.user, self.verb.permission)
        if getattr(getattr(request.user.acting, "locality", None), "is_ended", False):
            raise PermissionDenied("Địa phương này đã kết thúc nên chỉ xem được, không ghi thêm.")
        if not self.keys:
            return self._say(f"Chưa chọn {self.noun} nào.")
        if len(self.keys) > MOST:
            return self._say(f"Chọn nhiều nhất {vi(MOST)} {self.noun} một lần; bạn đã chọn {vi(len(self.keys))}.")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self._shown(self._form(None), 200)

    def post(self, request, *args, **kwargs):
        form = self._form(request.POST)
        if not form.is_valid():
            return self._shown(form, 422)
        if moved_on := self._moved_on():
            form.add_error(None, f"Đồng nghiệp vừa sửa {_titles(moved_on)}: xem lại ở trên rồi bấm lần nữa.")
            return self._shown(form, 409, meanwhile=self._meanwhile(moved_on))
        left = self._left_by(form)
        if left and (form.errors or self.data.get(SEEN, "") != _mark(left)):
            return self._shown(form, 422 if form.errors else 200, left)
        if not self._do(form):
            return self._shown(form, 422)
        return HttpResponseRedirect(back_of(self.data, self.back()))

    def rows(self) -> list:
        """The rows the user may see, in the order of the list's keys."""
        found = self.model.objects.visible_to(self.request.user)
        if self.select_related:
            found = found.select_related(*self.select_related)
        by_key = found.prefetch_related(*self.prefetch_related).in_bulk(self.keys)
        return [by_key[key] for key in self.keys if key in by_key]

    def _moved_on(self) -> list:
        """The rows that somebody changed since they were shown."""
        rows = [row for row in self.rows() if _is_versioned(row)]
        return [row for row in rows if row.revision != self.shown.get(row.pk, row.revision)]

    def _meanwhile(self, moved_on) -> dict[Any, list[str]]:
        """What is said at each of these rows: who changed it since it was shown, when and what."""
        when = MOMENT.match(self.data.get(VERSIONS, ""))
        told = saved_since(moved_on, int(when[1]) if when else None, self.request.user)
        return {row: told.get(row, ["người khác"]) for row in moved_on}

    @cached_property
    def shown(self) -> dict[int, int]:
        """The revision in which each row was shown, by key."""
        pairs = (pair.split(".") for pair in VERSION.findall(self.data.get(VERSIONS, "")))
        return {int(key): int(revision) for key, revision in pairs}

    def outlooks(self, rows) -> dict[int, Outlook]:
        """What will become of each row, by key: the transition table is asked first, then the verb."""
        found = {row.pk: Outlook(why_not=self._refused(row)) for row in rows}
        open_rows = [row for row in rows if not found[row.pk].why_not]
        return found | (self.verb.preview(open_rows, self.request.user) if self.verb.preview and open_rows else {})

    def _left_by(self, form) -> dict[int, str]:
        """The rows that what was typed leaves out, with the reason; where it leaves none to do, the form is told."""
        if self.verb.check is None:
            return {}
        rows = self.rows()
        outlooks = self.outlooks(rows)
        ready = [row for row in rows if not outlooks[row.pk].why_not]
        left = self.verb.check(ready, self.request.user, form.cleaned_data)
        if ready and len(left) == len(ready):
            form.add_error(None, f"Chọn như vậy thì không làm được {self.noun} nào.")
        return left

    def _may(self, record) -> bool:
        """Whether the verb is the user's for this very row, which they see."""
        return self.request.user.can(self.verb.permission, record)

    def _refused(self, record) -> str:
        """Why the user may not do it to this row, or the table of steps leaves it out; or nothing."""
        if not self._may(record):
            return Forbidden.sentence
        step = registry.step_of(record, self.verb.name)
        if step is None:
            return ""
        if not step.is_for(record, self.request.user):
            return Forbidden.sentence
        if record.status not in step.sources:
            return f"Đang ở trạng thái “{record.get_status_display()}”."
        return (step.unless(record) if step.unless else None) or ""

    def get_context_data(self, left=None, meanwhile=None, **kwargs):
        rows = self.rows()
        # What was shown first holds until it is told what a colleague changed since.
        kept = self.request.POST.get(VERSIONS) if meanwhile is None else ""
        for row in rows:
            row.meanwhile = (meanwhile or {}).get(row, [])
        outlooks = self.outlooks(rows) | {pk: Outlook(why_not=why) for pk, why in (left or {}).items()}
        ready = [row for row in rows if not outlooks[row.pk].why_not]
        counted = f"{vi(len(ready))} {self.noun}"
        context = {
            "title": f"{self.verb.label} {counted}" if ready else self.verb.label,
            "ready": [(row, outlooks[row.pk].words) for row in ready],
            "left_out": [(row, outlooks[row.pk].why_not) for row in rows if outlooks[row.pk].why_not],
            "unseen": len(self.keys) - len(rows),
            "counted": counted,
            "submit": f"{self.verb.submit or self.verb.label} {counted}" if ready else self.verb.label,
            "seen_name": SEEN,
            "seen": _mark(left or {}),
            "versions_name": VERSIONS,
            "versions": kept or _versions(rows),
            "lead": self.verb.lead,
            "noun": self.noun,
            "keys": self.keys,
            "picked_name": PICKED,
            "back_name": BACK,
            "cancel": back_of(self.data, self.back()),
            "crumbs": [(self.list_title or capfirst(self.noun), self.url_of(self.model, "list"))],
        }
        return super().get_context_data(**kwargs) | context

    def _form(self, data):
        form_class = self.verb.form_class or MoveForm
        return form_class(data, user=self.request.user, record=None)

    def _shown(self, form, status, left=None, meanwhile=None):
        return self.render_to_response(self.get_context_data(left=left, meanwhile=meanwhile, form=form), status=status)

    def _do(self, form) -> bool:
        """Each row by itself; what came of it is told in one message and one for each reason.

        False where nothing was done for what was typed in a field: that is said at the field, and the rows stay chosen.
        """
        rows, done, refused, faults = self.rows(), 0, defaultdict(list), []
        outlooks = self.outlooks(rows)
        for row in rows:
            if why_not := outlooks[row.pk].why_not:
                refused[why_not].append(row)
                continue
            if row.pk in self.shown:
                row.revision = self.shown[row.pk]
            try:
                self.verb.action(row, by=self.request.user, **form.cleaned_data)
            except Refused as refusal:
                refused[refusal.message].append(row)
            except ValidationError as error:
                faults += _typed_wrong(error, form)
                refused[" ".join(error.messages)].append(row)
            else:
                done += 1
        if faults and not done:
            for name, words in dict.fromkeys(faults):
                form.add_error(name, words)
            return False
        if done:
            words = self.verb.done or f"Đã {lowfirst(self.verb.label)}"
            messages.success(self.request, f"{words} {vi(done)} {self.noun}.")
        for reason, left in refused.items():
            messages.warning(self.request, f"{self._not_done(len(left))} ({_titles(left)}): {lowfirst(reason)}")
        if unseen := len(self.keys) - len(rows):
            messages.warning(self.request, f"{self._not_done(unseen)}: không còn trong những gì bạn được xem.")
        return True

    def _not_done(self, count: int) -> str:
        return f"Không {lowfirst(self.verb.label)} được {vi(count)} {self.noun}"

    def _say(self, words):
        messages.warning(self.request, words)
        return HttpResponseRedirect(back_of(self.data, self.back()))


def _typed_wrong(error: ValidationError, form) -> list[tuple[str, str]]:
    """Field and words of what a row's action found wrong with a field of the form."""
    named = error.message_dict if hasattr(error, "error_dict") else {}
    return [(name, words) for name, said in named.items() if name in form.fields for words in said]


def _versions(rows) -> str:
    """The moment, and each row with its revision, as `MOMENT` and `VERSION` read them."""
    return "-".join([str(stamp()), *(f"{row.pk}.{row.revision}" for row in rows if _is_versioned(row))])


def _is_versioned(row) -> bool:
    return hasattr(row, "revision")


def _mark(left) -> str:
    """Names refused rows, so that others than those shown are shown again."""
    return "-".join(str(pk) for pk in sorted(left))


def _titles(rows) -> str:
    words = "; ".join(getattr(row, "public_title", str(row)) for row in rows[:NAMED])
    return f"{words}; và {vi(len(rows) - NAMED)} nữa" if len(rows) > NAMED else words
