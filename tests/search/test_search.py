"""Words without accents, phrases, prefixes: alike on both databases."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.search import registry
from coordination.search.lookups import Term, parse, tokens
from coordination.search.models import Entry
from coordination.search.queries import everywhere, matching
from coordination.workflow import door
from tests.testapp.factories import SheetFactory, SlipFactory
from tests.testapp.models import Sheet

ROAD, CLINIC, DISPATCH = (
    "Sửa chữa đường liên xã Phú Hòa",
    "Nâng cấp trạm y tế xã Đức Thắng",
    "Công văn số 53/QCPH-HĐND-UBND ngày 29/7/2021",
)


@pytest.fixture
def sheets(cast):
    return {title: SheetFactory(locality=cast.locality, title=title) for title in (ROAD, CLINIC, DISPATCH)}


QUERIES = [
    ("đường liên xã", [ROAD]),
    ("duong lien xa", [ROAD]),
    ("DUONG XA", [ROAD]),
    ("xa", [ROAD, CLINIC]),
    ("xã trạm", [CLINIC]),
    ("liên trạm", []),
    ('"lien xa"', [ROAD]),
    ('"xa lien"', []),
    ('"liên xã" sửa', [ROAD]),
    ('"liên xã', [ROAD]),
    ("du", []),
    ("duo*", [ROAD]),
    ('"duong lie"', []),
    ("duc thang", [CLINIC]),
    ("đức thắng", [CLINIC]),
    ("53/QCPH", [DISPATCH]),
    ("53/qcph-hdnd*", [DISPATCH]),
    ("29/7/2021", [DISPATCH]),
    ("7/29", []),
    ("", []),
    ("   ", []),
    ('"', []),
    ("*", []),
    ("?!-/", []),
    ("duong AND xa", []),
    ("duong OR tram", []),
    ("duong' OR '1'='1", []),
    ("xa:*", [ROAD, CLINIC]),
    ("%", []),
    ("()<->&|!", []),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=[query or "empty" for query, _expected in QUERIES])
def test_what_is_found(sheets, query, expected):
    found = matching(Sheet.objects.order_by("pk"), query)
    assert [sheet.title for sheet in found] == expected


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(query=st.text(max_size=60))
def test_whatever_is_typed_is_no_error(query):
    assert list(matching(Sheet.objects.all(), query)) == []


def test_all_declared_fields_are_found_dotted_ones_too(cast):
    sheet = SheetFactory(locality=cast.locality, title="Tờ A", content="Về nước sạch", to=cast.department)
    for query in ("to a", "nuoc sach", "so y te"):
        assert list(matching(Sheet.objects.all(), query)) == [sheet]


def test_the_index_follows_the_record(sheets, cast):
    sheet = sheets[ROAD]
    sheet.title = "Xây cầu"
    door.change(sheet, by=cast.lan)
    assert list(matching(Sheet.objects.all(), "duong")) == []
    assert list(matching(Sheet.objects.all(), "cau")) == [sheet]
    assert Entry.objects.about(sheet).count() == 1


def test_a_deleted_entry_is_not_found(sheets):
    Entry.objects.about(sheets[ROAD]).delete()
    assert list(matching(Sheet.objects.all(), "duong")) == []


def test_of_a_confidential_record_only_the_code_is_found(cast):
    sheet = SheetFactory(locality=cast.locality, title="Tố cáo ông Bình", confidential=True, names=cast.lan.person)
    assert list(matching(Sheet.objects.all(), "binh")) == []
    assert list(matching(Sheet.objects.all(), f"TG-{sheet.pk}")) == [sheet]
    assert Entry.objects.about(sheet).get().title == f"TG-{sheet.pk}"


def test_everywhere_shows_only_what_the_user_may_see(sheets, cast):
    SheetFactory(locality=cast.other, title="Đường của tỉnh khác")
    SheetFactory(locality=cast.locality, title="Đường mật", confidential=True)
    SheetFactory(locality=cast.locality, title="Đường còn nháp", draft_of=cast.front)
    assert [entry.title for entry in everywhere(cast.lan, "duong")] == [ROAD]
    assert [entry.title for entry in everywhere(cast.stranger, "duong")] == ["Đường của tỉnh khác"]
    assert list(everywhere(cast.minh, "duong")) == []


def test_exact_spelling_comes_first_then_the_newest(cast):
    for title in ("Ma túy", "Mã hàng", "Ma trận"):
        SheetFactory(locality=cast.locality, title=title)
    assert [entry.title for entry in everywhere(cast.lan, "mã")] == ["Mã hàng", "Ma trận", "Ma túy"]
    assert [entry.title for entry in everywhere(cast.lan, '"mã hàng"')] == ["Mã hàng"]


def test_records_without_an_index_are_not_entered(cast):
    slip = SlipFactory(locality=cast.locality)
    assert Entry.objects.about(slip).count() == 0


def test_the_registry(cast):
    index = registry.index_of(Sheet)
    assert index.label == "Tờ giấy"
    assert index in registry.indexes()
    labels = [declared.label for declared in registry.indexes()]
    assert labels == sorted(labels)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("đường xã", [Term(("duong",)), Term(("xa",))]),
        ('"liên xã"', [Term(("lien", "xa"))]),
        ("phu*", [Term(("phu",), prefix=True)]),
        ("53/QC*", [Term(("53", "qc"), prefix=True)]),
        ('"không đóng', [Term(("khong", "dong"))]),
        ('""', []),
    ],
)
def test_how_a_query_is_read(query, terms):
    assert parse(query) == terms


def test_words_of_a_text():
    assert tokens("Số 53/QCPH, Đức-Thắng 2.500 m²") == ["so", "53", "qcph", "duc", "thang", "2", "500", "m2"]
