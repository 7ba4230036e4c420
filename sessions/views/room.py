"""Phòng chất vấn: the secretary's one page while questions are asked and answered; and what is asked again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, Refused
from coordination.ui.policy import allow, record_or_404
from coordination.ui.show import capfirst
from sessions import actions, queries
from sessions.choices import QuestionStatus, QuestionVia
from sessions.forms.questions import OVER, FloorForm, PromiseLineForm, SpokenForm
from sessions.models import CouncilSession, Question
from sessions.views.common import under

LEFT = "leave"
DONE = {
    "answer": "Đã ghi trả lời.",
    "promise": "Đã ghi lời hứa: đã thành việc phải làm.",
    "ask": "Đã ghi chất vấn.",
    LEFT: "Đã giao trả lời bằng văn bản.",
}


class GatheringView(TemplateView):
    """A page about one session or sitting that writes: `as_view(model=…)` says which kind."""

    model = CouncilSession
    permission = Permission.SESSION_EDIT

    @cached_property
    def record(self):
        """The session or sitting, or 404."""
        return record_or_404(self.model, self.kwargs["pk"], self.request.user, ("locality",))

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if self.record.locality_id != request.user.acting.locality_id or self.record.locality.is_ended:
            raise PermissionDenied("Hồ sơ này thuộc địa phương khác hoặc đã kết thúc nên chỉ xem được.")
        return super().dispatch(request, *args, **kwargs)

    def name(self, page: str) -> str:
        """The address of a page of this gathering."""
        return reverse(f"council_sessions:{self.record._meta.model_name}-{page}", args=[self.record.pk])


class QuestionRoom(GatheringView):
    """Question after question in the order of the hall; each act returns to this page, with the keyboard alone."""

    template_name = "council_sessions/room.html"

    @cached_property
    def questions(self) -> list[Question]:
        """All questions of the gathering that the user may see, in the order of the hall."""
        rows = queries.in_hall_order(Question.objects.visible_to(self.request.user), self.record)
        return list(rows.select_related("delegate", "addressee", "group", "session", "sitting"))

    @cached_property
    def current(self) -> Question | None:
        """The question named in the address, else the first that nobody has answered, else the first."""
        asked = self.request.GET.get("cau", "")
        if asked.isascii() and asked.isdigit():
            return get_object_or_404(Question, pk__in=[row.pk for row in self.questions if str(row.pk) == asked])
        waiting = (row for row in self.questions if self._waits(row))
        return next(waiting, self.questions[0] if self.questions else None)

    @staticmethod
    def _waits(question) -> bool:
        return question.status == QuestionStatus.PUT and question.left_to_writing_on is None

    @cached_property
    def over(self) -> str:
        """Why nothing is written here any more; "" while the session lasts."""
        if isinstance(self.record, CouncilSession) and self.record.status in OVER:
            return f"{self.record} {self.record.get_status_display()}: phòng chất vấn chỉ còn để xem."
        return ""

    def forms(self, act: str = "") -> dict:
        """The forms of the page; the one that was sent keeps what was typed."""
        user, question = self.request.user, self.current
        sent = {name: self.request.POST if name == act else None for name in ("answer", "promise", "ask")}
        topic = question.group if question else None
        found = {
            "ask": FloorForm(sent["ask"], user=user, gathering=self.record, topic=topic, prefix="ask"),
        }
        if question is not None:
            found["answer"] = SpokenForm(sent["answer"], user=user, prefix="answer")
            found["promise"] = PromiseLineForm(sent["promise"], user=user, question=question, prefix="promise")
            first = "answer" if question.status == QuestionStatus.PUT and act != "promise" else "promise"
            found[first].fields[first].widget.attrs["autofocus"] = True
        return found

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(forms=self.forms()))

    def post(self, request, *args, **kwargs):
        act = request.POST.get("act", "")
        if self.over:
            messages.warning(request, self.over)
            return HttpResponseRedirect(self.name("room"))
        if act not in DONE or (self.current is None and act != "ask"):
            return HttpResponseRedirect(self.name("room"))
        forms = self.forms(act)
        form = forms.get(act)
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(forms=forms, failed=form), status=422)
        try:
            shown = self._do(act, form)
        except Forbidden as refusal:
            raise PermissionDenied(refusal.message) from refusal
        except Refused as refusal:
            messages.warning(request, refusal.message)
            return HttpResponseRedirect(f"{self.name('room')}?cau={self.current.pk}")
        messages.success(request, DONE[act])
        return HttpResponseRedirect(f"{self.name('room')}?cau={shown.pk}")

    def _do(self, act: str, form) -> Question:
        """Do what was asked; the question to show next: left to writing, the hall goes on to the next one."""
        by, question = self.request.user, self.current
        if act == LEFT:
            actions.leave_to_writing(question, by=by)
            return self.after_this() or question
        if act == "answer":
            actions.hear_answer(question, by=by, answer=form.cleaned_data["answer"])
        elif act == "promise":
            actions.note_promise(question, by=by, **form.cleaned_data)
        else:
            return actions.create_question(self._asked(form.cleaned_data), by=by)
        return question

    def _asked(self, data) -> Question:
        side = self.record.side
        group = self.current.group if self.current else None
        same = {"group": group} if group and group.addressee == data["addressee"] else {}
        return Question(
            **{side: self.record},
            **same,
            **data,
            locality=self.record.locality,
            put_on=timezone.localdate(),
            via=QuestionVia.FLOOR,
        )

    def _beside(self, step: int) -> Question | None:
        keys = [row.pk for row in self.questions]
        place = keys.index(self.current.pk) + step if self.current else -1
        return self.questions[place] if 0 <= place < len(keys) else None

    def after_this(self) -> Question | None:
        """The next question of the hall."""
        return self._beside(1)

    def get_context_data(self, **kwargs):
        record, question = self.record, self.current
        groups: dict = {}
        for row in self.questions:
            groups.setdefault(row.group, []).append(row)
        return super().get_context_data(**kwargs) | {
            "title": "Phòng chất vấn",
            "gathering": record,
            "question": question,
            "groups": [(topic, rows) for topic, rows in groups.items()],
            "before": self._beside(-1),
            "after": self.after_this(),
            "over": self.over,
            "may_answer": not self.over and question is not None and question.status == QuestionStatus.PUT,
            "may_leave": question is not None and self._waits(question),
            "crumbs": [*under(_Linked(self), record), ("Chất vấn", f"{record.get_absolute_url()}?phan=chat-van")],
            "list_url": f"{record.get_absolute_url()}?phan=chat-van",
        }


class _Linked:
    """What `under` asks of a page: the request, and the address of a list."""

    def __init__(self, page):
        self.request = page.request

    @staticmethod
    def url_of(model, name) -> str:
        return reverse(f"council_sessions:{model._meta.model_name}-{name}")


class QuestionAgain(GatheringView):
    """Put one question of an earlier session again at this one."""

    permission = Permission.QUESTION_ASK
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        allow(request.user, Permission.SESSION_EDIT, self.record)
        rows = queries.to_repeat(Question.objects.visible_to(request.user), self.record, timezone.localdate())
        question = get_object_or_404(
            rows.select_related("delegate", "addressee", "locality"), pk=key_of(request.POST.get("question"))
        )
        again = actions.repeat_question(question, by=request.user, gathering=self.record)
        messages.success(request, f"Đã đưa vào chất vấn lại: {capfirst(str(again))}")
        return HttpResponseRedirect(f"{self.record.get_absolute_url()}?phan=chat-van")
