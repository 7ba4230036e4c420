"""How lists of questions are narrowed."""

from coordination.ui.filters import RecordFilter
from sessions.choices import QuestionStatus, TopicStatus
from sessions.filters.common import body_in, choice
from sessions.models import Question, QuestionTopic


class QuestionFilter(RecordFilter):
    status = choice(QuestionStatus.choices, "Trạng thái")
    addressee = body_in(Question, "addressee", "Cơ quan trả lời")
    period_field = "put_on"

    class Meta:
        model = Question
        fields = ("session", "addressee", "status")


class TopicFilter(RecordFilter):
    status = choice(TopicStatus.choices, "Trạng thái")
    addressee = body_in(QuestionTopic, "addressee", "Cơ quan trả lời")

    class Meta:
        model = QuestionTopic
        fields = ("session", "addressee", "status")
