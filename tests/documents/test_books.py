"""The books: who may take which number, what comes next, what is missing, what rests on a document."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse, reverse_lazy

from coordination.audit.actors import System
from coordination.documents import actions, books, rules
from coordination.documents.choices import Direction, DocumentKind
from coordination.documents.models import OfficialDocument
from coordination.documents.panels import resting_panel
from tests.deadlines.factories import ObligationFactory
from tests.documents.factories import OfficialDocumentFactory

OUT = reverse_lazy("documents:outgoing-book")
IN = reverse_lazy("documents:incoming-book")
CREATE = reverse_lazy("documents:officialdocument-create")
migration = import_module("coordination.documents.migrations.0002_registers")


def sent(cast, number="1", **fields):
    """A dispatch of the council in its book of 2026."""
    given = {"direction": "outgoing", "kind": "dispatch", "symbol": "HĐND-VP", "issued_on": "2026-03-05"}
    return OfficialDocumentFactory(
        **given | {"locality": cast.locality, "issuer": cast.council, "number": number} | fields
    )


def received(cast, entry_number="1", by=None, **fields):
    given = {"direction": "incoming", "received_on": date(2026, 3, 9), "issuer": cast.committee}
    return OfficialDocumentFactory(
        **given | {"locality": cast.locality, "entry_number": entry_number, "by": by or cast.lan} | fields
    )


@pytest.mark.parametrize(
    ("number", "key"),
    [("5", "000000005"), ("05", "000000005"), (" 05 ", "000000005"), ("53a", "000000053a"), ("53A", "000000053a"),
     ("", ""), ("không số", ""), ("0", "000000000"), ("1234567890", "")],
)  # fmt: skip
def test_numbers_are_compared_without_their_zeros(number, key):
    assert rules.number_key(number) == key


@pytest.mark.parametrize(
    ("kind", "symbol", "name", "series"),
    [
        ("dispatch", "HĐND-VP", "", "dispatch"),
        ("resolution", "NQ-HĐND", "", "resolution"),
        ("resolution", "2026/NQ-HĐND", "", "resolution:qppl"),
        ("decision", "2026/QĐ-UBND", "", "decision:qppl"),
        ("other", "ĐC-HĐND", " Đề cương ", "other:đề cương"),
    ],
)
def test_normative_documents_have_numbers_of_their_own(kind, symbol, name, series):
    assert rules.series_of(kind, symbol, name) == series


def test_a_number_stands_once_in_a_book(cast):
    first = sent(cast, "7", abstract="Đôn đốc")
    for number in ("7", "07"):
        with pytest.raises(ValidationError) as caught:
            sent(cast, number)
        assert caught.value.message_dict == {"number": [f"Số này đã dùng trong sổ năm 2026: {first}."]}
    others = [
        sent(cast, "7", issued_on="2027-01-04"),
        sent(cast, "7", kind="report"),
        sent(cast, "7", issuer=cast.standing),
        sent(cast, "7", kind="resolution", symbol="NQ-HĐND"),
        sent(cast, "7", kind="resolution", symbol="2026/NQ-HĐND"),
        sent(cast, "7", direction="reference"),
        sent(cast, "7a"),
        sent(cast, "7", locality=cast.other, issuer=cast.other_council),
    ]
    assert len({(row.series, row.book_year, row.number_key) for row in [first, *others]}) == 9


def test_two_at_the_same_moment_are_told_like_one_after_the_other(cast, monkeypatch):
    sent(cast, "7")
    checks = []

    def late(document):
        checks.append(document)
        return None if len(checks) == 1 else real(document)

    real = OfficialDocument.same_number
    monkeypatch.setattr(OfficialDocument, "same_number", late)
    with pytest.raises(ValidationError) as caught:
        sent(cast, "7")
    assert list(caught.value.message_dict) == ["number"]


def test_the_database_itself_refuses_a_second_number(cast):
    first, second = sent(cast, "7"), sent(cast, "8")
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialDocument._base_manager.filter(pk=second.pk).update(number_key=first.number_key)


def test_each_side_keeps_its_own_book_of_incoming_documents(cast):
    first = received(cast, "1")
    assert first.book_of == cast.council
    assert received(cast, "1", by=cast.ubnd).book_of == cast.committee
    assert received(cast, "1", received_on=date(2027, 1, 4)).book_year == 2027
    with pytest.raises(ValidationError) as caught:
        received(cast, "01")
    assert list(caught.value.message_dict) == ["entry_number"]


def test_what_was_entered_before_there_were_books_goes_on_in_the_book_of_its_writer(cast):
    """Of each side, and of a job in the council's; the next number follows, and none is given twice."""
    rows = [received(cast, "57"), received(cast, "12", by=cast.ubnd), received(cast, "58", by=System("test"))]
    OfficialDocument._base_manager.update(book_year=None, series="", number_key="", book_of=None)
    migration.enter_books(apps, None)
    for row in rows:
        row.refresh_from_db()
    assert [row.book_of for row in rows] == [cast.council, cast.committee, cast.council]
    for user, number in ((cast.lan, "59"), (cast.ubnd, "13")):
        assert books.incoming(cast.locality, books.keeper(user), 2026).next_number == number
    with pytest.raises(ValidationError):
        received(cast, "57")


def test_a_document_stays_in_its_book_whoever_corrects_it(cast):
    document = received(cast, "3", by=System("test"))
    assert document.book_of == cast.council
    document.abstract = "Chép lại"
    assert actions.change(document, by=cast.ubnd).book_of == cast.council
    turned = OfficialDocumentFactory(locality=cast.locality, issuer=cast.front, number="9")
    turned.direction, turned.received_on, turned.entry_number = Direction.INCOMING, date(2026, 3, 9), "3"
    assert actions.change(turned, by=cast.ubnd).book_of == cast.committee


def test_the_page_shows_the_book_of_the_own_side(client, cast):
    ours, theirs = received(cast, "1"), received(cast, "1", by=cast.ubnd)
    for user, row in ((cast.lan, ours), (cast.ubnd, theirs)):
        client.force_login(user)
        assert [shown.record for shown in client.get(IN, {"year": 2026}).context["table"].rows] == [row]


def test_a_document_is_saved_again_and_leaves_its_number(cast):
    document = sent(cast, "7")
    document.number = "8"
    actions.change(document, by=cast.lan)
    assert sent(cast, "7").number_key == "000000007"
    document.direction = Direction.REFERENCE
    actions.change(document, by=cast.lan)
    assert (document.series, document.number_key, document.book_year) == ("", "", None)


def test_the_next_number(cast):
    def following(**fields):
        given = {"direction": "outgoing", "kind": "dispatch", "symbol": "HĐND-VP", "issuer": cast.council}
        document = OfficialDocument(locality=cast.locality, **given | fields)
        document.issued_on = OfficialDocument._meta.get_field("issued_on").to_python(fields.get("issued_on", "2026"))
        return books.next_number(document)

    assert following() == "01"
    sent(cast, "9")
    sent(cast, "12b")
    assert following() == "13"
    assert following(issued_on="2027") == "01"
    assert following(kind="report") == "01"
    assert following(issuer=cast.standing) == "01"


def test_gaps_are_told(cast):
    for number in ("1", "2", "5"):
        sent(cast, number)
    sent(cast, "20", kind="resolution", symbol="2026/NQ-HĐND")
    rows = books.outgoing(cast.locality, 2026)
    assert [(row.label, row.last, row.missing_words, row.next_number) for row in rows] == [
        ("Công văn của HĐND tỉnh", 5, "03–04", "06"),
        ("Nghị quyết, quy phạm pháp luật của HĐND tỉnh", 20, "01–19", "21"),
    ]
    assert books.outgoing(cast.locality, 2025) == []
    assert books.Series("", 9, (1, 3, 4, 7), {}).missing_words == "01, 03–04, 07"
    assert books.Series("", 99, tuple(range(1, 27, 2)), {}).missing_words == "13 số"
    received(cast, "3")
    book = books.incoming(cast.locality, cast.council, 2026)
    assert (book.label, book.last, book.missing, book.next_number) == ("Sổ văn bản đến của HĐND tỉnh", 3, (1, 2), "04")
    assert books.incoming(cast.locality, cast.committee, 2026).next_number == "01"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_books_ask_the_same_number_of_queries(client, cast, rows, django_assert_num_queries):
    for number in range(rows):
        sent(cast, str(number + 1), related={"recipients": [cast.department]})
        received(cast, str(number + 1))
    client.force_login(cast.lan)
    for book, queries in ((OUT, 15), (IN, 15)):
        client.get(book, {"year": "2026"})
        with django_assert_num_queries(queries):
            assert client.get(book, {"year": "2026"}).status_code == 200


def test_a_book_shows_one_year_and_proposes_the_number(client, cast):
    sent(cast, "9", abstract="Đôn đốc trả lời", related={"recipients": [cast.department]})
    sent(cast, "1", abstract="Năm sau", issued_on="2027-01-04")
    client.force_login(cast.lan)
    page = client.get(OUT, {"year": "2026"}).content.decode()
    assert "Sổ văn bản đi năm 2026" in page
    assert "Công văn: Đôn đốc trả lời" in page
    assert "Sở Y tế" in page
    assert "Năm sau" not in page
    address = f"{CREATE}?direction=outgoing&kind=dispatch&symbol=H%C4%90ND-VP&issuer={cast.council.pk}&number=10"
    assert address.replace("&", "&amp;") in page
    assert 'value="10"' in client.get(address).content.decode()
    assert "Đôn đốc trả lời" not in client.get(OUT, {"year": "2025"}).content.decode()
    assert client.get(OUT, {"year": "x"}).status_code == 400


def test_a_number_already_used_is_refused_at_its_field_and_names_the_document(client, cast):
    received(cast, "4", abstract="Báo cáo quý", number="12", symbol="BC-UBND")
    client.force_login(cast.lan)
    typed = {"direction": "incoming", "kind": "report", "abstract": "Báo cáo khác", "received_on": "10/3/2026"}
    answer = client.post(CREATE, typed | {"entry_number": "04"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Số này đã dùng trong sổ năm 2026: Báo cáo số 12/BC-UBND" in page
    assert "Báo cáo khác" in page
    assert client.post(CREATE, typed | {"entry_number": "5"}).status_code == 302


def test_a_number_that_leaves_others_out_is_told_and_stands(client, cast):
    client.force_login(cast.lan)
    typed = {"direction": "outgoing", "kind": "decision", "symbol": "QĐ-HĐND", "issuer": cast.council.pk}
    typed |= {"issued_on": "5/3/2026", "abstract": "Về việc"}

    def told(address, **fields):
        answer = client.post(address, typed | fields, follow=True)
        return [str(row) for row in answer.context["messages"] if row.level_tag == "warning"]

    assert told(CREATE, number="12") == ["Trước số 12, sổ năm 2026 chưa có số 01–11; hãy xem lại số."]
    assert told(CREATE, number="13") == []
    assert told(CREATE, number="15") == ["Trước số 15, sổ năm 2026 chưa có số 14; hãy xem lại số."]
    last = OfficialDocument.objects.get(number="15")
    edit = reverse("documents:officialdocument-edit", args=[last.pk])
    assert told(edit, number="15", abstract="Sửa", revision=1) == []
    assert told(edit, number="16", revision=2) == ["Trước số 16, sổ năm 2026 chưa có số 14–15; hãy xem lại số."]
    assert told(CREATE, number="", direction="reference") == []


def test_others_see_no_book_of_ours(client, cast):
    sent(cast, "9", abstract="Đôn đốc trả lời")
    for user in (cast.stranger, cast.minh):
        client.force_login(user)
        page = client.get(OUT, {"year": "2026"}).content.decode()
        assert ("Đôn đốc trả lời" in page, "Dãy số của năm" in page) == (False, False)
    client.force_login(cast.xa)
    assert "Đôn đốc trả lời" not in client.get(OUT, {"year": "2026"}).content.decode()
    client.logout()
    assert client.get(OUT).status_code == 302


def test_what_rests_on_a_document_is_shown_to_those_who_see_it(client, cast):
    document = sent(cast, "9")
    assert resting_panel(document, cast.lan) is None
    duty = ObligationFactory(locality=cast.locality, owner=cast.department, title="Trả lời cử tri")
    type(duty).objects.filter(pk=duty.pk).update(evidence_document=document)
    rows = resting_panel(document, cast.lan).context["rows"]
    assert rows == [("Trả lời cử tri", duty.get_absolute_url(), "văn bản minh chứng")]
    assert resting_panel(document, cast.stranger) is None
    client.force_login(cast.lan)
    page = client.get(document.get_absolute_url()).content.decode()
    assert "Hồ sơ dựa vào văn bản này" in page
    assert "Trả lời cử tri" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_documents_page_asks_the_same_number_of_queries(client, cast, rows, django_assert_num_queries):
    document = sent(cast, "9")
    for _ in range(rows):
        duty = ObligationFactory(locality=cast.locality, owner=cast.department)
        type(duty).objects.filter(pk=duty.pk).update(evidence_document=document)
    client.force_login(cast.lan)
    client.get(document.get_absolute_url())
    with django_assert_num_queries(19):
        assert client.get(document.get_absolute_url()).status_code == 200


def test_what_was_stored_before_is_put_into_its_book_and_a_second_number_stays_outside(cast):
    first, second, third = sent(cast, "7"), sent(cast, "8"), received(cast, "7")
    rows = OfficialDocument._base_manager
    rows.update(book_year=None, series="", number_key="", book_of=None)
    rows.filter(pk=second.pk).update(number="07")
    migration.enter_books(apps, None)
    found = {row.pk: (row.book_year, row.series, row.number_key) for row in rows.all()}
    assert found == {
        first.pk: (2026, f"di:{cast.council.pk}:dispatch", "000000007"),
        second.pk: (2026, "", ""),
        third.pk: (2026, f"den:{cast.council.pk}", "000000007"),
    }
    kinds = {kind for kind in DocumentKind if kind not in ("other",)}
    for kind in kinds:
        row = OfficialDocument(kind=kind, symbol="2026/X", direction="outgoing", number="1", issuer=cast.council)
        row.enter_book()
        assert row.series == migration.series_of(row)
