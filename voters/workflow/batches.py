"""How batches move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from voters import queries
from voters.choices import BatchStatus
from voters.models import Batch
from voters.rules import keeps_batch


def for_its_keepers(batch, membership) -> bool:
    """Whoever is asked about a batch gives an opinion; the steps are for those whose batch it is."""
    return keeps_batch(membership, batch)


def agreed_by_all(batch, membership) -> bool:
    """Nobody who was asked objects any more."""
    return keeps_batch(membership, batch) and not batch.objectors


def over_objections(batch, membership) -> bool:
    """Somebody goes on objecting: opinions are closed, which is no agreement."""
    return keeps_batch(membership, batch) and bool(batch.objectors)


def empty(batch) -> str | None:
    """There is nothing to ask about."""
    return None if batch.petitions.exists() else "Đợt chưa có kiến nghị nào."


def unsettled(batch) -> str | None:
    """Whose opinion is still open: not given, or an objection nobody has met."""
    rows = queries.opinions_now(batch)
    if not rows:
        return "Chưa hỏi ý kiến MTTQ, Tổ đại biểu nào."
    waiting = [str(row.body) for row in rows if row.answered_on is None]
    if waiting:
        return f"Còn chờ ý kiến: {', '.join(waiting)}."
    open_ones = [str(row.body) for row in rows if not row.is_settled]
    if open_ones:
        return f"Ý kiến khác chưa được giải trình hoặc tiếp thu: {', '.join(open_ones)}."
    return None


BATCH = transitions(
    Batch,
    Transition("synthesise", "Lập đợt tổng hợp", (), BatchStatus.SYNTHESISING, Permission.PETITION_REGISTER),
    Transition(
        "ask",
        "Lấy ý kiến MTTQ, Tổ đại biểu",
        (BatchStatus.SYNTHESISING,),
        BatchStatus.ASKED,
        Permission.PETITION_REGISTER,
        primary=True,
        unless=empty,
        whose=for_its_keepers,
    ),
    Transition(
        "ask_more",
        "Hỏi thêm cơ quan",
        (BatchStatus.ASKED,),
        BatchStatus.ASKED,
        Permission.PETITION_REGISTER,
        whose=for_its_keepers,
    ),
    Transition(
        "agree",
        "Ghi đã thống nhất",
        (BatchStatus.ASKED,),
        BatchStatus.AGREED,
        Permission.PETITION_FORWARD,
        primary=True,
        unless=unsettled,
        whose=agreed_by_all,
    ),
    Transition(
        "settle",
        "Chốt ý kiến",
        (BatchStatus.ASKED,),
        BatchStatus.AGREED,
        Permission.PETITION_FORWARD,
        primary=True,
        unless=unsettled,
        whose=over_objections,
    ),
    Transition(
        "rework",
        "Tổng hợp lại",
        (BatchStatus.ASKED, BatchStatus.AGREED),
        BatchStatus.SYNTHESISING,
        Permission.PETITION_REGISTER,
        whose=for_its_keepers,
    ),
    Transition(
        "dispatch",
        "Gửi đợt kiến nghị",
        (BatchStatus.AGREED,),
        BatchStatus.SENT,
        Permission.PETITION_FORWARD,
        primary=True,
        unless=empty,
        announced=(BatchStatus.SYNTHESISING, BatchStatus.ASKED),
        not_yet="Thống nhất với MTTQ, Tổ đại biểu trước khi gửi.",
        whose=for_its_keepers,
    ),
)
