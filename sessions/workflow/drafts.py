"""How draft resolutions move. Which steps a draft has, its path says (`sessions.path`); the others are not offered.

The drafting side sends for opinions, criticism, appraisal and approval; whoever is asked answers; the council's side
verifies, lays, debates and votes. The council's office may write down what reached it on paper.
"""

from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.workflow import buttons
from coordination.workflow.buttons import Button
from coordination.workflow.table import Transition, transitions
from sessions import path
from sessions.choices import CommentKind, DraftStatus, StepKind
from sessions.models import DraftComment, DraftResolution, DraftStep, PaperRequest
from sessions.queries import drafts as queries

S = DraftStatus
EDIT, SUBMIT = Permission.RESOLUTION_EDIT, Permission.SESSION_SUBMIT


def _first(*reasons):
    """The first of several conditions that says why not."""
    return lambda draft: next((words for reason in reasons if (words := reason(draft))), None)


def _on_path(kind: str):
    """Only where the path has the step."""
    return lambda draft: path.why_not(queries.case_of(draft), kind)


def _somebody_asked(kind: str, words: str):
    """Only while somebody is asked and has not answered."""
    return lambda draft: None if queries.open_steps(draft, kind).exists() else words


def criticism_open(draft) -> str | None:
    """Criticism without the drafter's answer holds a draft back from whoever decides (Law 75/2015, Article 36); of
    other comments one is only told."""
    number = queries.unanswered(draft).filter(kind=CommentKind.CRITICISM).count()
    return f"Còn {number} ý kiến phản biện chưa được tiếp thu hoặc giải trình." if number else None


def no_session(draft) -> str | None:
    """It is laid before a session."""
    return None if draft.session_id else "Chưa chọn kỳ họp dự kiến trình."


def _drafted(draft) -> str | None:
    done = DraftStep.objects.filter(draft=draft, kind=StepKind.DRAFTING, round=draft.rounds, done_on__isnull=False)
    return "Đã ghi soạn thảo xong trong vòng này." if done.exists() else None


def _posted(draft) -> str | None:
    posted = DraftStep.objects.filter(draft=draft, kind=StepKind.POSTING, round=draft.rounds, started_on__isnull=False)
    return "Đã đăng tải trong vòng này." if posted.exists() else None


def for_drafter(draft, membership) -> bool:
    """Who drafts, its office, and the council's office."""
    drafter = draft.drafting_body or draft.submitting_body
    return queries.keeps_drafts(membership, draft) or queries.acts_for(membership, drafter)


def for_office(draft, membership) -> bool:
    """What the council's side decides about a draft, its office writes down; a board does not end what others owe."""
    return queries.keeps_drafts(membership, draft)


def for_verifiers(draft, membership) -> bool:
    """The boards that verify it, and the council's office."""
    return for_office(draft, membership) or any(
        queries.acts_for(membership, board) for board in draft.verifying_boards.all()
    )


def for_returning(draft, membership) -> bool:
    """The council's office; while the boards have it, also each of them."""
    return for_office(draft, membership) or (draft.status == S.VERIFICATION and for_verifiers(draft, membership))


def for_asked(kind: str):
    """A body that was asked and has not answered; the council's office for any of them."""

    def whose(draft, membership) -> bool:
        return queries.keeps_drafts(membership, draft) or bool(queries.asked_of(draft, membership, kind))

    return whose


DRAFT = transitions(
    DraftResolution,
    Transition("register", "Đăng ký dự thảo", (), S.REGISTERED, EDIT),
    Transition("draft", "Giao soạn thảo", (S.REGISTERED,), S.DRAFTING, EDIT, primary=True, whose=for_office),
    Transition("drafted", "Ghi soạn thảo xong", (S.DRAFTING,), S.DRAFTING, SUBMIT, unless=_drafted, whose=for_drafter),
    Transition(
        "post",
        "Đăng tải lấy ý kiến",
        (S.DRAFTING, S.CONSULTATION),
        S.CONSULTATION,
        SUBMIT,
        unless=_first(_on_path(StepKind.POSTING), _posted),
        whose=for_drafter,
    ),
    Transition(
        "consult", "Lấy ý kiến", (S.DRAFTING, S.CONSULTATION), S.CONSULTATION, SUBMIT, primary=True, whose=for_drafter
    ),
    Transition(
        "opinion",
        "Ghi ý kiến góp ý",
        (S.CONSULTATION,),
        S.CONSULTATION,
        SUBMIT,
        unless=_somebody_asked(StepKind.CONSULTATION, "Không còn cơ quan nào chưa góp ý."),
        whose=for_asked(StepKind.CONSULTATION),
    ),
    Transition(
        "criticise",
        "Gửi MTTQ phản biện",
        (S.DRAFTING, S.CONSULTATION),
        S.CRITICISM,
        SUBMIT,
        unless=_on_path(StepKind.CRITICISM),
        whose=for_drafter,
    ),
    Transition(
        "criticised",
        "Ghi kết quả phản biện",
        (S.CRITICISM,),
        S.CRITICISM,
        SUBMIT,
        primary=True,
        unless=_somebody_asked(StepKind.CRITICISM, "MTTQ đã phản biện."),
        whose=for_asked(StepKind.CRITICISM),
    ),
    Transition(
        "appraise",
        "Chuyển thẩm định",
        (S.DRAFTING, S.CONSULTATION, S.CRITICISM),
        S.APPRAISAL,
        SUBMIT,
        unless=_on_path(StepKind.APPRAISAL),
        whose=for_drafter,
    ),
    Transition(
        "appraised",
        "Ghi kết quả thẩm định",
        (S.APPRAISAL,),
        S.APPRAISAL,
        SUBMIT,
        primary=True,
        unless=_somebody_asked(StepKind.APPRAISAL, "Đã có kết quả thẩm định."),
        whose=for_asked(StepKind.APPRAISAL),
    ),
    Transition(
        "approve",
        "Trình UBND thông qua",
        (S.DRAFTING, S.CONSULTATION, S.CRITICISM, S.APPRAISAL),
        S.APPROVAL,
        SUBMIT,
        unless=_first(_on_path(StepKind.APPROVAL), criticism_open),
        whose=for_drafter,
    ),
    Transition(
        "approved",
        "Ghi UBND đã thông qua",
        (S.APPROVAL,),
        S.APPROVAL,
        SUBMIT,
        primary=True,
        unless=_somebody_asked(StepKind.APPROVAL, "Đã ghi UBND thông qua."),
        whose=for_asked(StepKind.APPROVAL),
    ),
    Transition(
        "verify",
        "Chuyển thẩm tra",
        (S.DRAFTING, S.CONSULTATION, S.CRITICISM, S.APPRAISAL, S.APPROVAL),
        S.VERIFICATION,
        EDIT,
        unless=criticism_open,
        whose=for_office,
    ),
    Transition(
        "verified",
        "Ghi kết quả thẩm tra",
        (S.VERIFICATION,),
        S.VERIFICATION,
        EDIT,
        unless=_somebody_asked(StepKind.VERIFICATION, "Không còn Ban nào chưa thẩm tra."),
        whose=for_asked(StepKind.VERIFICATION),
    ),
    Transition(
        "lay",
        "Trình kỳ họp",
        (S.VERIFICATION,),
        S.TO_SESSION,
        EDIT,
        primary=True,
        unless=_first(no_session, criticism_open),
        announced=(S.CONSULTATION, S.CRITICISM, S.APPRAISAL, S.APPROVAL),
        not_yet="Dự thảo chưa qua thẩm tra.",
        whose=for_office,
    ),
    Transition("revise", "Chỉnh lý tại kỳ họp", (S.TO_SESSION,), S.REVISION, EDIT, whose=for_office),
    Transition("revised", "Ghi xong chỉnh lý", (S.REVISION,), S.TO_SESSION, EDIT, primary=True, whose=for_verifiers),
    Transition("return", "Trả lại để hoàn thiện", S.LOOPING, S.DRAFTING, EDIT, whose=for_returning),
    Transition(
        "adopt",
        "Ghi được thông qua",
        (S.TO_SESSION,),
        S.ADOPTED,
        EDIT,
        primary=True,
        announced=(S.REVISION,),
        not_yet="Ghi xong chỉnh lý trước khi biểu quyết.",
        whose=for_office,
    ),
    Transition("reject", "Ghi không được thông qua", (S.TO_SESSION,), S.REJECTED, EDIT, whose=for_office),
    Transition("withdraw", "Rút dự thảo", S.OPEN, S.WITHDRAWN, EDIT, whose=for_office),
)


def may_correct(step, user) -> bool:
    """Whether one may correct the days of a step: whoever does it, and the council's office."""
    return user.can(EDIT, step) and may_speak(step.draft, step.body, user)


def may_speak(draft, body, user) -> bool:
    """Whether one may write down what a body did about a draft: it itself, and the council's office."""
    return for_office(draft, user.acting) or queries.acts_for(user.acting, body)


def may_answer(comment, user) -> bool:
    """Whether one may say what became of a comment: for the drafter, while the draft is on its way."""
    return user.can(SUBMIT, comment) and for_drafter(comment.draft, user.acting)


def may_deliver(request, user) -> bool:
    """Whether one may say that a paper was handed in: who was asked, who asked, the council's office."""
    membership = user.acting
    if not user.can(SUBMIT, request):
        return False
    bodies = (request.to_body, request.from_body)
    return queries.keeps_drafts(membership, request.draft) or any(queries.acts_for(membership, one) for one in bodies)


def of_comment(comment, user):
    """Answering, for the drafter."""
    if may_answer(comment, user) and comment.draft.status in S.OPEN:
        url = reverse("council_sessions:draftcomment-move", args=[comment.pk, "answer"])
        yield Button("Sửa giải trình" if comment.answer else "Tiếp thu, giải trình", url, primary=not comment.answer)


def of_paper(request, user):
    """Handing in what was asked for."""
    if request.delivered_on is None and may_deliver(request, user):
        url = reverse("council_sessions:paperrequest-move", args=[request.pk, "deliver"])
        yield Button("Ghi đã cung cấp", url, primary=True)


def of_draft(draft, user):
    """A body that was consulted is heard also after the draft has moved on."""
    if user.can(SUBMIT, draft) and queries.late_bodies(draft, user.acting):
        url = reverse("council_sessions:draftresolution-move", args=[draft.pk, "late-opinion"])
        yield Button("Ghi góp ý gửi muộn", url)


buttons.add(DraftResolution, of_draft)
buttons.add(DraftComment, of_comment)
buttons.add(PaperRequest, of_paper)
