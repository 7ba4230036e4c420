"""Pages of recommendations after oversight."""

from coordination.documents.panels import attachments_panel
from coordination.ui.crud import CreatePage, MovePage
from coordination.ui.facts import due_fact
from oversight import actions, filters, forms, queries, tables
from oversight.models import Recommendation
from oversight.views.common import EDIT, BookDetail, BookEdit, RoomList


class RecommendationList(RoomList):
    model = Recommendation
    create_permission = EDIT
    table_class = tables.RecommendationTable
    filterset_class = filters.RecommendationFilter
    title = "Kiến nghị sau giám sát"

    def get_queryset(self):
        return queries.by_urgency(super().get_queryset())


class RecommendationDetail(BookDetail):
    model = Recommendation
    select_related = ("mission__lead_body", "addressee", "locality")

    def facts(self, record):
        return [
            ("Kiến nghị", record.text if record.text != str(record) else ""),
            ("Cơ quan thực hiện", record.addressee),
            ("Cuộc giám sát", self.linked(record.mission)),
            ("Nơi kiến nghị", record.mission.lead_body),
            ("Ngày gửi", record.sent_on),
            ("Hạn", due_fact(record, "due_on")),
            ("Ngày thực hiện xong", record.done_on),
            ("Đã đôn đốc bằng văn bản", f"{record.reminders} lần" if record.reminders else ""),
            ("Kết quả thực hiện", record.outcome),
        ]

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class RecommendationCreate(CreatePage):
    model = Recommendation
    permission = EDIT
    form_class = forms.RecommendationForm
    action = actions.recommend


class RecommendationEdit(BookEdit):
    model = Recommendation
    select_related = ("mission__lead_body",)
    form_class = forms.RecommendationForm
    action = actions.edit_recommendation


class RecommendationMove(MovePage):
    model = Recommendation
    moves = {
        "accept": (forms.NoteForm, actions.accept),
        "finish": (forms.FinishForm, actions.finish),
        "note_done": (forms.FinishForm, actions.note_done),
        "remind": (forms.RemindForm, actions.remind),
        "remind_unanswered": (forms.RemindForm, actions.remind),
        "reopen": (forms.ReopenForm, actions.reopen),
        "withdraw": (forms.ReasonForm, actions.withdraw),
    }
    sentences = {"withdraw": "Từ lúc này không ai còn nợ việc thực hiện kiến nghị."}

    def sentence(self, record, name) -> str:
        return self.sentences.get(name, "")
