"""Referrals assigned on, drafts and templates, made up for tests; drafts go through the actions."""

from datetime import date

from coordination.people.choices import BodyKind
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to
from voters import actions
from voters.choices import Result
from voters.models import ReplyDraft, ReplyTemplate


def department_of(cast, name: str = "Sở Xây dựng"):
    """One more department of the committee."""
    return BodyFactory(locality=cast.locality, kind=BodyKind.DEPARTMENT, parent=cast.committee, short_name=name)


def assigned_to(petition, cast, to, *, accepted=True, **fields):
    """The committee has it and assigned it on; the inner referral."""
    brought_to(petition, "in_progress", cast.committee)
    actions.assign(petition, by=LOADER, to=to, on=date(2026, 5, 24), **fields)
    inner = petition.referrals.get(under__isnull=False)
    if accepted:
        actions.accept_assigned(inner, by=LOADER, on=date(2026, 5, 25))
    return inner


def draft_of(petition, body, *, by, related=None, **fields) -> ReplyDraft:
    """A draft just begun."""
    fields = {"result": Result.EXPLAINED, "text": "Giải trình như sau."} | fields
    return actions.write_draft(ReplyDraft(petition=petition, body=body, **fields), by=by, related=related)


DRAFT_STEPS = {
    "drafting": (),
    "checking": ("submit",),
    "clearing": ("submit", "pass"),
    "cleared": ("submit", "pass", "clear"),
    "returned": ("submit", "return"),
    "sent": ("submit", "pass", "clear", "send"),
    "dropped": ("drop",),
}

DRAFT_ACTS = {
    "submit": lambda draft, by: actions.submit_draft(draft, by=by),
    "pass": lambda draft, by: actions.pass_draft(draft, by=by),
    "clear": lambda draft, by: actions.clear_draft(draft, by=by),
    "clear_at_once": lambda draft, by: actions.clear_draft_at_once(draft, by=by),
    "return": lambda draft, by: actions.return_draft(draft, by=by, remarks="Nói rõ nguồn vốn."),
    "send": lambda draft, by: actions.send_draft(draft, by=by, number="12/SYT", sent_on=date(2026, 10, 1)),
    "drop": lambda draft, by: actions.drop_draft(draft, by=by, note="Trả lời chung với việc khác."),
}


def draft_in(status: str, petition, body, *, by) -> ReplyDraft:
    """A draft written by somebody and taken to a status."""
    draft = draft_of(petition, body, by=by)
    for step in DRAFT_STEPS[status]:
        DRAFT_ACTS[step](draft, LOADER)
    return draft


def template_of(body, *, by=LOADER, **fields) -> ReplyTemplate:
    """A template in use."""
    fields = {
        "name": "Giải trình chung",
        "result": Result.EXPLAINED,
        "text": "Về {ma} ({noi_dung}): xin giải trình.",
    } | fields
    return actions.save_template(ReplyTemplate(locality=body.locality, body=body, **fields), by=by)
