"""What is typed about batches."""

from voters.forms.common import BodiesInForceForm
from voters.models import Batch


class BatchForm(BodiesInForceForm):
    class Meta:
        model = Batch
        fields = (
            "name",
            "session",
            "prepared_by",
            "agreed_with",
            "agreed_on",
            "addressee",
            "dispatch_number",
            "dispatched_on",
            "document",
            "note",
        )
