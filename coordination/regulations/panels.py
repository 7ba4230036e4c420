"""What this app adds to its own records' pages, and to the page of a rule that a clause is."""

from django.urls import reverse

from coordination.deadlines.actions.law import may_write
from coordination.deadlines.models import Rule
from coordination.people.permissions import Permission
from coordination.regulations.models import Clause, Meeting
from coordination.workflow import buttons, panels
from coordination.workflow.buttons import Button
from coordination.workflow.panels import Panel


def assign_button(meeting, user):
    """Giving out work from the conclusions, for those who may."""
    if user.can(Permission.OBLIGATION_EDIT, meeting):
        url = reverse("regulations:meeting-move", args=[meeting.pk, "assign"])
        yield Button("Giao việc theo kết luận", url)


def rule_button(clause, user):
    """Saying how long a clause gives, for those who may write both the regulation and rules of the place."""
    if clause.rule_id is None and user.can(Permission.REGULATION_EDIT, clause) and may_write(user, clause.locality):
        yield Button("Đặt thời hạn cho điều khoản", reverse("regulations:clause-rule", args=[clause.pk]))


def clauses_panel(rule, user) -> Panel | None:
    """The clauses of which the rule is the period."""
    clauses = Clause.objects.visible_to(user).filter(rule=rule).select_related("regulation")
    return Panel("Điều khoản quy chế", "regulations/panel_clauses.html", {"clauses": clauses}) if clauses else None


buttons.add(Meeting, assign_button)
buttons.add(Clause, rule_button)
panels.add(Rule, clauses_panel)
