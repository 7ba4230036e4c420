"""Reviews and what figures rest on, made up for tests: saved by the app's own actions, by a system job by default."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from coordination.audit.actors import System
from coordination.people.choices import BodyKind
from reports import actions
from reports.choices import Register
from reports.models import (
    Direction,
    Indicator,
    Limitation,
    RegisterCoverage,
    ReportedFigure,
    Review,
    ReviewParty,
    ReviewSection,
    Source,
)
from tests.people.factories import BodyFactory, LocalityFactory

TODAY = date(2026, 7, 15)


class ThroughAction(DjangoModelFactory):
    """Saved by `made`; `related` are rows of many-to-many fields."""

    made = staticmethod(actions.create_row)

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, by=None, related=None, **kwargs):
        return cls.made(model_class(*args, **kwargs), by=by or System("test"), related=related)


class CoverageFactory(ThroughAction):
    """Petitions in full from 2025 on."""

    class Meta:
        model = RegisterCoverage

    locality = factory.SubFactory(LocalityFactory)
    register = Register.PETITIONS
    valid_from = date(2025, 1, 1)


class SourceFactory(ThroughAction):
    class Meta:
        model = Source

    locality = factory.SubFactory(LocalityFactory)
    title = factory.Sequence(lambda n: f"Báo cáo nguồn {n}")


class ReportedFigureFactory(ThroughAction):
    """76 petitions of 2022, of the whole locality unless `bodies` are given."""

    class Meta:
        model = ReportedFigure

    locality = factory.SubFactory(LocalityFactory)
    key = "petitions.total"
    start = date(2022, 1, 1)
    end = date(2022, 12, 31)
    value = 76
    unit = "ý kiến, kiến nghị"
    source = factory.SubFactory(SourceFactory, locality=factory.SelfAttribute("..locality"))

    @classmethod
    def _create(cls, model_class, *args, bodies=(), **kwargs):
        return super()._create(model_class, *args, related={"bodies": bodies}, **kwargs)


class IndicatorFactory(ThroughAction):
    """An estimate of a growth rate in 2022."""

    class Meta:
        model = Indicator

    locality = factory.SubFactory(LocalityFactory)
    name = factory.Sequence(lambda n: f"Tốc độ tăng trưởng {n}")
    value = factory.LazyAttribute(lambda row: None if row.numerator else "8.8")
    numerator = None
    unit = "%/năm"
    is_estimate = True
    start = date(2022, 1, 1)
    end = date(2022, 12, 31)
    source = factory.SubFactory(SourceFactory, locality=factory.SelfAttribute("..locality"))


class ReviewFactory(ThroughAction):
    """A draft of the year 2025, led by a new council; give `regulation` for its parties."""

    class Meta:
        model = Review

    made = staticmethod(actions.create_review)
    locality = factory.SubFactory(LocalityFactory)
    lead_party = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"), kind=BodyKind.COUNCIL)
    title = factory.Sequence(lambda n: f"Kết quả thực hiện Quy chế {n}")
    start = date(2025, 1, 1)
    end = date(2025, 12, 31)


class RowFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    review = factory.SubFactory(ReviewFactory)
    order = factory.Sequence(lambda n: n + 100)


class ReviewPartyFactory(RowFactory):
    """One more party."""

    class Meta:
        model = ReviewParty

    body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..review.locality"))


class ReviewSectionFactory(RowFactory):
    """A section; a drafted review has all of them already."""

    class Meta:
        model = ReviewSection

    key = "overview"
    heading = "Triển khai Quy chế"
    text = "Ba bên ký Quy chế."


class LimitationFactory(RowFactory):
    class Meta:
        model = Limitation

    text = "Tài liệu gửi chậm."


class DirectionFactory(RowFactory):
    class Meta:
        model = Direction

    text = "Gửi tài liệu đúng hạn."
