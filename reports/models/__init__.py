from reports.models.figures import Indicator, RegisterCoverage, ReportedFigure, Source
from reports.models.reviews import Direction, Limitation, Review, ReviewParty, ReviewSection

__all__ = [
    "Direction",
    "Indicator",
    "Limitation",
    "RegisterCoverage",
    "ReportedFigure",
    "Review",
    "ReviewParty",
    "ReviewSection",
    "Source",
]
