"""What stays on one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.lib.nobreak import pieces


def whole(text):
    return [piece for piece, stays in pieces(text) if stays]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "Quy chế số 53/QCPH-HĐND-UBND-UBMTTQ ngày 29/7/2021",
            ["số 53/QCPH-", "HĐND-", "UBND-", "UBMTTQ", "29/7/2021"],
        ),
        ("phiếu số 121/PC-HĐND", ["số 121/PC-", "HĐND"]),
        ("Nghị quyết 12/2023/NQ-HĐND.", ["12/2023/NQ-", "HĐND"]),
        ("mẫu 7/A-1, 8/B-C", ["7/A-1", "8/B-C"]),
        ("ước 8,8 %/năm, gấp 1,6 lần", ["8,8 %/năm", "1,6"]),
        ("đạt 31,5\u00a0% (17 trong 54)", ["31,5\u00a0%", "17", "54"]),
        ("197/204 xã; 1.234,5 tỷ đồng", ["197/204", "1.234,5"]),
        ("ngày 05 tháng 02 năm 2023", ["ngày 05 tháng 02 năm 2023"]),
        ("nhiệm kỳ 2021-2026, giai đoạn 2021 – 2025", ["2021-2026", "2021 – 2025"]),
        (
            "khoản 2 Điều 5, Chương IV, năm 2023, kỳ họp thứ 12",
            ["khoản 2", "Điều 5", "Chương IV", "năm 2023", "thứ 12"],
        ),
        ("chất vấn Sở Văn hóa và Ban Pháp chế", ["Sở Văn", "Ban Pháp"]),
        ("không có gì", []),
    ],
)
def test_kept_together(text, kept):
    assert whole(text) == kept


@given(st.text(alphabet="năm số 0123456789/-–.,%\u00a0 HĐND", max_size=60))
def test_the_text_is_unchanged(text):
    assert "".join(piece for piece, _ in pieces(text)) == text
