"""Names, numbers and plates that slipped through once; and ordinary words that begin like a surname, which stay.

All names, numbers and addresses are made up.
"""

import pytest

from tests.voters.factories import petition_of
from voters.actions.publishing import proposed, struck_out
from voters.redaction import findings, known_names, redact

SLIPS = [
    ("Đậu Quốc Tuấn đề nghị", "[tên người] đề nghị"),
    ("Đậu Quốc Tuấn nêu về đường đi", "[tên người] nêu về đường đi"),
    ("ĐẬU QUỐC TUẤN đề nghị", "[tên người] đề nghị"),
    ("Cấn Minh Đức, thôn 3", "[tên người], thôn 3"),
    ("CẤN MINH ĐỨC, THÔN 3", "[tên người], THÔN 3"),
    ("nhà Lại Minh Hòa bị ngập", "nhà [tên người] bị ngập"),
    ("Từ Thanh Hải, thôn 3, xin", "[tên người], thôn 3, xin"),
    ("theo Tăng Quốc Bảo thì", "theo [tên người] thì"),
    ("Châu Ngọc Hân nêu", "[tên người] nêu"),
    ("Vi Hồng Nhân nêu", "[tên người] nêu"),
    ("Ma Ngọc Dung nêu", "[tên người] nêu"),
    ("Mã Thanh Tùng nêu", "[tên người] nêu"),
    ("Sầm Đức Long nêu", "[tên người] nêu"),
    ("Hoa Hữu Lợi nêu", "[tên người] nêu"),
    ("Kim Thanh Sơn nêu", "[tên người] nêu"),
    ("Tòng Minh Phượng nêu", "[tên người] nêu"),
    ("Khương Đình Mạnh nêu", "[tên người] nêu"),
    ("Cù Huy Khánh nêu", "[tên người] nêu"),
    ("Ngụy Thế Dân nêu", "[tên người] nêu"),
    ("Ninh Đức Thọ nêu", "[tên người] nêu"),
    ("Siu Blah và Kpă Thuông", "[tên người] và [tên người]"),
    ("Rơ Châm Yơh nêu", "[tên người] nêu"),
    ("Rah Lan H'Nga đề nghị", "[tên người] đề nghị"),
    ("Nay H’Nhan đề nghị", "[tên người] đề nghị"),
    ("Nay Der Hùng đề nghị", "[tên người] đề nghị"),
    ("nhà H'Bia Niê bị ngập", "nhà [tên người] bị ngập"),
    ("Mùa Xuân Hùng xin", "[tên người] xin"),
    ("Mùa A Páo xin", "[tên người] xin"),
    ("Tôn Đức Giáo xin", "[tên người] xin"),
    ("Bạch Đằng Khoa xin", "[tên người] xin"),
    ("Cầm Cố Hương xin", "[tên người] xin"),
    ("Hầu Đồng Sính xin", "[tên người] xin"),
    ("cử tri Hoa Lư Xoài xin", "cử tri [tên người] xin"),
    ("cử tri Kim Liên xin", "cử tri [tên người] xin"),
    ("Vừ A Dính Tú xin", "[tên người] xin"),
    ("Nguyễn-Văn-An xin", "[tên người] xin"),
    ("Nguyễn-văn-An xin", "[tên người] xin"),
    ("Nguyễn Văn-An xin", "[tên người] xin"),
    ("Lê‑Hữu‑Phước xin", "[tên người] xin"),
    ("Ng. V. An xin", "[tên người] xin"),
    ("Ng.V.An xin", "[tên người] xin"),
    ("Ng. Văn An xin", "[tên người] xin"),
    ("Nguyễn V. An xin", "[tên người] xin"),
    ("Nguyễn T.H. ở thôn 2", "[tên người] ở thôn 2"),
    ("ông N.V.A ở thôn 2", "ông [tên người] ở thôn 2"),
    ("vợ chồng Lan - Hùng xin", "vợ chồng [tên người] xin"),
    ("vợ chồng chị Lan và anh Hùng xin", "vợ chồng chị [tên người] xin"),
    ("ông bà Lan, Hùng xin", "ông bà [tên người] xin"),
    ("các ông Bình, Cường và Dũng xin", "các ông [tên người] xin"),
    ("gọi 84 912 345 678.", "gọi [số điện thoại]."),
    ("số 84 912 345 678.", "số [số điện thoại]."),
    ("(84) 912 345 678", "[số điện thoại]"),
    ("84-912-345-678", "[số điện thoại]"),
    ("84.912.345.678", "[số điện thoại]"),
    ("84 24 3825 1234", "[số điện thoại]"),
    ("0084 912 345 678", "[số điện thoại]"),
    ("29A12345 chở đất", "[số giấy tờ] chở đất"),
    ("xe 30F1 234.56 chở đất", "xe [số giấy tờ] chở đất"),
    ("xe 30F1 2345 chở đất", "xe [số giấy tờ] chở đất"),
    ("29-A1 123.45", "[số giấy tờ]"),
    ("29LD-123.45", "[số giấy tờ]"),
    ("thư a.b (at) c.vn nhé", "thư [thư điện tử] nhé"),
    ("thư a.b at c.vn nhé", "thư [thư điện tử] nhé"),
    ("thư a.b(@)c(chấm)vn nhé", "thư [thư điện tử] nhé"),
    ("thư a.b@gmail nhé", "thư [thư điện tử] nhé"),
]


@pytest.mark.parametrize(("text", "redacted"), SLIPS)
def test_what_slipped_through_is_struck_out(text, redacted):
    assert redact(text).text == redacted
    assert findings(redacted) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hoa màu ngập, Kim loại nặng, Từ năm 2025, Lại hỏng, Mã số, Ma túy, Vi phạm, Đậu xe, Tăng cường, Châu chấu",
        "HOA MÀU BỊ NGẬP, KIM LOẠI NẶNG, TỪ NĂM NAY, LẠI HỎNG ĐƯỜNG, MÃ SỐ THUẾ, MA TÚY ĐÁ, VI PHẠM ĐẤT ĐAI",
        "ĐẬU XE TRÁI PHÉP, TĂNG CƯỜNG KIỂM TRA, TỪ QUỐC LỘ MỘT, TĂNG GIA SẢN XUẤT, TỪ MINH BẠCH ĐẾN",
        "Từ Hà Nội đến Hải Phòng; Từ Hùng Vương Mới đến chợ; Từ Trạm Y tế; Từ UBND xã; Từ Quốc lộ 1A",
        "Nay Sở Tài nguyên trả lời. Nay Ủy ban Nhân dân; Lại Trạm Y tế; Từ Sở Xây dựng",
        "Đậu Hà Lan, Cù Lao Dung, Châu Âu, Hoa Kỳ, Ninh Bình, Sầm Sơn, Mã Pí Lèng, Châu Á Thái Bình Dương",
        "dân tộc H'Mông, H'Rê, K'Ho; Lê-nin, Mác - Lê-nin; công tác Đoàn-Hội-Đội",
        "TP. Hồ Chí Minh, H. Đông Anh, P. Bến Nghé, TS. lý, T.P. Hà Nội, U.B.N.D xã",
        "kinh phí 84.912.345.678 đồng, 84 912 345 678 đ, 842 ha",
        "lớp 10A1 2024, lô 12A, thông tư 29/2024, Nghị quyết 15-NQ/TW, tờ 12 thửa 345",
        "xe 16 chỗ, xe 2024, xe 45 tấn, ngày 12 tháng 5",
        "Tôn Giáo Dân Tộc; Mùa Xuân Năm Mới; Mùa Mưa Bão Lũ; Cầm Cố Đất Đai; Hầu Đồng Lễ Hội",
        "Bạch Đằng Giang Hà; Cử tri Hoa Lư đề nghị Ninh Bình; cử tri Hà Nội",
        "vợ chồng tôi và UBND xã; anh em trong thôn; các hộ nghèo",
    ],
)
def test_ordinary_words_that_begin_like_a_name_stay(text):
    assert redact(text) == (text, [])


@pytest.mark.parametrize(
    ("voter", "names"),
    [
        ("", ()),
        ("Y Moan", ("Y Moan",)),
        ("Nguyễn Văn A, thôn B", ("Nguyễn Văn A",)),
        ("Nguyễn Văn A thôn B", ("Nguyễn Văn A",)),
        ("Bà Y Mận và ông H'Ổi (tổ 3)", ("Y Mận", "H'Ổi")),
        ("Y Mận; Y Ổi – buôn Ama", ("Y Mận", "Y Ổi")),
        ("Cử tri: Nguyễn Tuấn Anh 0912345678", ("Nguyễn Tuấn Anh",)),
        ("Nguyễn Văn An - Y Bưởi", ("Nguyễn Văn An", "Y Bưởi")),
        ("cử tri thôn 3", ()),
        ("ông Bưởi, thôn 3", ("Bưởi",)),
        ("Nguyễn Văn An bà Bưởi", ("Nguyễn Văn An", "Bưởi")),
        ("ông bà Bưởi, Xoài", ("Bưởi", "Xoài")),
        ("NGUYỄN VĂN AN, THÔN 3", ("NGUYỄN VĂN AN",)),
        ("Ma thị Bưởi", ("Ma thị Bưởi",)),
        ("Đại diện Y Mận", ("Y Mận",)),
        ("Hộ gia đình Y Mận", ("Y Mận",)),
        ("Tổ trưởng Y Mận", ("Y Mận",)),
        ("- H'Ổi, buôn Ama", ("H'Ổi",)),
        ("N.V.A, Nguyễn-Văn-Bưởi", ("N.V.A", "Nguyễn-Văn-Bưởi")),
        ("Các Ông Y Mận", ("Y Mận",)),
        ("bà Ban Mai", ("Ban Mai",)),
        ("ông Trường", ("Trường",)),
        ("bà Trường Thanh", ("Trường Thanh",)),
    ],
)
def test_the_voter_of_a_petition_may_be_several_and_have_a_place(voter, names):
    assert known_names(voter) == names


@pytest.mark.parametrize(
    "voter",
    [
        "Nhân dân thôn 5",
        "NHÂN DÂN THÔN 5",
        "Nhân Dân",
        "Bà con tổ 3",
        "BÀ CON TỔ 3",
        "Các hộ dân",
        "CÁC HỘ DÂN",
        "Hộ Nghèo",
        "Tập thể cử tri",
        "TẬP THỂ CỬ TRI",
        "Nhiều cử tri",
        "nhân dân",
        "Hội Nông dân xã",
        "HỘI NÔNG DÂN XÃ",
        "Hội Nông Dân",
        "Trường Tiểu Học",
        "Hội người cao tuổi",
        "Ban công tác Mặt trận thôn 2",
        "Ban Công Tác Mặt Trận",
        "Chi bộ thôn 4",
        "Chi Bộ 4",
        "Đoàn Thanh Niên",
        "ĐẠI DIỆN CỬ TRI THÔN 5",
        "Đại diện nhân dân tổ dân phố 3",
        "Cử tri Hoa Lư",
        "Cử tri, Hà Nội",
        "An",
        "Minh",
        "Bình, thôn 3",
    ],
)
def test_who_is_no_single_person_is_no_name(voter):
    text = (
        "Đề nghị Ủy ban nhân dân tỉnh sửa nhà tập thể; bà con, các hộ dân nghèo, Hội Nông dân, Ban công tác Mặt trận,"
        " nhiều cử tri ở Hà Nội, Hoa Lư, Bình Minh, An Giang. ỦY BAN NHÂN DÂN, HỘI NÔNG DÂN, ĐẠI DIỆN"
    )
    assert known_names(voter) == ()
    assert redact(text, known_names(voter)) == (text, [])


@pytest.mark.parametrize(
    ("name", "text", "redacted"),
    [
        ("Bưởi Xoài", "Bưởi Xoài, BƯỞI XOÀI, Buoi Xoai; bưởi xoài", "[tên người], [tên người], [tên người]; bưởi xoài"),
        ("Y Mận", "Y Mận, y mận, Y MAN", "[tên người], [tên người], [tên người]"),
        ("Y MẬN", "Y Mận và Y MẬN", "[tên người] và [tên người]"),
        ("H'ỔI BƯỞI", "nhà H'Ổi Bưởi", "nhà [tên người]"),
        ("Ma Thị Bưởi", "Ma thị Bưởi, Ma Thị Bưởi", "[tên người], [tên người]"),
        ("Nguyễn Tuấn Anh", "nguyễn tuấn anh, nguyen tuan anh", "[tên người], [tên người]"),
    ],
)
def test_a_known_name_is_found_as_names_are_written(name, text, redacted):
    assert redact(text, (name,)).text == redacted


def test_a_known_name_of_one_word_is_no_ordinary_word():
    assert redact("Bưởi xin, cây bưởi", ("Bưởi",)).text == "[tên người] xin, cây bưởi"


@pytest.mark.django_db
def test_each_voter_of_a_petition_is_struck_out_of_the_proposal(cast):
    content = "Nhà Y Mận và nhà H'Ổi ở buôn Ama bị ngập."
    petition = petition_of(cast.locality, voter="Bà Y Mận và ông H'Ổi, buôn Ama", content=content)
    assert proposed(petition).content == "Nhà [tên người] và nhà [tên người] ở buôn Ama bị ngập."
    assert [finding.original for finding in struck_out(petition)] == ["Y Mận", "H'Ổi"]
