"""Many petitions at once: classify, forward, hand to who watches, urge in writing."""

from django.utils import timezone

from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.ui.bulk import BulkPage
from coordination.ui.picks import BulkAction, Outlook
from voters import actions, routing
from voters.forms.supervision import ClassifyManyForm, ForwardManyForm, MonitorForm, UrgePetitionsForm
from voters.models import Petition
from voters.queries import supervision as queries
from voters.queries.many import read_for_answering
from voters.views.drafting import ASSIGN_BULK, TEMPLATE_BULK
from voters.views.publishing import PREPARE


def _where_to(records, user) -> dict[int, Outlook]:
    """To which body, and that it refused the like before."""
    refused = routing.warnings([(row, row.competent_body) for row in records], reader=user)
    on = timezone.localdate()
    return {
        row.pk: Outlook(
            " · ".join(filter(None, (f"tới {row.competent_body}", _needs_day(row, on), refused.get(row.pk)))),
            actions.why_not_as_classified(row, on=on, due_on=on),  # the day to answer by may still be typed
        )
        for row in records
    }


def _needs_day(row, on) -> str:
    """That it does not go on that day unless a day to answer by is typed."""
    if row.due_on is None:
        return "chưa có hạn trả lời: ghi hạn ở dưới"
    return f"hạn trả lời {screen(row.due_on)} đã qua: ghi hạn ở dưới" if row.due_on < on else ""


def _without_day(records, user, typed) -> dict[int, str]:
    """Which of them the days that were typed leave out."""
    days = {name: typed[name] for name in ("on", "due_on", "answer_by")}
    reasons = {row.pk: actions.why_not_as_classified(row, **days) for row in records}
    return {pk: reason for pk, reason in reasons.items() if reason}


def _as_it_is(records, user) -> dict[int, Outlook]:
    """What is known of each, and whom the rules propose where they say something else."""
    proposed = routing.by_rules(records, reader=user)

    def words(row) -> str:
        known = (row.get_field_display(), row.get_level_display(), row.competent_body)
        said = " · ".join(str(part) for part in known if part) or "chưa phân loại"
        first = proposed.get(row.pk)
        if first is None or first.body.pk == row.competent_body_id:
            return said
        parts = (first.rule.get_field_display(), first.level_words, first.body)
        return f"{said}; đề xuất: {' · '.join(str(part) for part in parts if part)}"

    return {row.pk: Outlook(words(row)) for row in records}


def _who_watches(records, user) -> dict[int, Outlook]:
    return {row.pk: Outlook(str(row.monitor or "chưa giao ai")) for row in records}


def _which_time(records, user) -> dict[int, Outlook]:
    """ "Sở Xây dựng · lần 2", or why nobody is urged."""
    urgings = queries.urgings(records)
    return {
        row.pk: Outlook(f"{row.competent_body} · lần {urgings[row.pk].round}", urgings[row.pk].why_not)
        for row in records
    }


BULK = (
    BulkAction(
        "classify",
        "Phân loại",
        Permission.PETITION_REGISTER,
        actions.classify_in_part,
        ClassifyManyForm,
        lead="Ô nào bỏ trống thì giữ như từng kiến nghị.",
        preview=_as_it_is,
    ),
    BulkAction(
        "forward",
        "Chuyển giải quyết",
        Permission.PETITION_FORWARD,
        actions.forward_as_classified,
        ForwardManyForm,
        icon="send",
        lead="Mỗi kiến nghị đi tới cơ quan đã chọn khi phân loại; cơ quan ấy nợ một trả lời đến hạn.",
        preview=_where_to,
        check=_without_day,
    ),
    BulkAction(
        "monitor",
        "Giao theo dõi",
        Permission.PETITION_FORWARD,
        actions.assign_monitor,
        MonitorForm,
        done="Đã giao theo dõi",
        preview=_who_watches,
    ),
    BulkAction(
        "urge",
        "Đôn đốc bằng văn bản",
        Permission.PETITION_FORWARD,
        actions.urge,
        UrgePetitionsForm,
        icon="file",
        submit="Đưa vào văn bản đôn đốc",
        lead="Mỗi cơ quan một văn bản cho mỗi lần; văn bản là bản đang soạn cho tới khi ban hành.",
        done="Đã đưa vào văn bản đôn đốc",
        preview=_which_time,
    ),
    ASSIGN_BULK,
    TEMPLATE_BULK,
    PREPARE,
)

ASKED_WHO_ANSWERS = (ASSIGN_BULK.name, TEMPLATE_BULK.name)
"""Verbs of which the table of steps, or the preview, asks who answers each petition."""


class PetitionBulk(BulkPage):
    model = Petition
    permission = Permission.PETITION_VIEW
    bulk_actions = BULK
    select_related = (
        "locality",
        "competent_body__locality",
        "competent_body__successor",
        "monitor",
        "merged_into",
        "place",
        "batch",
    )

    def outlooks(self, rows):
        return super().outlooks(read_for_answering(rows) if self.verb.name in ASKED_WHO_ANSWERS else rows)

    def _form(self, data):
        form = super()._form(data)
        if data is None and hasattr(form, "propose"):
            form.propose(self.rows)
        return form
