"""What is asked of questions: figures and pages take their rows here."""

from coordination.lib.period import Period
from sessions.queries.common import within


def asked(questions, period: Period):
    """Questions put within the period."""
    return questions.filter(within("put_on", period))
