"""What people do with petitions, batches, referrals, replies and contact meetings."""

from voters.actions.common import create, edit
from voters.actions.meetings import cancel_meeting, hold_meeting, replan_meeting
from voters.actions.merging import merge, unmerge
from voters.actions.petitions import classify, edit_petition, link_drafts, register
from voters.actions.referrals import accept, forward, refuse, return_petition
from voters.actions.replies import answer_on_spot, correct_reply, finish, judge, reopen, reply, resolve

__all__ = [
    "accept",
    "answer_on_spot",
    "cancel_meeting",
    "classify",
    "correct_reply",
    "create",
    "edit",
    "edit_petition",
    "finish",
    "forward",
    "hold_meeting",
    "judge",
    "link_drafts",
    "merge",
    "refuse",
    "register",
    "reopen",
    "replan_meeting",
    "reply",
    "resolve",
    "return_petition",
    "unmerge",
]
