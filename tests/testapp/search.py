from coordination.search.registry import SearchIndex, register
from tests.testapp.models import Sheet


@register
class SheetIndex(SearchIndex):
    model = Sheet
    label = "Tờ giấy"
    fields = (("content", 50), ("title", 100), ("to.name", 10))
