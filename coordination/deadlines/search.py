"""What of an obligation can be found."""

from coordination.deadlines.models import Obligation
from coordination.search.registry import SearchIndex, register


@register
class ObligationIndex(SearchIndex):
    """By what is to be done, on what basis, by whom and for whom."""

    model = Obligation
    label = "Nghĩa vụ"
    fields = (
        ("title", 100),
        ("basis", 60),
        ("owner.short_name", 40),
        ("beneficiary.short_name", 30),
        ("assignee.name", 30),
        ("evidence", 20),
    )
