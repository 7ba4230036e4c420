"""What a document is called and what it may be."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coordination.documents import rules
from coordination.documents.choices import Direction, DocumentKind
from coordination.documents.models import OfficialDocument
from coordination.lib.dates import PartialDate
from coordination.people.choices import ConcernKind
from tests.documents.factories import OfficialDocumentFactory

REGULATION = {
    "kind": DocumentKind.REGULATION,
    "number": "53",
    "symbol": "QCPH-HĐND-UBND-UBMTTQ",
    "abstract": "Quy chế phối hợp công tác",
}


def faults(**fields) -> dict:
    with pytest.raises(ValidationError) as caught:
        OfficialDocumentFactory(**fields)
    return caught.value.message_dict


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (REGULATION | {"issued_on": PartialDate(2021, 7, 29)}, "Quy chế số 53/QCPH-HĐND-UBND-UBMTTQ ngày 29/7/2021"),
        (REGULATION | {"number": "", "symbol": "", "issued_on": None}, "Quy chế: Quy chế phối hợp công tác"),
        (REGULATION | {"kind": "other", "kind_name": "Đề cương"}, "Đề cương số 53/QCPH-HĐND-UBND-UBMTTQ"),
    ],
)
def test_str(fields, words):
    assert str(OfficialDocument(**fields)) == words


def test_a_confidential_document_is_listed_by_its_code():
    assert OfficialDocument(pk=7, confidential=True, **REGULATION).heading == "Văn bản số 7"
    assert OfficialDocument(pk=7, **REGULATION).heading == "Quy chế số 53/QCPH-HĐND-UBND-UBMTTQ"


def test_a_state_secret_is_refused_with_the_reason(db):
    assert faults(is_state_secret=True) == {"is_state_secret": [rules.CLASSIFIED_REFUSED]}
    assert faults(abstract="Báo cáo TUYỆT MẬT về quốc phòng") == {"is_state_secret": [rules.CLASSIFIED_REFUSED]}
    assert not OfficialDocument._base_manager.exists()


def test_the_database_itself_refuses_a_state_secret(db):
    document = OfficialDocumentFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialDocument._base_manager.filter(pk=document.pk).update(is_state_secret=True)


def test_faults_stand_at_their_fields(db):
    assert faults(kind=DocumentKind.OTHER) == {"kind_name": ["Chọn “Loại khác” thì ghi tên loại."]}
    assert faults(received_on="2026-03-06") == {"received_on": ["Chỉ văn bản đến mới có ngày đến."]}
    assert faults(direction=Direction.INCOMING, received_on="2026-03-04") == {
        "received_on": ["Ngày đến trước ngày ban hành (05/3/2026)."]
    }


def test_unknown_dates_stay_open(db):
    document = OfficialDocumentFactory(issued_on=PartialDate(2021), number="", symbol="", issuer_name="Quốc hội")
    document.refresh_from_db()
    assert document.issued_on == PartialDate(2021)
    assert (document.reference, document.issuer_words) == ("", "Quốc hội")


def test_whom_a_document_concerns(cast):
    document = OfficialDocumentFactory(
        locality=cast.locality, issuer=cast.committee, related={"recipients": [cast.department]}
    )
    assert document.concerned() == [(ConcernKind.OWNER, cast.committee), (ConcernKind.ADDRESSEE, cast.department)]


def test_documents_without_a_date_come_last(db):
    OfficialDocumentFactory(issued_on=None, number="1")
    OfficialDocumentFactory(issued_on="2021", number="2")
    OfficialDocumentFactory(issued_on="2021-07-29", number="3")
    assert [row.number for row in OfficialDocument._base_manager.all()] == ["3", "2", "1"]
