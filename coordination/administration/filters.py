"""Filters over who and where: words of the name, found without accents."""

import django_filters

from coordination.audit.models import Event
from coordination.people.models import Body, Constituency, Locality, Person, Term, User
from coordination.ui.filters import RecordFilter


def seen(model):
    """The rows of a model that the user may see, by name: choices of a filter."""
    return lambda request: model.objects.visible_to(request.user).by_name()


class NameFilter(RecordFilter):
    """`q` looks into the name: places and people have no entry in the search index."""

    def find(self, rows, name, value):
        return rows.named(value)


class LocalityFilter(NameFilter):
    class Meta:
        model = Locality
        fields = ("level",)


class BodyFilter(NameFilter):
    locality = django_filters.ModelChoiceFilter(label="Địa phương", queryset=seen(Locality))

    class Meta:
        model = Body
        fields = ("kind",)


class PersonFilter(NameFilter):
    locality = django_filters.ModelChoiceFilter(label="Địa phương", queryset=seen(Locality))
    body = django_filters.ModelChoiceFilter(
        field_name="appointments__body", label="Cơ quan", queryset=seen(Body), distinct=True
    )

    class Meta:
        model = Person
        fields = ()


class TermFilter(NameFilter):
    locality = django_filters.ModelChoiceFilter(label="Địa phương", queryset=seen(Locality))

    class Meta:
        model = Term
        fields = ()


class ConstituencyFilter(NameFilter):
    locality = django_filters.ModelChoiceFilter(label="Địa phương", queryset=seen(Locality))

    class Meta:
        model = Constituency
        fields = ()


class AccountFilter(NameFilter):
    is_active = django_filters.BooleanFilter(label="Đang mở")

    class Meta:
        model = User
        fields = ()


class EventFilter(RecordFilter):
    """The trail by kind, person and day."""

    q = None
    period_field = "at"
    actor = django_filters.ModelChoiceFilter(
        label="Người làm", queryset=lambda request: seen(User)(request).select_related("person")
    )

    class Meta:
        model = Event
        fields = ("kind",)
