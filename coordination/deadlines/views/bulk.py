"""Many duties at once: remind, reassign, note. Offered on "Việc của tôi" and on the ledger."""

from coordination.deadlines import queries
from coordination.deadlines.actions import obligations as actions
from coordination.deadlines.actions import urging
from coordination.deadlines.forms.bulk import NoteForm, ReassignManyForm, UrgeForm
from coordination.deadlines.models import Obligation
from coordination.deadlines.workflow import why_nobody
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
            found[record.pk] = Outlook(why_not=why_nobody(record))
    return found


def _whose_now(records, user) -> dict[int, Outlook]:
    """Whose each duty is, or that nobody of the own unit could take it. One query more for each body that owes."""
    unit = set(queries.people_of_unit(user).values_list("pk", flat=True))
    able = {pk: unit & people for pk, people in _able(records).items()}
    found = {}
    for row in records:
        if not able[row.owner_id]:
            found[row.pk] = Outlook(why_not=f"Không ai trong đơn vị bạn làm việc ở {row.owner}.")
        elif able[row.owner_id] == {row.assignee_id}:
            found[row.pk] = Outlook(why_not=f"Ngoài {row.assignee}, đơn vị bạn không còn ai làm việc ở {row.owner}.")
        else:
            found[row.pk] = Outlook(f"{row.owner} · {row.assignee or 'chưa giao ai'}")
    return found


def _cannot_go_to(records, user, typed) -> dict[int, str]:
    """The duties that the chosen person cannot take, in the words of the action."""
    able, chosen, refused = _able(records), typed["assignee"].pk, {}
    for row in records:
        if chosen == row.assignee_id:
            refused[row.pk] = actions.ALREADY_THEIRS
        elif chosen not in able[row.owner_id]:
            refused[row.pk] = actions.not_of(row.owner)
    return refused


def _able(records) -> dict[int, set[int]]:
    """Body that owes → the persons to whom its duties can be given."""
    owners = {row.owner_id: row for row in records}
    return {pk: set(queries.assignable(row).values_list("pk", flat=True)) for pk, row in owners.items()}


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
        check=_cannot_go_to,
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

    def rows(self) -> list:
        """With whether anybody could be reminded of each: one query, not one a row."""
        rows = super().rows()
        if self.verb.name == "urge":
            queries.mark_reachable(rows)
        return rows
