"""Symbols, stamps, file kinds."""

import pytest
from django.core.exceptions import ValidationError

from coordination.documents import rules
from coordination.documents.choices import DocumentKind
from coordination.documents.files import clean_name, examine
from tests.documents.factories import PDF, upload


@pytest.mark.parametrize(
    ("kind", "issuer", "unit", "symbol"),
    [
        (DocumentKind.REPORT, "HĐND", "", "BC-HĐND"),
        (DocumentKind.SUBMISSION, "UBND", "", "TTr-UBND"),
        (DocumentKind.DISPATCH, "UBND", "VP", "UBND-VP"),
        (DocumentKind.CONCLUSION, "TTHĐND", "", "KL-TTHĐND"),
    ],
)
def test_symbol_of(kind, issuer, unit, symbol):
    assert rules.symbol_of(kind, issuer, unit) == symbol


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("53/QCPH-HĐND-UBND", ("53", "QCPH-HĐND-UBND")),
        ("12/2023/NQ-HĐND", ("12", "2023/NQ-HĐND")),
        (" 7 ", ("7", "")),
    ],
)
def test_split_reference(text, parts):
    assert rules.split_reference(text) == parts


@pytest.mark.parametrize(
    ("text", "stamped"),
    [
        ("Kế hoạch phòng thủ (MẬT)", True),
        ("TỐI MẬT", True),
        ("12/BC-UBND-TUYỆT MẬT", True),
        ("Kế hoạch bảo mật thông tin", False),
        ("KẾ HOẠCH BẢO MẬT THÔNG TIN", False),
        ("Bảo vệ bí mật nhà nước", False),
        ("THẮT CHẶT MỐI LIÊN HỆ MẬT THIẾT", True),
    ],
)
def test_secrecy_stamps(text, stamped):
    assert rules.bears_secrecy_stamp("", text) is stamped


def test_a_file_is_known_by_name_size_and_fingerprint():
    found = examine(upload("Biên bản.PDF"))
    assert (found.name, found.media_type, found.size) == ("Biên bản.PDF", "application/pdf", len(PDF))
    assert len(found.sha256) == 64


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("virus.exe", b"MZ", "Không nhận loại tệp này"),
        ("pdf", PDF, "Không nhận loại tệp này"),
        ("trong.pdf", b"", "Tệp này không có nội dung."),
        ("gia.pdf", b"MZ\x90\x00", r"Nội dung tệp không phải dạng \.pdf"),
        ("nhi-phan.txt", b"\x00\x01", r"Nội dung tệp không phải dạng \.txt"),
        ("trang.html", b"<script>", "Không nhận loại tệp này"),
    ],
)
def test_what_is_not_taken(name, content, words):
    with pytest.raises(ValidationError, match=words):
        examine(upload(name, content))


def test_a_file_may_be_too_large(monkeypatch):
    monkeypatch.setattr("coordination.documents.files.MAX_FILE_SIZE", 10)
    with pytest.raises(ValidationError, match="quá mức"):
        examine(upload())


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Văn bản\\Báo cáo.docx", "Báo cáo.docx"),
        ("a\r\nb\u202e.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_clean_name(name, clean):
    assert clean_name(name) == clean
