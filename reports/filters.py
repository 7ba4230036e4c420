"""What lists can be narrowed by."""

from coordination.ui.filters import RecordFilter
from reports.models import Indicator, RegisterCoverage, ReportedFigure, Review, Source


class ReviewFilter(RecordFilter):
    period_field = "end"

    class Meta:
        model = Review
        fields = ("status", "lead_party")


class CoverageFilter(RecordFilter):
    class Meta:
        model = RegisterCoverage
        fields = ("register",)


class SourceFilter(RecordFilter):
    class Meta:
        model = Source
        fields = ()


class ReportedFigureFilter(RecordFilter):
    class Meta:
        model = ReportedFigure
        fields = ("source",)


class IndicatorFilter(RecordFilter):
    class Meta:
        model = Indicator
        fields = ("source",)
