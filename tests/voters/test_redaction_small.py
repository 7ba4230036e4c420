"""Names of voters as they are typed on a phone: small, and with what the person does behind them."""

import pytest

from voters.redaction import known_names, redact

SMALL = {
    "lê hoàng nam, thôn 5": ("lê hoàng nam",),
    "nguyễn thị bưởi": ("nguyễn thị bưởi",),
    "ông lê hoàng nam và bà trần thu hà": ("lê hoàng nam", "trần thu hà"),
    "lò văn hải, bản Mạt": ("lò văn hải",),
    "le van an": ("le van an",),
    "lê hoàng nam cán bộ hưu trí": ("lê hoàng nam",),
    "nguyễn hoàng bảo nam nông dân": ("nguyễn hoàng bảo nam", "nguyễn hoàng bảo"),
    "trần thu hà giáo viên trường làng": ("trần thu hà",),
}
FOLLOWED = {
    "Y Mận cán bộ hưu trí": ("Y Mận",),
    "Hồ Sen nông dân thôn 2": ("Hồ Sen",),
    "Ksor H'Nga và chồng": ("Ksor H'Nga",),
    "cụ Y Mận 72 tuổi": ("Y Mận",),
    "Lò văn Hải già làng": ("Lò văn Hải",),
    "Lê hoàng nam": ("Lê hoàng nam",),
    "y mận, buôn Ama": ("y mận",),
}
NOBODY = ("cử tri phường Hoàng Mai", "nhân dân thôn 5", "nhiều cử tri", "đoàn viên thanh niên", "phòng văn hóa xã")
NOBODY += (
    "đại diện thị trấn Thắng",
    "Nhân dân tổ 3",
    "Cử tri",
    "hội phụ nữ",
    "ban văn hóa xã",
    "dân làng Chài",
    "y tá trạm xá",
)


@pytest.mark.parametrize("voter", SMALL | FOLLOWED)
def test_the_name_is_known_and_struck_out(voter):
    names = (SMALL | FOLLOWED)[voter]
    assert known_names(voter) == names
    assert redact(f"Gia đình {names[0]} đã nộp đơn.", names).text == "Gia đình [tên người] đã nộp đơn."


@pytest.mark.parametrize("name", ["lê hoàng nam", "lò văn hải"])
def test_one_typed_small_is_found_as_it_should_be_written(name):
    for written in (name, name.title(), name.upper()):
        assert redact(f"Đơn của {written}.", known_names(name)).text == "Đơn của [tên người]."


@pytest.mark.parametrize("voter", NOBODY)
def test_who_speaks_for_many_is_no_name(voter):
    assert known_names(voter) == ()
