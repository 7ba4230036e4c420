"""Headings and tables write ordinary words with capitals; some begin like a surname. They stay, and the names beside
them do not: rather too much is struck out than too little. All names are made up, or of people long dead.
"""

import pytest

from tests.voters.factories import petition_of
from voters.actions.publishing import proposed, struck_out
from voters.redaction import redact

ORDINARY = """
Tôn Giáo Dân Tộc
Mùa Xuân Năm Mới
Cầm Cố Đất Đai
Hầu Đồng Lễ Hội
Bạch Đằng Giang Hà
Cử tri Hoa Lư
Sở Tôn Giáo Dân Tộc
Ban Dân Tộc Tôn Giáo
Phòng Tôn Giáo Tín Ngưỡng
Tôn Giáo Và Dân Tộc
Tôn Vinh Người Tốt
Mùa Thu Cách Mạng
Mùa Hè Xanh
Mùa Hè Thanh Niên
Mùa Vụ Đông Xuân
Mùa Lũ Năm Nay
Cầm Đồ Trái Phép
Cầm Cố Tài Sản
Hầu Hết Người Dân
Lục Quân Việt Nam
Trang Thiết Bị
Trang Trại Chăn Nuôi
Trang Thông Tin Điện Tử
Viên Chức Nhà Nước
Danh Mục Dự Án
Danh Lam Thắng Cảnh
Danh Sách Hộ Nghèo
Kim Ngạch Xuất Khẩu
Hoa Màu Bị Ngập
Hoa Tiêu Hàng Hải
Từ Thiện Nhân Đạo
Từ Nguồn Vốn
Tăng Cường Quản Lý
Tăng Lương Tối Thiểu
Tăng Giá Điện Nước
Châu Chấu Tre
Ma Túy Học Đường
Ma Tuý Học Đường
Mã Số Thuế
Mã Định Danh Cá Nhân
Lại Tái Diễn
Ninh Bình Quê Hương
Cù Lao Dung
Từ đèo Hải Vân
Đèo Cả Quảng Ngãi
Đảo Bạch Long Vĩ
Điểu Cầm
Lầu Năm Góc
Nay Tôi Đề Nghị
Nay Sắp Xếp Lại
Vi Phạm Giao Thông
Vi Khuẩn
Hoa Sen Việt
Hoa Lư Ninh Bình
Kim Sơn Ninh Bình
Quốc lộ 1 Bạch Đằng
Hồ Thủy Điện Sơn La
Hồ Chứa Nước Suối Sâu
Mai Táng Phí
Lý Lịch Tư Pháp
Lâm Nghiệp Đất Rừng
Cao Tốc Bắc Nam
Cao Đẳng Nghề
Cao Bằng Lạng Sơn
Cao Bằng Bắc Kạn
Thái Nguyên Bắc Kạn
Thái Nguyên Bắc Giang
PHAN THIẾT BÌNH THUẬN
SỞ GIÁO DỤC VÀ ĐÀO TẠO
Bãi Đỗ Xe
NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Vi Phạm Quy Định
Thái Bình Dương Xanh
Thân Nhân Liệt Sĩ
Thạch Thất Hà Nội
Nông Thôn Mới Nâng Cao
Nông Nghiệp Và Môi Trường
Nông Sản Sạch
Lưu Trữ Nhà Nước
La Ngà Đồng Nai
Chu Kỳ Kinh Doanh
Triệu Phong Quảng Trị
Báo Hà Nội Mới
Hà Nội Hải Phòng
Hà Tĩnh Quảng Bình
Tô Lịch Ô Nhiễm
Phí Bảo Vệ Môi Trường
Phí Vệ Sinh Môi Trường
Vàng Miếng Trang Sức
Hạng Mục Công Trình
Lương Thực Thực Phẩm
Lương Tối Thiểu
Đào Tạo Nghề
Đoàn Kết Dân Tộc
Phan Thiết Bình Thuận
Hoàng Sa Trường Sa
Võ Thuật Cổ Truyền
Đỗ Xe Trái Phép
Cử tri Quảng Ninh
Cử tri Nam Định
""".strip().splitlines()

NAMES = """
Tôn Thị Hoa
Tôn Đức Thắng Lợi
Tôn Nữ Thị Ninh
Mùa A Páo
Mùa Thị Dơ
Mùa Xuân Sinh
Mùa Sếnh Lềnh
Cầm Bá Thước Hùng
Cầm Ngọc Minh
Cầm Thị Đồng
Hầu A Lềnh
Hầu Văn Lý
Hầu Mí Sính
Hầu Đồng Văn
Bạch Quốc Khánh
Bạch Thái Bưởi Con
Bạch Đăng Khoa
Lục Vân Tiên
Trang Lê Huy
Viên Thế Hùng
Danh Sa Rương
Danh Thị Tươi
Kim Thị Sa
Kim Ngọc Thái
Hoa Mạnh Cường
Từ Minh Thiện
Tăng Bá Hoành
Châu Văn Sinh
Ma Văn Kháng
Ma Thế Hồng
Mã Thị Lan
Mã Quốc Cường
Lại Xuân Môn
Ninh Đức Hoàng
Cù Thị Hậu
Điểu Kré Văn
Đèo Văn Long
Diệp Minh Châu
Vi Văn Định
Vi Quốc Hùng
Lầu Bá Tu
Nay Tấn Phong
Đậu Quang Toàn
Mai Thị Táng
Lý Văn Lịch
Cao Bá Quát Hùng
Thái Văn Bình
Nông Đức Mạnh
Hà Văn Nam
Hồ Văn Chứa
Phí Thị Bảo
Lưu Thị Hương
Chu Văn An Bình
Vũ Trường Giang
Chu Kỳ Anh
Lâm Nghiệp Hùng
Từ Thiện Nhân
Thân Nhân Trung
Tôn Vinh Quang
Mùa Thu Hà
Hoàng Liên Sơn
Nông Trường Sơn
Vi Phạm Hùng
Tăng Cường An
Tăng Giá Huy
Trang Thông Minh
Danh Lam Sơn
Thái Nguyên Khôi
Hồ Điều Linh
Cao Bằng Giang
Cao Bằng Bắc
Cao Bằng Lạng
Phan Thiết Bình
PHAN THIẾT BÌNH
Thái Nguyên Bắc
THÁI NGUYÊN BẮC
Triệu Phong Quảng
TRIỆU PHONG QUẢNG
Hoàng Sa Trường
HOÀNG SA TRƯỜNG
Hà Nội Tuấn
HÀ NỘI TUẤN
Hà Nội Mới
Hà Tĩnh Tâm
Thạch Thất Hùng
La Ngà Hương
Tô Lịch Sơn
Đèo Hải Vân
Đèo Cả Hùng
Bạch Long Vĩ
Tạ Ơn
TẠ ƠN
Võ Thuật
VÕ THUẬT
Đào Tạo
ĐÀO TẠO
Đỗ Xe
Hồ Thủy Lợi
HỒ THUỶ LỢI
Hồ Thủy Điện
Hồ Điều Hòa
Hồ Sinh Thái
HỒ SINH THÁI
Hồ Chứa Hùng
Nông Nghiệp Hùng
NÔNG NGHIỆP HÙNG
Nông Lâm Sản
NÔNG LÂM NGHIỆP
Nông Lâm Thủy
Nông Dân Việt
Lâm Nghiệp Bền
LÂM NGHIỆP RỪNG
Lý Lịch Sơn
Lưu Trữ Tình
Lưu Vực Hùng
Mai Táng Hùng
Cao Đẳng Khoa
Phí Bảo Vệ
PHÍ BẢO VỆ
Phí Vệ Sinh
Phí Thẩm Định
Phí Đường Bộ
Hạng Mục Sơn
Vàng Miếng Sơn
Tôn Giáo Hiền
Tăng Thu Ngân
Tăng Giá Điện
Tăng Thêm Hương
Tăng Mức Lương
Vi Phạm Giao
Vi Phạm Pháp
Vi Phạm Quy
Vi Phạm Luật
Mùa Lũ Năm
Mùa Vụ Đông
Mùa Vụ Xuân
Mùa Hè Sính
Trang Thông Tin
Viên Chức Hùng
Danh Cá Nhân
Danh Mục Sơn
Mã Định Danh
Mã Số Hùng
Ma Túy Hoa
Từ Nguồn Thu
Nay Đang Phin
Nay Cần Được
Nay Được Biết
Lưu Vực Hồ
Hoa Tiêu Hàng
Kim Loại Hùng
""".strip().splitlines()


@pytest.mark.parametrize("words", ORDINARY)
@pytest.mark.parametrize("around", ["{}", "Đề nghị {} xem xét.", "{}: cử tri nêu."])
def test_ordinary_words_written_with_capitals_stay(words, around):
    assert redact(around.format(words)) == (around.format(words), [])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("around", ["{}", "Theo {} thì đường hỏng.", "{}, thôn 3, đề nghị."])
def test_names_that_begin_alike_are_struck_out_whole(name, around):
    assert redact(around.format(name)).text == around.format("[tên người]")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Đào Tạo cán bộ hưu trí nêu", "[tên người] cán bộ hưu trí nêu"),
        ("Đào Tạo lái xe ở thôn 3", "[tên người] lái xe ở thôn 3"),
        ("Võ Thuật dân tộc Tày nêu", "[tên người] dân tộc Tày nêu"),
        ("Đỗ Xe lấn chiếm đất", "[tên người] lấn chiếm đất"),
        ("Nông Lâm Sản và vợ", "[tên người] và vợ"),
        ("Hồ Sinh Thái tại tổ 3", "[tên người] tại tổ 3"),
        ("Phan Thiết Bình ở tổ 5", "[tên người] ở tổ 5"),
    ],
)
def test_what_follows_a_name_in_small_letters_does_not_make_it_a_phrase(text, left):
    assert redact(text).text == left


def test_of_the_own_place_its_voters_are_named_and_nobody_else(cast):
    cast.commune.name = "Kim Sơn"
    cast.commune.save()
    words = "Cử tri Kim Sơn và cử tri Kim Liên nêu; ông Kim Sơn; cử tri Kim Sơn Hải xin."
    petition = petition_of(cast.locality, place=cast.commune, content=words, title="Cử tri Kim Sơn", voter="")
    version = proposed(petition)
    assert (version.title, version.content) == (
        "Cử tri Kim Sơn",
        "Cử tri Kim Sơn và cử tri [tên người] nêu; ông [tên người]; cử tri [tên người] xin.",
    )
    assert [finding.original for finding in struck_out(petition)] == [
        "Kim Sơn Hải",
        "Kim Liên",
        "Kim Sơn",
    ]


def test_a_voter_called_like_the_place_is_struck_out_all_the_same(cast):
    cast.commune.name = "Kim Sơn"
    cast.commune.save()
    petition = petition_of(cast.locality, place=cast.commune, content="Cử tri Kim Sơn nêu.", voter="Ông Kim Sơn")
    assert proposed(petition).content == "Cử tri [tên người] nêu."
