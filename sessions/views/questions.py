"""Pages of questions and of the groups of questions chosen for the hall."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import cached_property

from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, FormPage, table_panel
from coordination.ui.policy import allow, record_or_404
from sessions import actions, queries
from sessions.choices import QuestionVia
from sessions.filters.questions import QuestionFilter, TopicFilter
from sessions.forms.common import NoteForm
from sessions.forms.questions import (
    AnswerForm,
    DecideForm,
    DropForm,
    GroupForm,
    HearForm,
    KeepForm,
    LeaveForm,
    PromiseForm,
    QuestionForm,
    TopicForm,
)
from sessions.models import Question, QuestionTopic
from sessions.tables.questions import QuestionTable, TopicTable
from sessions.views.common import RoomList, RoomMove, under


class QuestionList(RoomList):
    model = Question
    permission = Permission.QUESTION_VIEW
    create_permission = Permission.QUESTION_ASK
    table_class = QuestionTable
    filterset_class = QuestionFilter
    title = "Chất vấn"


class QuestionDetail(DetailPage):
    model = Question
    permission = Permission.QUESTION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def crumbs(self, record):
        return under(self, record.gathering)

    def sections(self, record):
        user = self.request.user
        again = QuestionTable.fetched(Question.objects.visible_to(user).filter(repeats=record))
        files = attachments_panel(record, user)
        return [table_panel("Tái chất vấn", QuestionTable(again)), files] if again else [files]


class QuestionCreate(CreatePage):
    """Written on a phone by a delegate, or by the office from a slip."""

    model = Question
    permission = Permission.QUESTION_ASK
    form_class = QuestionForm
    action = actions.create_question


class QuestionEdit(EditPage):
    model = Question
    permission = Permission.SESSION_EDIT
    form_class = QuestionForm
    action = actions.edit_question


class QuestionMove(RoomMove):
    model = Question
    moves = {
        "answer": (AnswerForm, actions.answer_question),
        "hear": (HearForm, actions.hear_answer),
        "promise": (PromiseForm, actions.promise),
        "leave": (LeaveForm, actions.leave_to_writing),
        "leave_promised": (LeaveForm, actions.leave_to_writing),
        "reply": (AnswerForm, actions.answer_question),
        "note_reply": (HearForm, actions.hear_answer),
        "keep": (KeepForm, actions.keep_promise),
        "finish": (NoteForm, actions.finish_question),
    }
    sentences = {
        "promise": "Lời hứa có ngày hẹn trở thành việc phải làm của cơ quan trả lời.",
        "leave": "Trả lời bằng văn bản trở thành việc phải làm của cơ quan được hỏi, tính từ ngày này.",
        "leave_promised": "Trả lời bằng văn bản trở thành việc phải làm của cơ quan được hỏi, tính từ ngày này.",
    }


class TopicList(RoomList):
    model = QuestionTopic
    permission = Permission.QUESTION_VIEW
    create_permission = Permission.SESSION_SUBMIT
    create_label = "Đề xuất nhóm vấn đề"
    table_class = TopicTable
    filterset_class = TopicFilter
    title = "Nhóm vấn đề chất vấn"

    def get_queryset(self):
        return with_questions(super().get_queryset())


def with_questions(topics):
    """Topics with how many questions they hold (`asked`)."""
    return topics.annotate(asked=Count("questions", filter=~Q(questions__via=QuestionVia.PROMISE)))


class TopicDetail(DetailPage):
    model = QuestionTopic
    permission = Permission.QUESTION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def crumbs(self, record):
        return under(self, record.gathering)

    def sections(self, record):
        user = self.request.user
        rows = Question.objects.visible_to(user).filter(group=record)
        add = None
        if user.can(Permission.SESSION_EDIT, record):
            add = ("Xếp phiếu vào nhóm", reverse("council_sessions:questiontopic-slips", args=[record.pk]))
        return [
            table_panel("Chất vấn trong nhóm", QuestionTable(QuestionTable.fetched(rows)), add=add, empty="Chưa có."),
            attachments_panel(record, user),
        ]


class TopicCreate(CreatePage):
    model = QuestionTopic
    permission = Permission.SESSION_SUBMIT
    form_class = TopicForm
    action = actions.create_topic
    title = "Đề xuất nhóm vấn đề chất vấn"


class TopicEdit(EditPage):
    model = QuestionTopic
    permission = Permission.SESSION_EDIT
    form_class = TopicForm
    action = actions.edit


class TopicMove(RoomMove):
    model = QuestionTopic
    moves = {
        "choose": (DecideForm, actions.choose_topic),
        "write": (DecideForm, actions.write_topic),
        "drop": (DropForm, actions.drop_topic),
        "reopen": (NoteForm, actions.propose_topic_again),
    }
    sentences = {
        "write": "Mỗi chất vấn chưa trả lời trong nhóm trở thành việc phải làm của cơ quan được hỏi, tính từ ngày này."
    }


class TopicSlips(FormPage):
    """Put slips into the group."""

    model = QuestionTopic
    permission = Permission.SESSION_EDIT
    form_class = GroupForm
    title = "Xếp phiếu vào nhóm"
    submit = "Xếp vào nhóm"
    done = "Đã xếp phiếu vào nhóm."

    @cached_property
    def record(self):
        """The group, or 404."""
        return record_or_404(QuestionTopic, self.kwargs["pk"], self.request.user, ("session", "sitting", "locality"))

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if self.record.locality_id != request.user.acting.locality_id:
            raise PermissionDenied("Hồ sơ này thuộc địa phương khác nên chỉ xem được.")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "topic": self.record}

    def run(self, form):
        return actions.group_questions(self.record, by=self.request.user, questions=form.cleaned_data["questions"])

    def get_context_data(self, **kwargs):
        record = self.record
        crumbs = [*under(self, record.gathering), (record.public_title, record.get_absolute_url())]
        empty = not queries.without_topic(Question.objects.visible_to(self.request.user), record.gathering).exists()
        self.lead = "Không còn phiếu nào chưa xếp nhóm." if empty else str(record)
        return super().get_context_data(**kwargs) | {"crumbs": crumbs, "cancel": record.get_absolute_url()}
