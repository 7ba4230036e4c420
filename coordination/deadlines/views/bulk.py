"""Many duties at once: remind, reassign, note. Offered on "Việc của tôi" and on the ledger."""

from coordination.deadlines.actions import obligations as actions
from coordination.deadlines.actions import urging
from coordination.deadlines.forms.bulk import NoteForm, ReassignManyForm, UrgeForm
from coordination.deadlines.models import Obligation
from coordination.people.permissions import Permission
from coordination.ui.bulk import BulkPage
from coordination.ui.picks import BulkAction, Outlook


def _who_is_told(records, user) -> dict[int, Outlook]:
    """ "Lần 2, gửi Lê Minh": what the preview says of each duty, or why nobody hears of it."""
    keys = [record.pk for record in records]
    times, today = urging.times_urged(keys), urging.urged_today(keys, user)
    told = urging.recipients_of(records, user)
    found = {}
    for record in records:
        if record.pk in today:
            found[record.pk] = Outlook(why_not=urging.TODAY)
        elif users := told[record.pk]:
            words = f"lần {times.get(record.pk, 0) + 1}, gửi {urging.named_words(users)}"
            found[record.pk] = Outlook(f"{record.owner} · {words}")
        else:
            found[record.pk] = Outlook(why_not=urging.nobody(record))
    return found


def _whose_now(records, user) -> dict[int, Outlook]:
    return {row.pk: Outlook(f"{row.owner} · {row.assignee or 'chưa giao ai'}") for row in records}


BULK = (
    BulkAction(
        "urge",
        "Đôn đốc",
        Permission.OBLIGATION_EDIT,
        urging.urge,
        UrgeForm,
        icon="send",
        submit="Gửi đôn đốc",
        lead="Mỗi người nhận một thông báo cho mỗi việc; mỗi lần đôn đốc ghi vào lịch sử của việc.",
        preview=_who_is_told,
    ),
    BulkAction(
        "reassign",
        "Giao lại",
        Permission.OBLIGATION_CLOSE,
        actions.reassign,
        ReassignManyForm,
        icon="turn",
        preview=_whose_now,
    ),
    BulkAction(
        "note", "Ghi chú", Permission.OBLIGATION_CLOSE, urging.note, NoteForm, icon="file", done="Đã ghi chú vào"
    ),
)


class ObligationBulk(BulkPage):
    """One verb for the duties ticked in a list."""

    model = Obligation
    permission = Permission.OBLIGATION_VIEW
    bulk_actions = BULK
    row_noun = "việc"
    select_related = (
        "locality__reminder_policy",
        "assignee",
        "version",
        "owner__locality",
        "owner__parent__parent",
        "beneficiary__locality",
        "beneficiary__parent__parent",
    )
