"""Many petitions at once: classify, forward, hand to who watches, urge in writing."""

from coordination.people.permissions import Permission
from coordination.ui.bulk import BulkPage
from coordination.ui.picks import BulkAction, Outlook
from voters import actions, routing
from voters.forms.supervision import ClassifyManyForm, ForwardManyForm, MonitorForm, UrgePetitionsForm
from voters.models import Petition
from voters.queries import supervision as queries
from voters.views.drafting import ASSIGN_BULK, TEMPLATE_BULK
from voters.views.publishing import PREPARE


def _where_to(records, user) -> dict[int, Outlook]:
    """To which body, and that it refused the like before."""
    refused = routing.warnings([(row, row.competent_body) for row in records], reader=user)
    return {
        row.pk: Outlook(" · ".join(filter(None, (f"tới {row.competent_body}", refused.get(row.pk)))))
        if row.competent_body_id
        else Outlook(why_not=actions.NO_BODY)
        for row in records
    }


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
    times, drafted = queries.urged_by_now(records), queries.being_urged(records)
    found = {}
    for row in records:
        if reason := actions.why_not_urged(row):
            found[row.pk] = Outlook(why_not=reason)
        elif row.pk in drafted:
            found[row.pk] = Outlook(why_not="Đã có trong một văn bản đôn đốc đang soạn.")
        else:
            found[row.pk] = Outlook(f"{row.competent_body} · lần {times.get(row.pk, 0) + 1}")
    return found


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


class PetitionBulk(BulkPage):
    model = Petition
    permission = Permission.PETITION_VIEW
    bulk_actions = BULK
    select_related = ("locality", "competent_body__locality", "monitor", "merged_into", "place", "batch")
