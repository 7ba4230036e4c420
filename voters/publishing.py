"""Personal data in a text that is to be published: found, named and replaced. A proposal; an officer reads it over.

Rather too much than too little: a street named after somebody may be struck out, and the officer writes it back.
"""

import re
import unicodedata
from itertools import takewhile
from typing import NamedTuple

NAME, PHONE, PAPER, HOUSE, MAIL = "tên người", "số điện thoại", "số giấy tờ", "số nhà", "thư điện tử"
BIRTH, ACCOUNT = "ngày sinh", "tài khoản mạng"

UPPER = "".join(letter for code in range(0x41, 0x1F00) if (letter := chr(code)).isalpha() and letter.isupper())
WORD = rf"[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+){{0,3}}"
"""A word that begins with a capital, or is written in capitals: "Bưởi", "BƯỞI", "A", "H'Bia"."""
TITLES = (
    r"ông|bà|anh|chị|em|cô|chú|bác|cụ|cháu|dì|cậu|mợ|thím|dượng|thầy|cử tri|chủ hộ|hộ|gia đình|công dân|đại biểu"
    r"|họ tên|họ và tên|ô\.|b\.|cc\.|đồng chí|đ/c|trưởng thôn|trưởng xóm|trưởng ấp|trưởng bản|tổ trưởng|vợ|chồng"
)
ROLES = (
    r"chủ tịch|bí thư|trưởng|phó|giám đốc|hiệu trưởng|cán bộ|công chức|viên chức|nhân viên|giáo viên|chiến sĩ|công an"
)
"""Words that stand some way before a name: "Chủ tịch UBND xã Nguyễn Văn A"."""
SURNAMES = "Nguyễn|Trần|Lê|Phạm|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Đào|Đoàn|Trịnh|Lương|Tạ|Huỳnh|Hoàng|Trương|Phùng"
PLACE_LIKE = (
    "Hồ|Lý|Mai|Vương|Lâm|Quách|Hà|Tô|Cao|Thái|Tống|Giàng|Vàng|Lò|Nông|Triệu|Chu|Nghiêm|Kiều|Lưu|Đàm|La|Sùng|Thào|Hạng"
    "|Doãn|Khổng|Mạc|Phí|Quàng|Lường|Giáp|Hứa|Bế|Tráng|Thạch|Lã|Thân|Cấn|Sầm|Tòng|Khương|Ngụy|Nguỵ|Vừ|Lù|Phàn|Tẩn|Xồng"
)
"""Surnames with which places begin, too ("Hà Nội", "Thái Bình"): a name of three words or more is meant."""
WORDY = "Đậu|Lại|Từ|Tăng|Châu|Vi|Ma|Mã|Hoa|Kim|Cù|Ninh|Nay|Lầu|Hầu|Mùa|Cầm|Lục|Đèo|Diệp|Bạch|Tôn|Trang|Viên|Danh|Điểu"
"""Surnames that are ordinary words, too: three words with capitals are meant, and not these:"""
NO_GIVEN = (
    r"(?!(?:Sở|Bộ|Ban|Ủy|Uỷ|Hội|Đảng|Nhà|Chính|Tỉnh|Xã|Phường|Thôn|Tổ|Trường|Trạm|Cục|Chi|Phòng|Đoàn|Mặt|Tòa|Toà|Viện"
    r"|Công (?:an|ty)|Huyện|Quận|Khu|Cầu|Chợ|Bệnh|Trung (?:tâm|ương)|Quảng|Bắc|Tháng|Tết|Luật|Nghị|Đề|Kiến|Xin|Mong"
    r"|Khi|Theo|Do|Vì|Việc|Đường|Phố|Quốc (?:lộ|hội)|Cử|Gia đình|Hiện|Tôi|Chúng|[A-ZĐ]{3,}"
    r"|Hà (?:Nội|Nam|Giang|Tĩnh|Đông|Lan)|Hải (?:Phòng|Dương)|Đà (?:Nẵng|Lạt)|Thái (?:Bình|Nguyên)|Hồ Chí|Sài Gòn"
    r"|Cần Thơ|Nghệ An|Lào Cai)\b)"
)
NO_PLACE = (
    r"(?!(?:Châu (?:Âu|Á|Phi|Mỹ|Đốc|Thành)|Ninh (?:Bình|Thuận|Kiều)|Hoa (?:Kỳ|Lư|Sen)|Kim (?:Bảng|Liên|Mã|Sơn|Thành)"
    r"|Từ (?:Liêm|Dũ|Sơn)|Cù Lao|Mã (?:Pí|Pì)|Ma Thuột|Bạch Đằng (?:Giang|Hà Nội|Hải Phòng)"
    r"|Mùa (?:Xuân|Thu|Đông) Năm|Cầm Cố (?:Đất|Nhà|Tài|Sổ)|Hầu Đồng (?:Lễ|Tại|Trái))\b)"
)
CERTAIN_PLACES = (
    "Hoa Lư|Hà Nội|Hà Tĩnh|Hải Phòng|Đà Nẵng|Cần Thơ|Lào Cai|Sài Gòn|Quảng (?:Ninh|Nam|Bình|Trị|Ngãi)"
    "|Bắc (?:Giang|Ninh|Kạn)|Lạng Sơn|Lai Châu|Điện Biên|Yên Bái|Phú (?:Thọ|Yên)|Hưng Yên|Nam Định|Thanh (?:Hóa|Hoá)"
    "|Nghệ An|Bình (?:Định|Thuận)"
    "|Gia Lai|Kon Tum|Đắk (?:Lắk|Nông)|Đồng (?:Nai|Tháp)|Tây Ninh|Bến Tre|Trà Vinh|Sóc Trăng|Bạc Liêu|Cà Mau"
)
"""Places that nobody is called after, also where a voter's name might stand."""
ORDINARY_WORDS = """
tôn giáo: dân tộc, tín ngưỡng, và dân tộc, và tín ngưỡng, chính phủ, việt nam
tôn vinh: người, các, những
hầu hết: người, các, những, cử tri, nhân dân, bà con
cầm đồ: trái phép
mùa hè: xanh, thanh niên, tình nguyện
mùa màng: bị, thất thu, thất bát, bội thu
mùa mưa: bão, lũ
mùa khô: hạn hán, năm nay
mùa vụ: đông xuân, hè thu, xuân hè, thu đông
mùa lũ: năm nay, năm trước, lụt, bão lụt
mùa thu cách mạng
lục quân việt nam
trang thiết bị
trang trại: chăn nuôi, trồng trọt, tổng hợp
trang thông tin điện tử
trang web
viên chức: nhà nước, và người, người lao động, quản lý
danh mục: dự án, các, công trình, đầu tư, kèm theo, thủ tục
danh sách: hộ nghèo, cử tri, các, những, kèm theo, đại biểu
(?<=định )danh cá nhân
danh lam thắng cảnh
kim ngạch: xuất khẩu, nhập khẩu, xuất nhập khẩu
kim loại: nặng, màu
hoa màu: bị, hư hỏng, của người, của nhân dân
hoa tiêu hàng hải
từ nguồn: vốn, ngân sách, kinh phí, xã hội hóa, xã hội hoá
từ thiện: nhân đạo, xã hội
tăng lương: tối thiểu, cơ sở
tăng mức: hỗ trợ, xử phạt, trợ cấp, phụ cấp, đầu tư
tăng thêm: kinh phí, biên chế, các, thu nhập
tăng trưởng kinh tế
tăng thu ngân sách
tăng giá: điện nước, điện sinh hoạt, nước sạch, nước sinh hoạt, xăng dầu, đất đai, vật tư, vật liệu
tăng cường: quản lý, kiểm tra, kiểm soát, công tác, tuyên truyền, thanh tra, giám sát, đầu tư, phối hợp, xử lý, chỉ đạo
châu chấu: tre, phá hại, gây hại
ma túy: học đường, tổng hợp, trái phép
ma tuý: học đường, tổng hợp, trái phép
mã số: thuế, định danh, vùng trồng, hộ kinh doanh, bảo hiểm
mã định danh: cá nhân, điện tử
mã vạch: sản phẩm, hàng hóa, hàng hoá
lại tái: diễn, phạm
lầu năm góc
vi khuẩn: gây bệnh, gây hại, đường ruột
vi phạm: giao thông, pháp luật, hành chính, quy định, quy hoạch, quy chế, quy tắc, trật tự, luật giao thông
vi phạm: luật đất đai, nồng độ, đất đai, xây dựng
nay sắp: xếp, hết
nay đã: xuống cấp, hư hỏng, hết hạn, quá hạn, được, có
nay đang: xuống cấp, thi công, bị
nay chưa: được, có, thấy
nay cần: có, phải, sửa chữa
nay được nhà nước
nay tiếp tục
nông thôn: mới, và miền núi, việt nam, kiểu mẫu, nâng cao
nông nghiệp: và môi trường, và phát triển, và nông thôn, công nghệ, nông thôn, bền vững, hữu cơ, việt nam
nông sản: sạch, xuất khẩu, chủ lực, việt nam, an toàn
nông dân: việt nam, tập thể, sản xuất
nông lâm sản: xuất khẩu, thủy sản, thuỷ sản, và thủy sản, và thuỷ sản
nông lâm nghiệp: bền vững, công nghệ
nông lâm: thủy sản, thuỷ sản
lâm nghiệp: đất rừng, rừng phòng hộ, rừng sản xuất, bền vững, cộng đồng, và môi trường, và kiểm lâm
lâm sản: ngoài gỗ, trái phép
lý lịch: tư pháp, khoa học, trích ngang
mai táng phí
cao tốc: bắc nam, hà nội, hải phòng, nội bài, trung lương, cam lộ
cao đẳng: nghề, sư phạm, y tế, y dược, kinh tế, kỹ thuật, cộng đồng, công nghiệp, công nghệ
cao bằng: lạng sơn, bắc kạn, hà giang, thái nguyên
lưu trữ: nhà nước, lịch sử, hồ sơ, tài liệu, quốc gia, dữ liệu
lưu vực: sông, suối
chu kỳ: kinh doanh, sản xuất
phí bảo vệ: môi trường, rừng
phí vệ sinh môi trường
phí dịch vụ: công ích, vệ sinh, môi trường, thu gom
phí đường bộ cao tốc
phí trước bạ
phí thẩm định: hồ sơ, dự án
hạng mục: công trình, xây dựng, đầu tư, sửa chữa
thân nhân: liệt sĩ, liệt sỹ, người có công, gia đình liệt
tô lịch ô nhiễm
vàng miếng: trang sức, sjc
(?<=báo )hà nội mới
hà nội: hải phòng, bắc ninh, bắc giang, hưng yên, ninh bình, thái nguyên, lào cai, đà nẵng, quảng ninh, việt nam
hà tĩnh: quảng bình, quảng trị, nghệ an, thanh hóa, thanh hoá
thạch thất: hà nội, quốc oai
la ngà: đồng nai, bình thuận
phan thiết bình thuận
hồ chứa: nước, thủy lợi, thuỷ lợi, thủy điện, thuỷ điện
hồ thủy điện: sơn la, hòa bình, hoà bình, lai châu, thác bà, trị an
hồ thuỷ điện: sơn la, hòa bình, hoà bình, lai châu, thác bà, trị an
hồ thủy lợi: suối, xuống cấp
hồ thuỷ lợi: suối, xuống cấp
hồ bơi: công cộng, trẻ em
thái nguyên: bắc giang, bắc kạn, bắc ninh, cao bằng, lạng sơn
triệu phong quảng trị
(?<=giáo dục và )đào tạo
(?<=giáo dục - )đào tạo
(?<=giáo dục )đào tạo
đào tạo: nghề, nhân lực, nguồn nhân lực, bồi dưỡng
võ thuật: cổ truyền, việt nam
(?<=bãi )đỗ xe
(?<=điểm )đỗ xe
đỗ xe: trái phép, công cộng
đèo cả: quảng ngãi, phú yên, khánh hòa, khánh hoà
hoàng sa trường sa
"""
"""Titles, tables and texts in capitals write ordinary words like names. What stays is a whole phrase that nobody is
called by, never its beginning: "Phan Thiết Bình" and "Tăng Thu Ngân" may be people. A line is a phrase, or a beginning
and what may follow it. No phrase is a name and what may stand behind it in small letters ("Đào Tạo cán bộ")."""


def _phrases(lines: str) -> str:
    """One pattern for all lines."""
    parts = (line.partition(": ") for line in lines.strip().splitlines())
    return "|".join(f"{start} (?:{rest.replace(', ', '|')})" if rest else start for start, _, rest in parts)


ORDINARY = rf"(?!(?i:{_phrases(ORDINARY_WORDS)})\b)"
NO_WAY = rf"(?!(?i:từ)(?:\s{WORD}){{1,5}}\s(?i:đến|tới|về)\b)"
"""Not "Từ Trần Phú đến"."""
NO_WORDS = (
    r"(?!QUỐC (?:LỘ|HỘI|GIA|DOANH|PHÒNG|TẾ|KỲ|TỊCH)|MINH BẠCH|ĐỨC TÍNH|QUANG (?:TRUNG|ĐIỆN|CẢNH)|HỒNG HÀ|HỮU NGHỊ"
    r"|NGỌC HỒI|BÁ TÁNH)"
)
"""Words in capitals that begin like a middle name."""
HIGHLAND = "Ksor|Ksơr|Kpă|Kpa|Kpuih|Puih|Siu|Rah|Rahlan|Rmah|Rơmah|Rơ|Niê|Mlô|Êban|Ayun|Byă|Knul|Kbuôr|Hmok|Hwing"
CLANS = "Niê|Mlô|Êban|Ayun|Byă|Knul|Kbuôr|Ênuôl|Adrơng|Hmok|Hwing|Ktla|Kriêng"
"""Surnames of the highlands that are no word of Vietnamese; the second ones stand after the given name."""
HIGH_GIVEN = rf"[HKR]['’](?!(?i:mông|mong|rê|ho|rông)\b)[{UPPER}][^\W\d_]*"
"""H'Nga, K'Brối; "H'Mông" is a people."""
GLUE = r"(?:\s+|[-‐‑–])"
"""Between the parts of a name."""
DOTTED = rf"[{UPPER}][^\W\d_]?(?:\.[{UPPER}][^\W\d_]*){{1,4}}\b"
"""N.V.A, Ng.V.An."""
COUPLES = (
    r"vợ chồng|ông bà|anh em|chị em|anh chị|bố con|mẹ con"
    r"|(?:hai|các|những) (?:vợ chồng|ông|bà|anh|chị|em|cháu|cụ|hộ|cô|bác)"
)
"""Words before several names."""
UNMARKED = "Nguyen|Tran|Pham|Phan|Hoang|Huynh|Dang|Bui|Ngo|Duong|Dinh|Trinh|Truong|Phung|Luong|Doan|Le|Vu|Vo"
MIDDLE = "Văn|Thị|VĂN|THỊ"
"""Between surname and given name of most people; hardly ever in anything else."""
NO_MIDDLE = r"(?!(?i:văn (?:hóa|hoá|phòng|bản|kiện)|thị (?:xã|trấn|trường|sát))\b|VĂN (?:MINH|HỌC|NGHỆ)\b)"

NAMED_AFTER = ("đường", "phố", "trường", "chợ", "(?<!yêu )(?<!nhu )cầu", "tiểu học", "trung học", "đại học", "học viện")
NAMED_AFTER += ("thcs", "thpt", "cơ sở", "phổ thông", "mầm non", "bệnh viện", "công viên", "quảng trường", "lộ", "chùa")
NAMED_AFTER += ("hồ", "đảo", "sông", "cảng", "đèo", "núi", "đền", "thành phố", "bến", "ga", "kênh")
LIVED_IN = ("tỉnh", "xã", "phường", "thôn", "làng", "huyện", "quận", "khu", "ấp", "(?<!văn )bản", "dân phố")
"""Words before the name of a place or an institution: what follows is no person. Where people live, a name with a
middle name may be a person's ("xã Trần Văn B"), and is struck out."""
HOUSE_ROAD = "ngõ|ngách|hẻm|kiệt"


def _not_after(*words: str) -> str:
    return "".join(rf"(?<!\b(?i:{word}) )" for word in words)


def _both(names: str) -> str:
    """The names as usual and in capitals."""
    return f"(?:{names}|{names.upper()})"


NO_TITLE = (
    r"(?!(?i:bà con|chị em|anh em|cô giáo|thầy cô|bác sĩ|bác hồ|ông bà|chú trọng"
    r"|hộ (?:nghèo|cận|gia|dân|kinh|khẩu|tịch)"
    r"|gia đình (?:chính|có|nghèo|văn|ở)|đại biểu (?:quốc hội|hđnd|hội đồng)|công dân (?:việt|các|có|đến|tại)"
    r"|cử tri (?:xã|phường|thôn|tổ|khu|tỉnh|huyện|quận|thị|thành|ấp|bản)"
    r"|cử tri (?:kiến|đề|phản|các|tại|của|và|mong|nêu|hỏi|có|trên))\b"
    rf"|(?i:cử tri) (?:{CERTAIN_PLACES})\b(?!\s[{UPPER}])"
    r"|CỤ THỂ\b|CHÚ Ý\b|EM\b)"
)
"""Where a title is part of another word, above all in texts written in capitals."""
NO_SURNAME = (
    r"(?!(?i:đoàn (?:thanh niên|đại biểu|công tác|kiểm tra|giám sát|liên ngành|viên|thể|kết)"
    r"|lương (?:tối|hưu|thực|cơ)|thái bình dương)\b"
    r"|(?i:(?<=\bvi )phạm|(?<=\bthái bình )dương)\b|PHẠM VI\b|ĐÀO (?:BỚI|ĐƯỜNG|ĐẤT|MƯƠNG|LẮP)\b|ĐỖ ĐẬU\b)"
) + ORDINARY
CAPITALISED = rf"(?-i:(?=[{UPPER}][^{UPPER}]))"
FAMOUS = {"hồ chí minh"}
VOTERS = re.compile(r"\bcử tri\s+$", re.IGNORECASE)
"""Before the name of a person, or of the place whose voters are meant."""

COUNTED = ("tổ", "khu", "thôn", "xóm", "ấp", "phường", "quận", "lộ", "ngày", "tháng", "năm", "lúc")
DATED = ("ngày", "từ", "đến", "trước", "sau", "sáng", "chiều", "tối", "số", "lộ")
"""Words before a number that is not of a house."""
GAP = r"[^\S\n]{0,2}[.()–-]?[^\S\n]{0,2}"
"""What stands between the digits of one number."""
START = r"(?<!\d)(?<!\d[.,])"
"""Not in the middle of an amount."""
NUMBER = r"\d+[a-z]?(?:\s?[/-]\s?\d+[a-z]?)*"
"""Of a house: "12A/5"."""
PAPERS = (
    r"cccd|cmnd|cmtnd|cmt|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|hộ chiếu|mã số thuế|số định danh|bhxh|bhyt"
    r"|tài khoản|stk|số tk"
)
MEASURES = r"đồng|đ\b|vnđ|vnd|m\b|m2|m²|m3|mét|ha\b|tấn|kg|lít"

AT = r"(?:\s?@\s?|\s?[\[({](?:at|a còng|@)[\])}]\s?|\s(?:at|a còng)\s)"
DOT = r"(?:\.|\s?[\[({](?:dot|chấm|\.)[\])}]\s?|\s(?:dot|chấm)\s)"
"""Parts of an address of mail, also as people write them against robots."""
PLATE = r"[1-9]\d[ -]?[A-Z]{1,2}\d?[ .-]?\d{3}\.?"

PATTERNS: tuple[tuple[str, str], ...] = (
    (MAIL, rf"(?<![\w.+-])[\w.+-]+(?:{AT}[\w-]+(?:{DOT}[\w-]+)+|@[\w-]+)"),
    (ACCOUNT, r"\b(?:https?://)?(?:www\.|m\.)?(?:facebook|fb|zalo|tiktok|youtube|instagram)\.\w+/[^\s,;)]+"),
    (BIRTH, r"(?P<keep>\b(?:sinh (?:ngày|năm)|(?:ngày|năm) sinh)\s*:?\s*)\d{1,4}(?:\s?[/.-]\s?\d{1,4}){0,2}"),
    (
        PAPER,
        rf"(?P<keep>\b(?:{PAPERS})\b(?:\s+(?:cá nhân|gắn chip|ngân hàng|là|số))*\s*[:/.]?\s*)"
        rf"[A-Z]{{0,3}}\d(?:{GAP}\d){{6,15}}",
    ),
    (
        PAPER,
        rf"(?P<keep>\b(?:biển (?:số|kiểm soát)|bks|xe(?: máy| tải| khách| con| ben)?|ô tô)\b"
        r"(?:\s+(?:xe|số)){0,3}\s*:?\s*)"
        rf"{PLATE}\d{{1,2}}\b",
    ),
    (PAPER, rf"{START}\b{PLATE}\d{{2}}\b(?!\s*(?:{MEASURES}|km))"),
    (PAPER, rf"{START}0(?:{GAP}\d){{11}}(?!\d)"),
    (PHONE, rf"{START}\(0\d{{1,3}}\)(?:{GAP}\d){{6,9}}(?!\d)"),
    (PHONE, rf"{START}(?:\(\+84\)|\+84)(?:{GAP}\d){{8,11}}(?!\d)"),
    (PHONE, rf"{START}(?:\(84\)|(?:00)?84){GAP}[235789](?:{GAP}\d){{8,9}}(?![.,]?\d)(?!\s*(?:{MEASURES}))"),
    (PHONE, rf"{START}(?:0(?:{GAP}\d){{9,10}}|84[35789]\d{{8}})(?!\d)"),
    (PAPER, rf"{START}(?:0(?:{GAP}\d){{8}}|\d{{12,16}}|\d{{9}})(?![.,]?\d)(?!\s*(?:{MEASURES}))"),
    (
        PHONE,
        r"(?P<keep>\b(?:đt|sđt|điện thoại|tel|fax|hotline|zalo|viber|số máy|gọi)\b"
        rf"(?:\s+(?:số|bàn|nhà|di động|cố định))*\s*[.:]?\s*)\d(?:{GAP}\d){{5,10}}(?!\d)",
    ),
    (HOUSE, rf"(?P<keep>\b(?:số nhà|nhà số|sn)\s*:?\s*){NUMBER}"),
    (HOUSE, rf"(?P<keep>\b(?:{HOUSE_ROAD})\s+{NUMBER},?\s+(?:nhà|số)\s+){NUMBER}"),
    (HOUSE, rf"(?P<keep>\bsố\s+){NUMBER}(?=,?\s+(?:(?:{HOUSE_ROAD}|đường|phố)\b|(?-i:{WORD}\s+{WORD})))"),
    (HOUSE, rf"(?P<keep>\b(?:{HOUSE_ROAD})\s+)\d+[a-z]?(?:/\d+[a-z]?)+"),
    (
        HOUSE,
        rf"{START}(?<!/){_not_after(*COUNTED)}"
        rf"\b\d{{1,4}}[a-z]?(?:/\d+[a-z]?)*(?=,?\s+(?:đường|phố)\s+(?-i:[{UPPER}]))",
    ),
    (
        HOUSE,
        rf"{START}(?<!/){_not_after(*DATED)}"
        rf"\b(?!\d+/\d+/(?:19|20)\d\d\b|\d+/(?:19|20)\d\d\b)\d+[a-z]?(?:/\d+[a-z]?)+(?=\s+(?-i:{WORD}\s+{WORD}))",
    ),
)
"""What is looked for before names; `keep` is the part that stays."""

PLACES = _not_after(*NAMED_AFTER, *LIVED_IN)
CAPITAL = rf"\b(?=[{UPPER}])"
"""What a name begins with: asked first, so that the many words before it are looked at in few places of a text."""
TITLE_CASE = rf"[{UPPER}](?=[^\W\d_{UPPER}]|\b)[^\W\d_]*"
LIST = rf"{WORD}(?:\s+{WORD}){{0,4}}"
NAMES: tuple[str, ...] = (
    rf"(?P<keep>\b(?i:{COUPLES})\s*:?\s+(?:(?i:ông|bà|anh|chị|em|cháu)\s+)?){NO_GIVEN}{LIST}"
    rf"(?:(?:\s?[-–&/,]\s?|\s(?:và|với|cùng)\s)(?:(?i:ông|bà|anh|chị|em|cháu)\s+)?{NO_GIVEN}{LIST}){{1,4}}",
    rf"{CAPITAL}(?<![.\w])(?!T\.\s?P\.|T\.\s?D\.|K\.\s?P\.)(?:[{UPPER}][^\W\d_]{{0,2}}\.\s?){{2,3}}{NO_GIVEN}"
    rf"[{UPPER}](?=[^\W\d_]){WORD[len(f'[{UPPER}]') :]}",
    rf"{CAPITAL}(?:Ng|Ngn|Tr|Trg|Ph|L|B|N|D|V)\.\s?(?:{MIDDLE})\s+{WORD}",
    rf"{CAPITAL}{PLACES}{NO_SURNAME}(?:{_both(SURNAMES)})\s+(?:{DOTTED}\.?|[{UPPER}][^\W\d_]{{0,2}}\.\s?{NO_GIVEN}{WORD})",
    rf"(?P<keep>\b(?i:{TITLES})\s+){DOTTED}",
    rf"{CAPITAL}{PLACES}(?!Đoàn){_both(SURNAMES)}(?:[-‐‑–][^\W\d_]{{1,7}}\b){{2,4}}",
    rf"{CAPITAL}{PLACES}(?:(?:Nay\s+)?(?:{HIGHLAND})(?:\s+(?:{HIGH_GIVEN}|{WORD})){{1,4}}"
    rf"|(?:Nay\s+)?{HIGH_GIVEN}(?:\s+{WORD}){{0,3}}|{WORD}(?:\s+{WORD})?\s+(?:{CLANS})\b)",
    rf"{CAPITAL}{PLACES}{NO_WAY}{NO_PLACE}{ORDINARY}(?:{WORDY})\s+{NO_GIVEN}(?:{TITLE_CASE}|A)\s+{TITLE_CASE}(?:\s+{TITLE_CASE})?",
    rf"{CAPITAL}{PLACES}{NO_WAY}(?:{WORDY.upper()})\s+{NO_WORDS}(?:ĐÌNH|HỮU|NGỌC|MINH|ĐỨC|QUANG|TUẤN|QUỐC|BÁ|KHẮC|HỒNG)\s+{WORD}",
    rf"\b(?=(?i:{TITLES})){NO_TITLE}(?:{PLACES}{CAPITALISED}|(?!{CAPITALISED}))(?P<keep>\b(?i:{TITLES})\s*:?\s+(?:(?i:ông|bà)\s+)?)"
    rf"{WORD}(?:\s+{WORD}){{0,4}}",
    rf"(?P<keep>\b(?i:{ROLES})(?:\s+[^\W\d]+){{0,5}}?\s+){_not_after(*NAMED_AFTER)}{NO_SURNAME}"
    rf"{_both(SURNAMES)}(?:\s+{WORD}){{2,4}}",
    rf"{CAPITAL}{_not_after(*NAMED_AFTER)}(?!(?i:{'|'.join((*NAMED_AFTER, *LIVED_IN))})\b){NO_SURNAME}"
    rf"{WORD}{GLUE}{NO_MIDDLE}(?:{MIDDLE}){GLUE}{WORD}(?:{GLUE}{WORD}){{0,2}}",
    rf"{CAPITAL}{PLACES}{NO_SURNAME}(?:{_both(SURNAMES)}\s+{WORD}|{_both(PLACE_LIKE)}\s+{WORD}\s+{WORD})(?:\s+{WORD}){{0,3}}",
    rf"{CAPITAL}{PLACES}{ORDINARY}{_both(UNMARKED)}\s+{WORD}\s+{WORD}(?:\s+{WORD}){{0,2}}",
    rf"\b(?=(?i:{SURNAMES})){PLACES}(?i:{SURNAMES})\s+(?i:{NO_MIDDLE}(?:văn|thị))\s+[^\W\d_]+",
)

HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Letters that nobody sees and that would take a name apart."""
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
MARKS = "".join(letter for code in range(0x300, 0x1F000) if unicodedata.combining(letter := chr(code)))
HEAP = re.compile(rf"([{MARKS}]{{4}})[{MARKS}]+")
"""More marks on one letter than any script writes: to bring them into order takes the square of their number."""
BLANKS, LINES = re.compile(r"[^\S\n]{2,}"), re.compile(r"\n(?:[^\S\n]?\n){2,}")
"""Blanks, and empty lines, without end: patterns that step over both would try every way of sharing them out."""


APART = re.compile(rf"[,;:()\[\]/&+\n\d]+|\s[-–—]\s|–|\s(?:và|cùng|với)\s|\s(?=(?:{TITLES})\s)")
TITLED = re.compile(rf"^(?:(?:{TITLES}|{COUPLES}|đại diện)(?:\s+|$))+", re.IGNORECASE)
SEVERAL = re.compile(rf"\b(?:{COUPLES})\b", re.IGNORECASE)
PLACED = re.compile(
    r"\b(?:thôn|xóm|ấp|bản|buôn|làng|tổ|khu|xã|phường|huyện|quận|tỉnh|phố|đường|số|sn|ở|tại|trú|ngụ|sinh)\b"
    r"|^(?i:thôn|xóm|ấp|bản|buôn|làng|tổ|khu|xã|phường|huyện|quận|tỉnh|phố|đường|số)\b"
)
"""What parts names from each other, stands before them, or after them."""
NO_PERSON = re.compile(
    r"^(?:nhân dân|người|dân|con|nghèo|cận nghèo|kinh doanh|tập thể|toàn thể|quần chúng|phụ nữ|nhiều|các|những"
    r"|một số|đông đảo|hội|chi (?:bộ|hội|đoàn)|ban(?! mai)|đảng|(?:ủy|uỷ) ban|ubnd|hđnd|mttq|ubmttq|mặt trận|nhóm"
    r"|công (?:ty|đoàn)|doanh nghiệp|hợp tác xã|htx|trường (?:mầm|mẫu|tiểu|trung học|th|thcs|thpt|đại học)|trạm|sở|bộ"
    r"|cơ quan|liên đoàn|cựu chiến binh|tổ|cụm|y tế"
    r"|đoàn (?:thanh niên|thể|viên|kết|đại biểu))\b"
    rf"|^(?:{CERTAIN_PLACES})$",
    re.IGNORECASE,
)
"""Who speaks for many: their words stand all over a text."""
SMALL_MIDDLE = ("văn", "thị", "van", "thi")
"""Parts of a name that are often written small."""
WHOLE_NAME = re.compile(rf"Y\s|(?:{SURNAMES}|{UNMARKED})(?:\s+\S+){{2}}", re.IGNORECASE)
"""Names that cannot be ordinary words, even written small."""
TYPED_SMALL = re.compile(
    rf"(?:{SURNAMES}|{UNMARKED})(?:\s+[^\W\d_]+){{2}}|Y\s+(?!(?:tế|tá|sĩ|sỹ|bác|học)\b)[^\W\d_]+"
    rf"|[^\W\d_]+\s+{NO_MIDDLE}(?:văn|thị)\s+[^\W\d_]+",
    re.IGNORECASE,
)
"""The name of a voter as it is typed on a telephone."""
DOING = re.compile(rf"\s(?:{ROLES}|nguyên|hưu trí|nông dân|công nhân|già làng|làm|là)\b", re.IGNORECASE)
"""What stands behind a name without a comma."""


class Finding(NamedTuple):
    """One thing that was struck out: what it is and how it stood in the text."""

    kind: str
    original: str


class Redacted(NamedTuple):
    """A text without what was found in it."""

    text: str
    found: list[Finding]


COMPILED = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in PATTERNS]
COMPILED_NAMES = [(NAME, re.compile(pattern)) for pattern in NAMES]


def redact(text: str, names: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> Redacted:
    """Strike out names, telephone numbers, papers, house numbers, days of birth, addresses of mail and of accounts.
    `names` are known beforehand; `places` are where the voters live ("cử tri Kim Sơn")."""
    text = _smooth(text)
    found: list[Finding] = []
    known = [
        (NAME, re.compile(_as_written(name), re.IGNORECASE if WHOLE_NAME.match(name.strip()) else 0))
        for name in names
        if len(name.strip()) > 3
    ]
    for kind, pattern in (*COMPILED, *known, *COMPILED_NAMES):
        text = pattern.sub(lambda match, kind=kind: _strike(match, kind, found, places), text)
    return Redacted(text, found)


def known_names(voter: str) -> tuple[str, ...]:
    """The names in a petition's line for voters, which may hold several, with titles and places: each by itself."""
    names, several = [], bool(SEVERAL.search(voter))
    for piece in (part.strip(' .-*•"“”') for part in APART.split(_smooth(voter))):
        title = TITLED.match(piece)
        name = PLACED.split(piece[title.end() if title else 0 :], maxsplit=1)[0].strip()
        names += _names_in(name, alone=bool(title) or several)
    return tuple(dict.fromkeys(names))


def findings(*texts: str, names: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> list[Finding]:
    """What still stands in texts that are about to be published, each once."""
    return list(dict.fromkeys(finding for text in texts for finding in redact(text, names, places).found))


def _smooth(text: str) -> str:
    """The text in composed letters and plain digits, without what nobody sees: no two blanks follow each other within a
    line, no two empty lines, no heap of marks."""
    text = unicodedata.normalize("NFC", HEAP.sub(r"\1", text)).translate(HIDDEN).translate(DIGITS)
    return LINES.sub("\n\n", BLANKS.sub(" ", text))


def _names_in(piece: str, *, alone: bool) -> list[str]:
    """The name with which a piece begins, where one person is meant: the words that begin with a capital, or typed
    small. A plain word counts only where it may stand `alone`. Of four small words the last may be no name any more."""
    if not piece or NO_PERSON.match(piece):
        return []
    words = list(takewhile(lambda word: word[0].isupper() or word in SMALL_MIDDLE, piece.split()))
    if len(words) == len(piece.split()) and piece[0].isupper():
        return [piece] if alone or not piece.isalpha() else []
    written = [" ".join(words)] if len(words) > 1 and words[0][0].isupper() else []
    if len(words) > 2 or not TYPED_SMALL.match(piece):
        return written
    small = DOING.split(piece, maxsplit=1)[0].split()
    given = 2 if small[0].lower() == "y" else 3
    return [" ".join(small[:length]) for length in range(min(len(small), given + 1), given - 1, -1)] + written


def _as_written(name: str) -> str:
    """A pattern for a known name, as usual or in capitals, with its accents or without, with any spaces."""
    name = unicodedata.normalize("NFC", name.strip())
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    plain = plain.replace("đ", "d").replace("Đ", "D")
    forms = dict.fromkeys(form for one in (name, plain) for form in (one, one.title(), one.upper()))
    return "|".join(r"\b" + GLUE.join(map(_part, form.split())) + r"\b" for form in forms)


def _part(word: str) -> str:
    return f"(?i:{word})" if word.lower() in SMALL_MIDDLE else re.escape(word)


def _strike(match: re.Match, kind: str, found: list[Finding], places: tuple[str, ...]) -> str:
    kept = match.groupdict().get("keep") or ""
    original = match[0][len(kept) :]
    if original.lower() in FAMOUS or VOTERS.search(kept) and original in places:
        return match[0]
    found.append(Finding(kind, original))
    return f"{kept}[{kind}]"
