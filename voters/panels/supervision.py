"""What the report to the session leads to, once its figures are settled: its letter."""

from coordination.documents import letters
from coordination.documents.models import LetterDraft
from coordination.documents.panels import letter_url
from coordination.ui.registry import Button
from coordination.workflow import buttons
from voters.letters.supervision import REPORT
from voters.models import SupervisionReport
from voters.queries import supervision as queries


def letter_button(report, user) -> list[Button]:
    """To the letter that is being written from the figures that are kept, else to a new one."""
    kind = next((kind for kind in letters.kinds_for(report, user) if kind.code == REPORT), None)
    if kind is None or not report.numbers:
        return []
    begun = LetterDraft.objects.visible_to(user).about(report).filter(kind=REPORT, document=None)
    letter = begun.order_by("-created_at", "-pk").first()
    if letter and queries.says_kept_numbers(letter, report):
        return [Button("Ban hành văn bản đang soạn", letter.get_absolute_url(), primary=True)]
    return [Button("Soạn văn bản báo cáo", letter_url(kind, report), primary=True)]


buttons.add(SupervisionReport, letter_button)
