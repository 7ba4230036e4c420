"""Closed vocabularies of *who*."""

from enum import nonmember

from django.db import models


class Level(models.TextChoices):
    """Level of a locality; districts ended on 2025-07-01."""

    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"


class LocalityKind(models.TextChoices):
    PROVINCE = "province", "tỉnh"
    CITY = "city", "thành phố"
    DISTRICT = "district", "huyện"
    TOWN = "town", "thị xã"
    COMMUNE = "commune", "xã"
    WARD = "ward", "phường"
    TOWNSHIP = "township", "thị trấn"
    SPECIAL_ZONE = "special_zone", "đặc khu"


class BodyKind(models.TextChoices):
    """Kinds of bodies; the three principal ones sign the coordination regulation."""

    COUNCIL = "council", "Hội đồng nhân dân"
    COUNCIL_STANDING = "council_standing", "Thường trực HĐND"
    COUNCIL_BOARD = "council_board", "Ban của HĐND"
    DELEGATE_GROUP = "delegate_group", "Tổ đại biểu"
    NA_DELEGATION = "na_delegation", "Đoàn đại biểu Quốc hội"
    COMMITTEE = "committee", "Ủy ban nhân dân"
    DEPARTMENT = "department", "Sở, ngành, cơ quan chuyên môn"
    FRONT = "front", "Ủy ban MTTQ Việt Nam"
    FRONT_STANDING = "front_standing", "Ban Thường trực Ủy ban MTTQ"
    MEMBER_ORGANISATION = "member_organisation", "Tổ chức thành viên của Mặt trận"
    OFFICE = "office", "Văn phòng"
    RECEPTION_BOARD = "reception_board", "Ban Tiếp công dân"
    INSPECTORATE = "inspectorate", "Thanh tra"
    PARTY = "party", "Cơ quan Đảng"
    VERTICAL = "vertical", "Cơ quan, đơn vị ngành dọc"
    ENTERPRISE = "enterprise", "Doanh nghiệp, đơn vị sự nghiệp"
    CENTRAL = "central", "Cơ quan Trung ương"
    OTHER = "other", "Cơ quan khác"

    PRINCIPAL = nonmember(("council", "committee", "front"))
    OF_COUNCIL = nonmember(("council", "council_standing", "council_board", "delegate_group"))


class ConcernKind(models.TextChoices):
    """As what a body or a person is concerned with a record."""

    OWNER = "owner", "cơ quan thực hiện"
    BENEFICIARY = "beneficiary", "cơ quan được thực hiện cho"
    ADDRESSEE = "addressee", "nơi nhận"
    REFERRAL = "referral", "nơi được chuyển"
    PREPARING = "preparing", "cơ quan chuẩn bị"
    TARGET = "target", "đối tượng giám sát"
    INVITED = "invited", "được mời"
    PARTY = "party", "bên tham gia"
    TERRITORY = "territory", "địa bàn"
    NAMED = "named", "người được nêu tên"

    FOR_DELEGATES = nonmember(("addressee", "invited"))
    ONLY_READING = nonmember(("territory", "invited"))
