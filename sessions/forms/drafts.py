"""What is typed about draft resolutions."""

from django import forms

from sessions.forms.common import LocalForm
from sessions.models import (
    DraftComment,
    DraftResolution,
    Verification,
)


class DraftResolutionForm(LocalForm):
    PAST = ("registered_on",)

    class Meta:
        model = DraftResolution
        fields = (
            "title",
            "is_normative",
            "procedure",
            "shortened_ground",
            "shortened_decision",
            "session",
            "submitting_body",
            "drafting_body",
            "registered_on",
            "verifying_boards",
        )
        widgets = {"verifying_boards": forms.CheckboxSelectMultiple}
        wide = ("title",)


class DraftCommentForm(LocalForm):
    PAST = ("given_on",)

    class Meta:
        model = DraftComment
        fields = ("draft", "kind", "from_body", "given_on", "text", "answer", "answer_text")
        wide = ("draft",)


class VerificationForm(LocalForm):
    PAST = ("held_on",)

    class Meta:
        model = Verification
        fields = ("board", "draft", "item", "held_on", "rounds", "survey_notes", "conclusion")
