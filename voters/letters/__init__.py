"""The letters that can be drafted from records of this room, in the order in which they are offered."""

from coordination.documents.choices import DocumentKind
from coordination.documents.letters import LetterKind, register
from coordination.people.permissions import Permission
from voters import actions
from voters.choices import FollowUpStatus
from voters.letters import meetings, supervision

KINDS = (
    LetterKind(
        actions.LETTER,
        "Công văn đôn đốc",
        ("voters.FollowUp",),
        DocumentKind.DISPATCH,
        Permission.PETITION_FORWARD,
        supervision.follow_up,
        when=lambda record: (
            record.status == FollowUpStatus.DRAFT
            or (record.status == FollowUpStatus.SENT and record.document_id is None)
        ),
        issued=supervision.urged,
    ),
    LetterKind(
        supervision.REPORT,
        "Báo cáo giám sát",
        ("voters.SupervisionReport",),
        DocumentKind.REPORT,
        Permission.PETITION_FORWARD,
        supervision.supervision,
        when=lambda record: record.document_id is None,
        issued=supervision.reported,
    ),
)

for kind in (*KINDS, *meetings.KINDS):
    register(kind)
