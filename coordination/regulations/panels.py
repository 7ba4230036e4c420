"""What this app adds to its own records' pages."""

from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.regulations.models import Meeting
from coordination.workflow import buttons
from coordination.workflow.buttons import Button


def assign_button(meeting, user):
    """Giving out work from the conclusions, for those who may."""
    if user.can(Permission.OBLIGATION_EDIT, meeting):
        url = reverse("regulations:meeting-move", args=[meeting.pk, "assign"])
        yield Button("Giao việc theo kết luận", url)


buttons.add(Meeting, assign_button)
