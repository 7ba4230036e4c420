"""Names sort the Vietnamese way on both databases."""

import pytest
from django.db.models import Value
from django.db.models.functions import Collate

from coordination.people.models import Locality
from coordination.records.sqlite import COLLATION, compare
from tests.people.factories import LocalityFactory

NAMES = ["An", "Ăng", "Ấn", "Dũng", "Đặng", "đường", "Ô", "Ơn", "tè", "tẻ", "Ung", "Ưng"]


@pytest.mark.django_db
def test_the_collation_sorts_names_in_alphabetical_order():
    for number, name in enumerate(reversed(NAMES)):
        LocalityFactory(name=name, slug=f"noi-{number}")
    assert list(Locality.objects.order_by(Collate("name", COLLATION)).values_list("name", flat=True)) == NAMES


@pytest.mark.django_db
def test_the_collation_knows_equal_texts():
    LocalityFactory(name="Ấn", slug="an")
    assert Locality.objects.filter(name=Collate(Value("Ấn"), COLLATION)).count() == 1


@pytest.mark.parametrize(("left", "right", "order"), [("a", "ă", -1), ("đ", "d", 1), ("tẻ", "tẻ", 0)])
def test_compare(left, right, order):
    assert compare(left, right) == order
