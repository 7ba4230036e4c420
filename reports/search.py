"""What of reviews and sources can be found."""

from coordination.search.registry import SearchIndex, register
from reports.models import Indicator, RegisterCoverage, ReportedFigure, Review, Source


@register
class ReviewIndex(SearchIndex):
    model = Review
    label = "Báo cáo tổng kết"
    fields = (("title", 100), ("period_label", 20), ("lead_party", 10))


@register
class SourceIndex(SearchIndex):
    model = Source
    label = "Nguồn"
    fields = (("title", 100), ("publisher", 30), ("author", 30))


@register
class ReportedFigureIndex(SearchIndex):
    model = ReportedFigure
    label = "Số liệu mang vào"
    fields = (("label", 100), ("unit", 30), ("note", 20))


@register
class IndicatorIndex(SearchIndex):
    model = Indicator
    label = "Chỉ tiêu kinh tế - xã hội"
    fields = (("name", 100), ("unit", 10))


@register
class CoverageIndex(SearchIndex):
    model = RegisterCoverage
    label = "Phạm vi sổ"
    fields = (("get_register_display", 100),)
