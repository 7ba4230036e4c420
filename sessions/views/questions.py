"""Pages of questioning."""

from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage
from sessions import actions
from sessions.filters.questions import QuestionFilter
from sessions.forms.common import NoteForm
from sessions.forms.questions import AnswerForm, HearForm, KeepForm, PromiseForm, QuestionForm
from sessions.models import Question
from sessions.tables.questions import QuestionTable
from sessions.views.common import RoomList, RoomMove


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

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class QuestionCreate(CreatePage):
    model = Question
    permission = Permission.QUESTION_ASK
    form_class = QuestionForm
    action = actions.create_question


class QuestionEdit(EditPage):
    model = Question
    permission = Permission.SESSION_EDIT
    form_class = QuestionForm
    action = actions.edit


class QuestionMove(RoomMove):
    model = Question
    moves = {
        "answer": (AnswerForm, actions.answer_question),
        "hear": (HearForm, actions.hear_answer),
        "promise": (PromiseForm, actions.promise),
        "keep": (KeepForm, actions.keep_promise),
        "finish": (NoteForm, actions.finish_question),
    }
    sentences = {"promise": "Lời hứa có ngày hẹn trở thành việc phải làm của cơ quan trả lời."}
