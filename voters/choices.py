"""Closed vocabularies of voter contact and petitions. Groups that the program speaks of are named beside the values."""

from enum import nonmember

from django.db import models


class MeetingKind(models.TextChoices):
    """Why, or in which form, delegates meet voters."""

    BEFORE = "before", "trước kỳ họp"
    AFTER = "after", "sau kỳ họp"
    THEMATIC = "thematic", "chuyên đề"
    WORKPLACE = "workplace", "nơi làm việc"
    RESIDENCE = "residence", "nơi cư trú"
    ONLINE = "online", "trực tuyến"
    OUTSIDE = "outside", "ngoài đơn vị bầu cử"
    OTHER = "other", "hình thức khác"


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", "trong kế hoạch"
    HELD = "held", "đã tổ chức"
    CANCELLED = "cancelled", "không tổ chức"


class PlanStatus(models.TextChoices):
    """Where the plan of a round of contact stands."""

    DRAFT = "draft", "đang soạn"
    ISSUED = "issued", "đã ban hành"
    CLOSED = "closed", "đã kết thúc"


class DelegateLevel(models.TextChoices):
    """Of which council, or of the National Assembly, the delegates at a meeting are."""

    NATIONAL = "national", "Quốc hội"
    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"


class Qualifier(models.TextChoices):
    """How sure a number is, in the words of its source."""

    EXACT = "exact", "đúng"
    ABOUT = "about", "khoảng"
    OVER = "over", "hơn"
    NEARLY = "nearly", "gần"


class AttendeeGroup(models.TextChoices):
    """Who came; offices count direct labourers apart because they are seldom heard."""

    FARMER = "farmer", "nông dân"
    WORKER = "worker", "công nhân"
    TRADER = "trader", "hộ kinh doanh, lao động tự do"
    CADRE = "cadre", "cán bộ thôn, tổ dân phố, xã"
    RETIRED = "retired", "hưu trí, người cao tuổi"
    OTHER = "other", "đối tượng khác"

    DIRECT_LABOUR = nonmember(("farmer", "worker", "trader"))


class PetitionKind(models.TextChoices):
    """Three different acts: what one thinks, what one asks for, what one reports."""

    OPINION = "opinion", "ý kiến"
    PETITION = "petition", "kiến nghị"
    REFLECTION = "reflection", "phản ánh"


class Origin(models.TextChoices):
    """By which way a petition came."""

    BEFORE = "before", "TXCT trước kỳ họp"
    AFTER = "after", "TXCT sau kỳ họp"
    THEMATIC = "thematic", "TXCT chuyên đề"
    WORKPLACE = "workplace", "TXCT nơi làm việc"
    RESIDENCE = "residence", "TXCT nơi cư trú"
    ONLINE = "online", "TXCT trực tuyến"
    OUTSIDE = "outside", "TXCT ngoài đơn vị bầu cử"
    OTHER = "other", "TXCT hình thức khác"
    RECEPTION = "reception", "tiếp công dân"
    HOTLINE = "hotline", "đường dây nóng kỳ họp"
    FRONT = "front", "MTTQ tập hợp"
    DELEGATE = "delegate", "đại biểu kiến nghị"
    NATIONAL_ASSEMBLY = "national_assembly", "Quốc hội, Đoàn ĐBQH chuyển"


class JurisdictionLevel(models.TextChoices):
    """Which level is competent; *ngành dọc* are electricity, insurance, tax and other bodies outside the locality."""

    CENTRAL = "central", "Trung ương"
    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"
    VERTICAL = "vertical", "ngành dọc"


class Field(models.TextChoices):
    """What a petition is about. The stored values are the codes that the offices' own lists use."""

    ROADS = "giao_thong", "Giao thông"
    ROAD_SAFETY = "an_toan_giao_thong", "An toàn giao thông"
    LIGHTING = "chieu_sang", "Chiếu sáng công cộng"
    IRRIGATION = "thuy_loi", "Thủy lợi"
    DIKES = "de_dieu_phong_chong_thien_tai", "Đê điều, phòng chống thiên tai"
    DRAINAGE = "thoat_nuoc", "Thoát nước"
    CLEAN_WATER = "nuoc_sach", "Nước sạch"
    ELECTRICITY = "dien", "Điện"
    TELECOM = "vien_thong", "Viễn thông"
    LAND_TITLES = "dat_dai_gcn", "Đất đai, giấy chứng nhận"
    LAND_DISPUTES = "dat_dai_tranh_chap", "Tranh chấp đất đai"
    COMPENSATION = "gpmb_boi_thuong", "Bồi thường, giải phóng mặt bằng"
    RESETTLEMENT = "gpmb_tai_dinh_cu", "Tái định cư"
    URBAN_PLANNING = "quy_hoach_do_thi", "Quy hoạch, đô thị"
    PUBLIC_PROPERTY = "tai_san_cong", "Tài sản công"
    ENVIRONMENT = "moi_truong", "Môi trường"
    MINERALS = "khoang_san", "Khoáng sản"
    FARMING = "nong_nghiep", "Nông nghiệp"
    FORESTRY = "lam_nghiep", "Lâm nghiệp"
    EDUCATION = "giao_duc", "Giáo dục"
    HEALTH = "y_te", "Y tế"
    HEALTH_INSURANCE = "bao_hiem_y_te", "Bảo hiểm y tế"
    SOCIAL_INSURANCE = "bao_hiem_xa_hoi", "Bảo hiểm xã hội"
    MERIT = "nguoi_co_cong", "Người có công"
    SOCIAL_PROTECTION = "bao_tro_xa_hoi", "Bảo trợ xã hội"
    POVERTY = "giam_ngheo", "Giảm nghèo"
    STAFF_POLICY = "che_do_can_bo", "Chế độ cán bộ"
    ADMINISTRATION = "cai_cach_hanh_chinh", "Cải cách hành chính"
    BOUNDARIES = "dia_gioi_hanh_chinh", "Địa giới hành chính"
    SECURITY = "an_ninh_trat_tu", "An ninh trật tự"
    HERITAGE = "van_hoa_di_tich", "Văn hóa, di tích"
    JUSTICE = "tu_phap", "Tư pháp, thi hành án"
    OTHER = "khac", "Lĩnh vực khác"


class PetitionStatus(models.TextChoices):
    """Where a petition stands in its life; what came of it is its `Result`."""

    NEW = "new", "Mới"
    FORWARDED = "forwarded", "Đã chuyển"
    IN_PROGRESS = "in_progress", "Đang giải quyết"
    ANSWERED = "answered", "Đã trả lời"
    REOPENED = "reopened", "Mở lại, đang giải quyết"
    RETURNED = "returned", "Trả lại, không đúng thẩm quyền"
    FINISHED = "finished", "Đã kết thúc"

    OPEN = nonmember(("new", "forwarded", "in_progress", "answered", "reopened"))
    UNDER_WAY = nonmember(("forwarded", "in_progress", "reopened"))


class Result(models.TextChoices):
    """Result classes; what each means for the facts *answered, resolved, finished* stands in `rules.MEANING`."""

    RESOLVED = "resolved", "Đã giải quyết xong"
    EXPLAINED = "explained", "Giải trình, cung cấp thông tin"
    PLANNED = "planned", "Sẽ giải quyết, có lộ trình"
    WAITING_FOR_FUNDS = "waiting_for_funds", "Chờ nguồn lực"
    IN_PROGRESS = "in_progress", "Đang giải quyết"
    ACCEPTED_FOR_STUDY = "accepted_for_study", "Tiếp thu, nghiên cứu"
    CANNOT_RESOLVE = "cannot_resolve", "Không có cơ sở giải quyết"
    RETURNED = "returned", "Trả lại, không đúng thẩm quyền"
    NONE = "none", "Chưa có kết quả"

    BY_REPLY = nonmember(
        ("resolved", "explained", "planned", "waiting_for_funds", "accepted_for_study", "cannot_resolve")
    )


class BatchStatus(models.TextChoices):
    """Where a batch of petitions stands."""

    SYNTHESISING = "synthesising", "Đang tổng hợp"
    ASKED = "asked", "Đang lấy ý kiến"
    AGREED = "agreed", "Đã thống nhất"
    SENT = "sent", "Đã gửi"

    NOT_SENT = nonmember(("synthesising", "asked", "agreed"))
    UNDER_AGREEMENT = nonmember(("asked", "agreed"))

    @classmethod
    def of_dates(cls, agreed_on, dispatched_on) -> "BatchStatus":
        """Where a batch stands of which only the days are known."""
        if dispatched_on:
            return cls.SENT
        return cls.AGREED if agreed_on else cls.SYNTHESISING


class Judgement(models.TextChoices):
    SATISFIED = "satisfied", "Thỏa đáng"
    PARTLY = "partly", "Thỏa đáng một phần"
    UNSATISFIED = "unsatisfied", "Chưa thỏa đáng"

    NOT_ENOUGH = nonmember(("partly", "unsatisfied"))


class FollowUpStatus(models.TextChoices):
    """Where a written reminder to a body stands."""

    DRAFT = "draft", "Đang soạn"
    SENT = "sent", "Đã gửi"
    DROPPED = "dropped", "Thôi gửi"


class SettlementStatus(models.TextChoices):
    """Where a committee's report on petitions stands."""

    RECEIVED = "received", "Đã nhận"
    ASSIGNED = "assigned", "Đang thẩm tra"
    VERIFIED = "verified", "Đã thẩm tra"


class SupervisionStatus(models.TextChoices):
    """Where the report to the session stands."""

    DRAFT = "draft", "Đang soạn"
    ISSUED = "issued", "Đã ban hành"


class DraftStatus(models.TextChoices):
    """Where the draft of a reply stands on its way to a leader's clearance."""

    DRAFTING = "drafting", "Đang soạn"
    CHECKING = "checking", "Chờ kiểm tra"
    CLEARING = "clearing", "Chờ duyệt"
    CLEARED = "cleared", "Đã duyệt, chờ gửi"
    RETURNED = "returned", "Trả lại để sửa"
    SENT = "sent", "Đã gửi"
    DROPPED = "dropped", "Thôi, không gửi"

    ON_THE_WAY = nonmember(("drafting", "checking", "clearing", "cleared", "returned"))
    BEING_WRITTEN = nonmember(("drafting", "returned"))


class PublicationStatus(models.TextChoices):
    """Where the public version of a petition stands."""

    DRAFT = "draft", "Bản soạn"
    PUBLISHED = "published", "Đã đăng"
    WITHDRAWN = "withdrawn", "Đã gỡ"
