"""Names that begin like a place or go on like an office, and the places and offices themselves: the names are struck
out, also without a title before them. All names are made up.
"""

import unicodedata

import pytest

from voters.redaction import WORD_LISTS, read_words, redact

NAMES = """
Lê Kim Hà Giang
Nguyễn Kim Hải Dương
Trần Kim Chi Lan
Nguyễn Diệp Hà Lan
Phạm Châu Hải Dương
Nguyễn Kim Thái Bình
Kim Sơn Hải
Kim Liên Hương
Kim Thành Nam
Kim Bảng Xoài
Kim Mã Lương
Ninh Bình Minh
Ninh Thuận Hòa
Châu Thành Long
Châu Mỹ Bưởi
Châu Phi Hùng
Châu Đốc Lập
Hoa Lư Xoài
Từ Sơn Hà
Từ Liêm Chính
Kim Trường Giang
Kim Chi Mai
Lại Trường Sơn
Tôn Chính Nghĩa
Cầm Kiến Quốc
Diệp Đoàn Hương
Vi Bắc Hải
Ma Quảng Đại
Vi Hải Dương
Diệp Hà Giang
Cù Thái Bình
Ninh Hà Nam
Tăng Thái Nguyên
""".strip().splitlines()

PLACES = """
Kim Sơn
Kim Sơn Ninh Bình
Kim Liên Nam Đàn
Kim Thành Hải Dương
Kim Bảng Hà Nam
Kim Mã Thượng
Ninh Bình
Ninh Bình Quê Hương
Ninh Bình Sở Xây dựng
Châu Âu Mới
Châu Á Thái Bình Dương
Châu Mỹ Latinh
Châu Thành A
Hoa Kỳ Mới
Hoa Sen Việt
Hoa Lư Ninh Bình
Hoa Đà Lạt
Hoa Hà Nam
Từ Sơn Bắc Ninh
Từ Hải Dương
Từ Hà Nam
Từ Bắc Giang
Từ Trường Sơn
Từ Trường Mầm non
Từ Chi Cục Thuế
Nay Trường Tiểu Học
Nay Thái Bình Dương
Lại Trường Mầm Non
Lại Trường THPT
Lại Kiến Nghị
Lại Quảng Ninh
Lại Bắc Giang
Tăng Chi Ngân Sách
Tăng Chi Phí
Tăng Chính Sách
Ma Thuột Xanh
Cù Lao Chàm
Đậu Hà Lan
Mã Pí Lèng
Bạch Đằng Giang
""".strip().splitlines()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "around", ["{}", "{} xin", "Theo {} thì đường hỏng.", "{}, thôn 3, đề nghị", "{}\nthôn 3", "nhà {} 72 tuổi"]
)
def test_names_that_begin_like_a_place_or_go_on_like_an_office_are_struck_out(name, around):
    for written in (name, unicodedata.normalize("NFD", name)):
        assert redact(around.format(written)).text == around.format("[tên người]")


def test_a_name_at_the_end_of_a_line_is_one():
    assert redact("Người nêu: Kim Sơn Hải\nKính gửi Sở").text.startswith("Người nêu: [tên người]")
    assert redact("Về việc của Kim Sơn\nKính gửi Sở").found == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("around", ["{}", "Đề nghị {} xem xét.", "{}, thôn 3, đề nghị", "{}\nkính gửi"])
def test_places_and_offices_stay(place, around):
    assert redact(around.format(place)) == (around.format(place), [])


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("vợ chồng Chi - Hùng xin", "vợ chồng [tên người] xin"),
        ("các ông Trường, Chính và Dũng xin", "các ông [tên người] xin"),
        ("các ông Đoàn Bưởi và Bắc xin", "các ông [tên người] xin"),
        ("bố con Chi đoàn và Đoàn thanh niên", "bố con Chi đoàn và Đoàn thanh niên"),
        ("mẹ con Thái Bình và Hà Nam", "mẹ con Thái Bình và Hà Nam"),
    ],
)
def test_several_people_one_of_whom_is_called_like_the_beginning_of_an_office(text, redacted):
    assert redact(text).text == redacted


@pytest.mark.parametrize(
    ("was", "instead"),
    [
        ("not_many: [ban mai]", ""),
        ("not_many: [ban mai]", "not_many: [ban mai]\nstreets: [Kim Mã]"),
        ("not_many: [ban mai]", "not_many: ban mai"),
        ("not_many: [ban mai]", "not_many: {ban: [mai]}"),
        ("not_many: [ban mai]", "not_many: [no]"),
        ("not_many: [ban mai]", "not_many: [12]"),
        ("not_many: [ban mai]", "not_many: ['ban|mai']"),
        ("not_many: [ban mai]", "not_many: ['ban mai ']"),
        ("not_many: [ban mai]", "not_many: ['']"),
        ("bãi: [đỗ xe]", "bãi: []"),
        ("bãi: [đỗ xe]", "bãi: đỗ xe"),
        ("bãi: [đỗ xe]", "'bãi(': [đỗ xe]"),
    ],
)
def test_a_slip_in_the_words_is_refused(was, instead):
    text = WORD_LISTS.read_text(encoding="utf-8")
    assert text.count(was) == 1
    read_words(text)
    with pytest.raises(ValueError, match="redaction.yaml"):
        read_words(text.replace(was, instead))
