from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from tests.testapp.models import Sheet, Status

SHEET = transitions(
    Sheet,
    Transition(name="register", label="Ghi", sources=(), target=Status.NEW, permission=Permission.PETITION_REGISTER),
    Transition(
        name="stop",
        label="Dừng",
        sources=(Status.NEW, Status.SENT),
        target=Status.STOPPED,
        permission=Permission.PETITION_FINISH,
    ),
    Transition(
        name="send",
        label="Gửi",
        sources=(Status.NEW,),
        target=Status.SENT,
        permission=Permission.PETITION_FORWARD,
        primary=True,
    ),
    Transition(
        name="finish",
        label="Kết thúc",
        sources=(Status.SENT,),
        target=Status.DONE,
        permission=Permission.QUESTION_ANSWER,
        unless=lambda sheet: None if sheet.content else "Chưa có nội dung.",
        announced=(Status.NEW,),
        not_yet="Chưa gửi.",
        whose=lambda sheet, membership: sheet.to_id is None or sheet.to_id in membership.body_ids,
    ),
)
