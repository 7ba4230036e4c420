"""Petitions from and to Excel, with the headings that offices use. A load creates and corrects. A new petition may come
with what was done already; what is stored moves by buttons only, so a file never changes its steps.
"""

import re
from dataclasses import dataclass

from coordination.exchange.cells import CellFault
from coordination.exchange.columns import Choice, Day, Found, Text, YesNo
from coordination.exchange.kinds import Kind, register
from coordination.lib.text import fold
from coordination.people.models import Person
from coordination.people.permissions import Permission
from sessions.exchange import BY_BUTTON, session_names
from sessions.models import CouncilSession
from voters import actions, taken
from voters.choices import (
    Field,
    Judgement,
    JurisdictionLevel,
    MeetingKind,
    Origin,
    PetitionKind,
    PetitionStatus,
    Result,
)
from voters.models import Batch, ContactMeeting, Petition
from voters.models.handling import REPLY_RESULTS
from voters.nearby import BodiesNear, BodyNear, PlaceNear, TimesRaised, round_names
from voters.rules import keeps_register
from voters.taken import latest

OWN_CODE = re.compile(r"KN-(\d{4})-(\d{1,9})")
DECIDED = ("level", "competent_body")
"""Decided while a petition is new; afterwards refusing and forwarding change it."""
OF_MEETING = {
    MeetingKind.BEFORE: Origin.BEFORE,
    MeetingKind.AFTER: Origin.AFTER,
    MeetingKind.THEMATIC: Origin.THEMATIC,
}
"""By which way a petition came that was raised at such a meeting."""


@dataclass(frozen=True)
class Round(Found):
    """The session that a round of contact belongs to: "Trước kỳ họp thứ 9" is session 9."""

    def find(self, words, place):
        bare = re.sub(r"^(txct |tiep xuc cu tri )?(truoc|sau) ", "", fold(words))
        return super().find(bare if bare != fold(words) else words, place)


def batch_names(batch: Batch) -> tuple[str, ...]:
    """How a batch may be named: by its name or by the number of its dispatch."""
    return batch.name, batch.dispatch_number


# --- Writing ------------------------------------------------------------------------------------------------------


def save_petition(values: dict, existing, *, by, place):
    """One petition. A new one may come with what was done already: it is done again, each step on its day."""
    values = dict(values)
    predecessor = values.pop("predecessor", None)
    own = {key: values[key] for key in values if key in OWN}
    if existing:
        _keeps(existing, values)
    petition = existing or Petition(locality=place.locality)
    for name, value in own.items():
        if value is not None or existing or name not in HAS_DEFAULT:
            setattr(petition, name, value)
    if predecessor is not None:
        petition.predecessor = _earlier(petition, predecessor, place)
    if existing:
        return actions.edit_petition(petition, by=by)
    _complete(petition)
    actions.register(petition, by=by)
    taken.take(petition, values, place, by=by)
    return petition


def _keeps(petition, values) -> None:
    """Refuse a file that changes what only a button may change."""
    decided = DECIDED if petition.status != PetitionStatus.NEW else ()
    for name in (*STEPS, *decided):
        if name in values and values[name] != PETITIONS.column(name).of(petition):
            raise CellFault(BY_BUTTON, name)


def _complete(petition) -> None:
    """What a register may leave open because other columns say it: where it came from, its number."""
    petition.kind = petition.kind or PetitionKind.PETITION
    if not petition.origin and petition.meeting:
        petition.origin = OF_MEETING.get(petition.meeting.kind, "")
    if not petition.origin:
        raise CellFault("còn trống.", "origin")
    found = OWN_CODE.fullmatch(petition.code)
    if found and petition.received_on and int(found[1]) == petition.received_on.year:
        petition.number = int(found[2])


def _earlier(petition, code: str, place):
    if not code:
        return None
    found = place.rows(Petition).filter(code__iexact=code).exclude(pk=petition.pk).first()
    if found is None:
        raise CellFault(f"không có kiến nghị mang mã “{code[:40]}”; kiến nghị lần trước phải đứng trước trong tệp.",
                        "predecessor")  # fmt: skip
    return found


def sees_personal(place) -> bool:
    """Names of voters are for those who keep the register, and for whoever runs the server."""
    return place.user is None or keeps_register(place.user.acting, place.locality.pk)


def stored(place):
    """The petitions of a place with all that their columns read."""
    rows = place.rows(Petition).select_related(
        "place", "session__term", "meeting__place", "competent_body", "monitor", "batch", "raised_by", "predecessor"
    )
    return rows.prefetch_related(
        "referrals__to",
        "referrals__supporting",
        "replies__body",
        "replies__copied_to",
        "verdicts__body",
        "result_changes",
    ).order_by("pk")


# --- Columns ------------------------------------------------------------------------------------------------------

WHAT = (
    Text("code", "Mã kiến nghị", aliases=("Mã", "Mã số"), limit=30, width=16, blank_keeps=True,
         hint="Để trống thì chương trình cho mã tiếp theo của năm."),
    Text(
        "content",
        "Nội dung kiến nghị",
        aliases=("Nội dung", "Nội dung ý kiến, kiến nghị", "Nội dung ý kiến kiến nghị của cử tri", "Kiến nghị"),
        required=True,
        lines=True,
        example="Mặt đường liên xã đoạn qua thôn Đông hư hỏng, đề nghị sửa trước mùa mưa",
        width=60,
    ),
    Text("title", "Tóm tắt", limit=300, width=30, blank_keeps=True, hint="Để trống thì lấy câu đầu của nội dung."),
    Choice("kind", "Loại", aliases=("Loại ý kiến",), options=tuple(PetitionKind.choices), blank_keeps=True, width=12),
    Text("voter", "Cử tri", aliases=("Họ tên cử tri", "Người kiến nghị", "Cử tri/địa chỉ"), limit=160, personal=True,
         width=24,
         hint="Dữ liệu cá nhân: chỉ có trong tệp của nơi giữ sổ."),
    Text(
        "place_detail",
        "Địa chỉ (thôn, tổ)",
        aliases=("Thôn, tổ dân phố", "Thôn", "Địa chỉ/thôn", "Thôn/tổ"),
        limit=160,
        example="thôn Đông",
    ),
    PlaceNear(
        "place",
        "Xã, phường",
        aliases=("Xã", "Địa bàn", "Địa phương", "Xã/phường", "Xã, phường, thị trấn", "Đơn vị tiếp nhận"),
        width=24,
    ),
    Round(
        "session",
        "Đợt TXCT, kỳ họp",
        aliases=("Kỳ họp", "Đợt TXCT", "Đợt tiếp xúc cử tri", "Đợt TXCT/kỳ họp", "Gắn với kỳ họp", "Kỳ TXCT"),
        model=CouncilSession,
        names=session_names,
        noun="kỳ họp",
        select=lambda rows: rows.select_related("term"),
        choose=True,
        width=34,
        hint="Tên hoặc số kỳ họp đã lập; nhận cả “trước kỳ họp thứ 9”.",
    ),
    Found("meeting", "Cuộc tiếp xúc", aliases=("Hội nghị TXCT", "Điểm tiếp xúc"), model=ContactMeeting,
          names=round_names, noun="cuộc tiếp xúc", select=lambda rows: rows.select_related("place"), width=34,
          hint="Như tên trong danh sách cuộc tiếp xúc, hoặc địa điểm và ngày."),
    Choice("origin", "Nguồn", aliases=("Nguồn kiến nghị", "Hình thức", "Nguồn dữ liệu"),
           options=tuple(Origin.choices), blank_keeps=True, width=24,
           hint="Để trống thì lấy theo cuộc tiếp xúc."),
    Found("raised_by", "Đại biểu chuyển", aliases=("Đại biểu",), model=Person, names=lambda person: (person.name,),
          noun="người", width=24),
    Day("received_on", "Ngày nhận", aliases=("Ngày tiếp nhận",), required=True, example="18/05/2026"),
    Choice("field", "Lĩnh vực", aliases=("Nhóm/lĩnh vực", "Nhóm lĩnh vực"), options=tuple(Field.choices), width=26),
    Choice(
        "level",
        "Thẩm quyền",
        aliases=("Cấp thẩm quyền", "Thẩm quyền giải quyết", "Cấp giải quyết"),
        options=tuple(JurisdictionLevel.choices),
        also=(("TW", "central"), ("tỉnh", "province"), ("huyện", "district"), ("xã", "commune")),
        width=16,
    ),
    BodyNear("competent_body", "Cơ quan chủ trì", aliases=(
        "Cơ quan giải quyết", "Cơ quan chủ trì giải quyết", "Cơ quan có thẩm quyền", "Đơn vị giải quyết"), width=30),
    BodiesNear("supporting", "Cơ quan phối hợp", aliases=("Đơn vị phối hợp",), reads=latest("forward", "supporting"),
               blank_keeps=True, width=30),
    BodyNear("monitor", "Ban theo dõi", aliases=("Ban, Tổ đại biểu theo dõi",), width=26),
    Day("due_on", "Thời hạn", aliases=("Hạn trả lời", "Thời hạn giải quyết", "Hạn")),
    TimesRaised("times_raised", "Kiến nghị lần thứ", aliases=(
        "Lần thứ", "Kiến nghị lần đầu/nhiều lần", "Kiến nghị mấy lần", "Số lần kiến nghị"), blank_keeps=True),
    Text("first_raised", "Lần đầu", aliases=("Kiến nghị lần đầu",), limit=120, width=24),
    Text("earlier_history", "Ghi chú", aliases=("Diễn biến trước đây",), lines=True, width=30,
         hint="Diễn biến những lần trước, mỗi lần một dòng."),
    YesNo("urgent", "Cấp bách"),
    Text("misdirected_to", "Đã gửi nhầm tới", limit=160, width=24),
    Text("misdirected_right", "Nơi đúng thẩm quyền", limit=160, width=24),
    Found("batch", "Đợt tổng hợp", model=Batch, names=batch_names, noun="đợt tổng hợp", choose=True, width=30),
    Text("predecessor", "Mã lần trước", aliases=("Kiến nghị lần trước",), path="predecessor__code", limit=30, width=16),
)  # fmt: skip

DONE = (
    Day("forwarded_on", "Ngày chuyển", reads=latest("forward", "on"), blank_keeps=True,
        hint="Để trống mà đã có bước sau thì lấy ngày của bước sau."),
    Text("forward_number", "Số phiếu chuyển", aliases=("Số công văn chuyển",), limit=60,
         reads=latest("forward", "number"), blank_keeps=True),
    Day("accepted_on", "Ngày nhận giải quyết", reads=latest("accept", "on"), blank_keeps=True,
        hint="Để trống mà đã có bước sau thì lấy ngày của bước sau."),
    Choice(
        "result",
        "Kết quả",
        aliases=("Kết quả giải quyết",),
        options=tuple(Result.choices),
        also=(
            ("đã giải quyết", "resolved"),
            ("giải quyết xong", "resolved"),
            ("giải trình", "explained"),
            ("giải trình, thông tin", "explained"),
            ("sẽ giải quyết", "planned"),
            ("sẽ giải quyết (có lộ trình)", "planned"),
            ("chưa rõ", "none"),
            ("chưa giải quyết", "none"),
        ),
        blank_keeps=True,
        width=26,
    ),
    Text("reply_text", "Nội dung trả lời", aliases=("Kết quả trả lời", "Nội dung giải quyết, trả lời"), lines=True,
         reads=latest("reply", "text", "spot"), blank_keeps=True, width=50),
    Text("reply_number", "Số văn bản", aliases=("Số văn bản trả lời", "Văn bản trả lời", "Số, ký hiệu văn bản"),
         limit=60, reads=latest("reply", "number", "spot"), blank_keeps=True),
    Day("replied_on", "Ngày trả lời", reads=latest("reply", "on", "spot"), blank_keeps=True),
    BodyNear("reply_body", "Cơ quan trả lời", reads=latest("reply", "body", "spot"), blank_keeps=True, width=30,
             hint="Để trống thì là cơ quan chủ trì."),
    Choice("reply_says", "Kết quả nêu trong trả lời", options=tuple(REPLY_RESULTS), blank_keeps=True, width=26,
           reads=latest("reply", "says", "spot"), hint="Để trống thì suy từ kết quả và ngày giải quyết xong."),
    YesNo("on_spot", "Trả lời tại hội nghị", reads=taken.on_spot, blank_keeps=True),
    BodiesNear("copied_to", "Đồng gửi", reads=latest("reply", "copied_to"), blank_keeps=True, width=24),
    Day("promised_on", "Hẹn xong ngày", aliases=("Thời hạn hoàn thành",), reads=latest("reply", "promised_on"),
        blank_keeps=True),
    Text("roadmap", "Lộ trình", aliases=("Lộ trình, nguồn vốn",), reads=latest("reply", "roadmap"), blank_keeps=True,
         lines=True, width=30),
    Day("told_on", "Ngày báo cử tri", reads=latest("reply", "told_on"), blank_keeps=True),
    Day("resolved_on", "Ngày giải quyết xong", aliases=("Ngày hoàn thành",), reads=latest("resolve", "on"),
        blank_keeps=True),
    Text("evidence", "Bằng chứng", aliases=("Minh chứng",), reads=latest("resolve", "text"), blank_keeps=True,
         lines=True, width=30),
    Day("judged_on", "Ngày đánh giá", reads=latest("judge", "on"), blank_keeps=True),
    Choice("judgement", "Đánh giá", options=tuple(Judgement.choices), reads=latest("judge", "says"), blank_keeps=True),
    BodyNear("judge", "Cơ quan đánh giá", reads=latest("judge", "body"), blank_keeps=True, width=26),
    Text("verdict_text", "Nhận xét", reads=latest("judge", "text"), lines=True, blank_keeps=True, width=30),
    Day("reopened_on", "Ngày mở lại", reads=latest("reopen", "on"), blank_keeps=True),
    Day("returned_on", "Ngày trả lại", reads=latest("return", "on"), blank_keeps=True),
    Text("return_reason", "Lý do trả lại", reads=latest("return", "text"), lines=True, blank_keeps=True, width=30),
    Day("ended_on", "Ngày kết thúc", reads=latest("finish", "on"), blank_keeps=True),
    Text("earlier_steps", "Các bước trước đó", reads=taken.earlier, lines=True, blank_keeps=True, width=30,
         hint=f"Các lần chuyển, từ chối, trả lời trước; mỗi bước một dòng: {taken.LINE}."),
    Choice("status", "Trạng thái", aliases=("Trạng thái giải quyết", "Tình trạng"),
           options=tuple(PetitionStatus.choices), blank_keeps=True, width=22,
           hint="Để trống thì suy từ các ngày. Của kiến nghị đã có chỉ đổi bằng nút thao tác."),
)  # fmt: skip
"""What was done already: never changed by a file once it is stored."""

OWN = {column.key for column in WHAT} - {"supporting", "predecessor"}
STEPS = ("supporting", *(column.key for column in DONE))
HAS_DEFAULT = ("kind", "times_raised", "urgent")

PETITIONS = register(
    Kind(
        code="petitions",
        label="kiến nghị cử tri",
        model=Petition,
        permission=Permission.PETITION_REGISTER,
        title="content",
        keys=(("code",), ("content", "place", "received_on"), ("content", "received_on")),
        save=save_petition,
        rows=stored,
        sees_personal=sees_personal,
        lead="Kiến nghị mới có thể kèm những việc đã làm với ngày của chúng; kiến nghị đã có trong sổ thì các bước "
        "chỉ đổi bằng nút thao tác.",
        columns=(*WHAT, *DONE),
    )
)
