"""What can be found: receptions by place and body, letters by case code only (they are confidential)."""

from complaints.models import Letter, Reception
from coordination.search.registry import SearchIndex, register


@register
class ReceptionIndex(SearchIndex):
    model = Reception
    label = "Tiếp công dân"
    fields = (("__str__", 100), ("place", 50), ("body", 20), ("summary", 10))


@register
class LetterIndex(SearchIndex):
    model = Letter
    label = "Đơn thư"
    fields = (("code", 100),)
