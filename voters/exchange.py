"""Petitions from and to Excel, with the headings that offices use. A load creates and corrects. A new petition may come
with what was done already; what is stored moves by buttons only, so a file never changes its steps.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter

from django.utils import timezone

from coordination.exchange.cells import CellFault
from coordination.exchange.columns import Choice, Code, Day, Found, Text, YesNo
from coordination.exchange.kinds import Kind, register
from coordination.lib.text import fold
from coordination.people.models import Locality, Person
from coordination.people.permissions import Permission
from coordination.ui.show import lowfirst
from sessions.exchange import BY_BUTTON, session_names
from sessions.models import CouncilSession
from voters import actions, routing, taken
from voters.actions.numbering import keep_numbers
from voters.choices import (
    BatchStatus,
    Field,
    Judgement,
    JurisdictionLevel,
    Origin,
    PetitionKind,
    PetitionStatus,
    Result,
)
from voters.codes import OWN_CODE
from voters.linking import LINKS, link, named, set_link
from voters.models import Batch, Petition
from voters.models.handling import REPLY_RESULTS
from voters.nearby import BodiesNear, BodyNear, MeetingNamed, MeetingsNamed, PlaceNear, TimesRaised
from voters.queries.levels import districts_ended_on, why_no_level
from voters.queries.naming import with_known
from voters.queries.succession import committee_of
from voters.replaying import with_steps
from voters.rules import held_by_batch, keeps_register, origin_of
from voters.taken import latest

DECIDED = ("level", "competent_body")
"""Decided while a petition is new; afterwards refusing and forwarding change it."""
ONCE = ("original_session", "unsplit_content", "confidential", "split_from", "merged_into")
"""Told by a file while a petition is brought in; afterwards acts of their own change it."""

KNOWN = ("session", "meeting", "batch", "original_session")
"""Links that are named only to those who may know what they lead to."""


@dataclass(frozen=True)
class Round(Found):
    """The session that a round of contact belongs to: "Trước kỳ họp thứ 9" is session 9."""

    def find(self, words, place):
        bare = re.sub(r"^(txct |tiep xuc cu tri )?(truoc|sau) ", "", fold(words))
        return super().find(bare if bare != fold(words) else words, place)


@dataclass(frozen=True)
class OwnCode(Text):
    """The code of the row itself; those that the program gives may be typed in small letters."""

    def value(self, cell, place):
        words = super().value(cell, place)
        return words.upper() if OWN_CODE.fullmatch(words.upper()) else words


def batch_names(batch: Batch) -> tuple[str, ...]:
    """How a batch may be named: by its name or by the number of its dispatch."""
    return batch.name, batch.dispatch_number


# --- Writing ------------------------------------------------------------------------------------------------------


def save_petition(values: dict, existing, *, by, place):
    """One petition. A new one may come with what was done already: it is done again, each step on its day."""
    if existing:
        return _correct(existing, values, place, by=by)
    petition = actions.register(_new(values, place), by=by)
    return _bring_up(petition, values, place, by=by)


def save_petitions(many: list[dict], *, by, place):
    """New petitions in their order: registered together, each as if it came alone; one that belongs to another of them
    by itself, when its turn comes."""
    codes = {(values.get("code") or "").lower() for values in many} - {""}
    alone = [
        any((values.get(name) or "").lower() in codes for name in ("predecessor", "split_from")) for values in many
    ]
    for is_alone, run in groupby(zip(many, alone, strict=True), key=itemgetter(1)):
        rows = [values for values, _ in run]
        for part in [[values] for values in rows] if is_alone else [rows]:
            petitions = [_new(values, place) for values in part]
            actions.register_all(petitions, by=by)
            for petition, values in zip(petitions, part, strict=True):
                yield _bring_up(petition, values, place, by=by)


def _new(values, place) -> Petition:
    for fault in check(values, place, set()):
        raise fault
    petition = Petition(locality=place.locality)
    _fill(petition, values)
    _complete(petition)
    for name in LINKS:
        if code := values.get(name):
            found = named(petition, name, code, place)
            if found and name != "merged_into":  # what is merged cannot be forwarded: the past comes first
                setattr(petition, name, found)
    return petition


def check(values, place, unread: set[str]):
    """The faults of a new row that can be told before it is written."""
    code, on = values.get("code") or "", values.get("received_on")
    yield from _unknown_code(code, values, place)
    year = OWN_CODE.fullmatch(code)
    if place.user is not None and year and on and int(year[1]) != on.year:
        yield CellFault(f"mã “{code}” thuộc năm {year[1]}, ngày nhận ở năm {on.year}.", "code")
    yield from _ahead(values, place)
    if place.user is not None:
        ended_on = partial(place.once, "districts", districts_ended_on)
        if words := why_no_level(values.get("level"), on, ended_on):
            yield CellFault(lowfirst(words), "level")
    if not values.get("origin") and not values.get("meeting") and not unread & {"origin", "meeting"}:
        yield CellFault("còn trống.", "origin")


def _ahead(values, place):
    """Nobody has received anything on a day to come; on the server neither."""
    if (on := values.get("received_on")) and on > place.once("today", timezone.localdate):
        yield CellFault("ngày này chưa tới.", "received_on")


def _unknown_code(code: str, values, place):
    """A code that the register lacks is a slip of the pen, and would make the same petition twice. Own codes come in
    with the first file of an empty register, and from the server's shell, where a large dump comes in several files.
    """
    may_bring = place.once("own codes", lambda: place.user is None or not _register_of(place).exists())
    if not code or may_bring:
        return
    like = place.rows(Petition).filter(content=values.get("content"), received_on=values.get("received_on"))
    meant = [row.code for row in like[:2]]
    same = f"; có phải {meant[0]}, cùng nội dung và ngày nhận?" if len(meant) == 1 else "."
    yield CellFault(f"sổ không có mã “{code}”{same} Kiến nghị mới thì để trống ô này.", "code")


def _register_of(place):
    return Petition.objects.filter(locality=place.locality)  # ungated: only asked whether there is any


def _fill(petition, values) -> None:
    """The fields that the row tells; an empty cell leaves a new petition what it has by itself."""
    for name in OWN & values.keys():
        if values[name] is None and (_is_hidden(petition, name) if petition.pk else name in HAS_DEFAULT):
            continue
        setattr(petition, name, values[name])


def _is_hidden(petition, name: str) -> bool:
    """Whether a stored link leads where the reader may not know: its cell in their file was empty from the start."""
    return name in KNOWN and getattr(petition, f"{name}_id") is not None and getattr(petition, name) is None


def _correct(petition, values, place, *, by):
    """A stored petition: what a form may change."""
    _keeps(petition, values, place)
    for fault in _ahead(values, place) if values.get("received_on") != petition.received_on else ():
        raise fault
    _fill(petition, values)
    if "predecessor" in values:
        code = values["predecessor"]
        petition.predecessor = named(petition, "predecessor", code, place) if code else None
        if code and petition.predecessor is None:
            place.waiting.append(partial(set_link, petition.pk, "predecessor", code, place, by))
    return actions.edit_petition(petition, by=by)


def _keeps(petition, values, place) -> None:
    """Refuse a file that changes what only a button may change, or writes over what its reader was not shown."""
    decided = DECIDED if petition.status != PetitionStatus.NEW else ()
    for name in (*STEPS, *ONCE, *decided):
        if name in values and not PETITIONS.column(name).is_same(petition, values[name], place):
            raise CellFault(BY_BUTTON, name)
    for name in KNOWN:
        if values.get(name) and _is_hidden(petition, name):
            noun = PETITIONS.column(name).noun
            raise CellFault(f"ở đây đã có {noun} mà bạn không xem được; để trống ô này thì giữ nguyên.", name)


def _bring_up(petition, values, place, *, by) -> Petition:
    """What follows once it is registered: whom it belongs to, and what was done already, done again."""
    _take_steps(petition, values, place, by=by)
    for name in LINKS:
        if (code := values.get(name)) and getattr(petition, f"{name}_id") is None:
            link(petition, name, code, place, by=by)
    return petition


def _take_steps(petition, values, place, *, by) -> None:
    """Where the row tells what was done already, the petition then says what the row says."""
    if petition.confidential and not place.rows(Petition).filter(pk=petition.pk).exists():
        raise CellFault("hồ sơ mật chỉ người được nêu tên mới xem được; bạn không ở trong số ấy.", "confidential")
    told = [key for key in STEPS if values.get(key)]
    if not told:
        return
    done = taken.take(petition, values, place, by=by)
    body = values.get("competent_body")
    if body and petition.status == PetitionStatus.NEW and petition.competent_body != body:
        petition.competent_body = body  # proposed again after a refusal
        actions.edit_petition(petition, by=by)
    if done:
        _check_kept(petition, [*told, "competent_body"], values, place)


def _check_kept(petition, told, values, place) -> None:
    """What the row says of the past is what the register says now: nothing is lost, a second load is silent."""
    stored_now = stored(place).get(pk=petition.pk)
    for key in told:
        value = values.get(key)
        if value and not PETITIONS.column(key).is_same(stored_now, value, place):
            words = PETITIONS.column(key).words(PETITIONS.column(key).of(stored_now), place) or "để trống"
            raise CellFault(f"không khớp các ô khác trong dòng: theo các bước thì ô này là “{words[:80]}”.", key)


def _complete(petition) -> None:
    """What a register may leave open because other columns say it: where it came from, its number."""
    petition.kind = petition.kind or PetitionKind.PETITION
    if not petition.origin and petition.meeting:
        petition.origin = origin_of(petition.meeting.kind)
    found = OWN_CODE.fullmatch(petition.code)
    if found and petition.received_on and int(found[1]) == petition.received_on.year:
        petition.number = int(found[2])


def held(keys) -> dict[int, str]:
    """Why petitions stand fast: others agree to the batch that they stand in. Nobody is asked about it meanwhile."""
    rows = Petition.objects.filter(pk__in=keys)  # ungated: asked by who may take back the load that wrote them
    batches = Batch._base_manager.filter(pk__in=rows.values("batch"))  # ungated: to be locked
    batches = batches.select_for_update().order_by("pk")
    under = {batch.pk: batch for batch in batches if batch.status in BatchStatus.UNDER_AGREEMENT}
    found = {}
    for petition in rows.filter(batch__in=under):
        petition.batch = under[petition.batch_id]
        found[petition.pk] = held_by_batch(petition)
    return found


def sees_personal(place) -> bool:
    """Names of voters are for those who keep the register, and for whoever runs the server."""
    return place.user is None or keeps_register(place.user.acting, place.locality.pk)


def stored(place):
    """The petitions of a place with all that their columns read."""
    rows = place.rows(Petition).filter(draft_of=None)  # what was not sent yet is in no file
    rows = rows.select_related("place", "competent_body", "monitor", "raised_by", "sent_through", *LINKS)
    rows = with_known(rows, place.user, *KNOWN)
    return with_steps(rows, place.user).order_by("pk")


# --- Columns ------------------------------------------------------------------------------------------------------

WHAT = (
    OwnCode("code", "Mã kiến nghị", aliases=("Mã", "Mã số"), limit=30, width=16, blank_keeps=True,
         hint="Để trống thì chương trình cho mã tiếp theo của năm. Mã riêng chỉ nhận khi sổ chưa có kiến nghị nào."),
    Text(
        "content",
        "Nội dung kiến nghị",
        aliases=(
            "Nội dung",
            "Nội dung ý kiến, kiến nghị",
            "Nội dung ý kiến kiến nghị của cử tri",
            "Nội dung ý kiến, kiến nghị cử tri",
            "Nội dung kiến nghị của cử tri",
            "Ý kiến, kiến nghị của cử tri",
            "Ý kiến, kiến nghị",
            "Kiến nghị",
        ),
        required=True,
        lines=True,
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
    MeetingNamed("meeting", "Cuộc tiếp xúc", aliases=("Hội nghị TXCT", "Điểm tiếp xúc"),
          hint="Như tên trong danh sách cuộc tiếp xúc, hoặc địa điểm và ngày."),
    Choice("origin", "Nguồn", aliases=("Nguồn kiến nghị", "Hình thức", "Nguồn dữ liệu"),
           options=tuple(Origin.choices), starred=True, blank_keeps=True, width=24,
           hint="Để trống thì lấy theo cuộc tiếp xúc."),
    Found("raised_by", "Đại biểu chuyển", aliases=("Đại biểu",), model=Person, names=lambda person: (person.name,),
          noun="người", width=24),
    Day("received_on", "Ngày nhận", aliases=("Ngày tiếp nhận", "Ngày nhận kiến nghị", "Ngày tiếp nhận kiến nghị"),
        required=True),
    Choice("field", "Lĩnh vực", aliases=("Nhóm/lĩnh vực", "Nhóm lĩnh vực"), options=tuple(Field.choices), width=26),
    Choice(
        "level",
        "Thẩm quyền",
        aliases=("Cấp thẩm quyền", "Thẩm quyền giải quyết", "Cấp giải quyết"),
        options=tuple(JurisdictionLevel.choices),
        also=(
            ("TW", JurisdictionLevel.CENTRAL),
            ("tỉnh", JurisdictionLevel.PROVINCE),
            ("huyện", JurisdictionLevel.DISTRICT),
            ("xã", JurisdictionLevel.COMMUNE),
        ),
        width=16,
    ),
    BodyNear("competent_body", "Cơ quan chủ trì", aliases=(
        "Cơ quan giải quyết", "Cơ quan chủ trì giải quyết", "Cơ quan có thẩm quyền", "Đơn vị giải quyết",
        "Đơn vị chủ trì", "Cơ quan, đơn vị chủ trì", "Cơ quan, đơn vị giải quyết"), width=30,
        blank_keeps=True),
    BodiesNear("supporting", "Cơ quan phối hợp", aliases=("Đơn vị phối hợp", "Cơ quan, đơn vị phối hợp"),
               reads=latest("forward", "supporting"), blank_keeps=True, width=30),
    BodyNear("monitor", "Ban theo dõi", aliases=("Ban, Tổ đại biểu theo dõi",), width=26),
    Day("due_on", "Thời hạn", aliases=("Hạn trả lời", "Thời hạn giải quyết", "Hạn")),
    TimesRaised("times_raised", "Kiến nghị lần thứ", aliases=(
        "Lần thứ", "KN lần thứ", "Kiến nghị lần đầu/nhiều lần", "Kiến nghị mấy lần", "Số lần kiến nghị", "Số lần KN",
        "Lần kiến nghị", "Số lần"), blank_keeps=True),
    Text("first_raised", "Lần đầu", aliases=("Kiến nghị lần đầu",), limit=120, width=24),
    Text("earlier_history", "Ghi chú", aliases=("Diễn biến trước đây",), lines=True, width=30,
         hint="Diễn biến những lần trước, mỗi lần một dòng."),
    YesNo("urgent", "Cấp bách"),
    Text("misdirected_to", "Đã gửi nhầm tới", limit=160, width=24),
    Text("misdirected_right", "Nơi đúng thẩm quyền", limit=160, width=24),
    Found("batch", "Đợt tổng hợp", model=Batch, names=batch_names, noun="đợt tổng hợp", choose=True, width=30),
    Code("predecessor", "Mã lần trước", aliases=("Kiến nghị lần trước",), path="predecessor__code", limit=30, width=16),
    BodyNear("sent_through", "Cơ quan chuyển đến", width=26, hint="Khi kiến nghị đến qua một cơ quan."),
    Round("original_session", "Kỳ họp ban đầu", model=CouncilSession, names=session_names, noun="kỳ họp",
          select=lambda rows: rows.select_related("term"), blank_keeps=True, width=34,
          hint="Khi kiến nghị đã được chuyển tiếp từ kỳ họp ấy."),
    Code("merged_into", "Gộp vào", path="merged_into__code", limit=30, blank_keeps=True, width=16,
         hint="Mã kiến nghị đứng đầu nhóm."),
    Code("split_from", "Tách từ", path="split_from__code", limit=30, blank_keeps=True, width=16,
         hint="Mã kiến nghị được tách."),
    Text("unsplit_content", "Nguyên văn trước khi tách", lines=True, blank_keeps=True, width=40),
    YesNo("confidential", "Mật", blank_keeps=True),
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
            ("đã giải quyết", Result.RESOLVED),
            ("giải quyết xong", Result.RESOLVED),
            ("giải trình", Result.EXPLAINED),
            ("giải trình, thông tin", Result.EXPLAINED),
            ("sẽ giải quyết", Result.PLANNED),
            ("sẽ giải quyết (có lộ trình)", Result.PLANNED),
            ("chưa rõ", Result.NONE),
            ("chưa giải quyết", Result.NONE),
        ),
        blank_keeps=True,
        width=26,
    ),
    Text("reply_text", "Nội dung trả lời", aliases=("Kết quả trả lời", "Nội dung giải quyết, trả lời"), lines=True,
         reads=latest("reply", "text", "spot"), blank_keeps=True, width=50),
    Text("reply_number", "Số văn bản", aliases=("Số văn bản trả lời", "Văn bản trả lời", "Số, ký hiệu văn bản"),
         limit=60, reads=latest("reply", "number", "spot"), blank_keeps=True),
    Day("replied_on", "Ngày trả lời", reads=latest("reply", "on", "spot"), blank_keeps=True),
    BodyNear("reply_body", "Cơ quan trả lời", aliases=("Đơn vị trả lời",), blank_keeps=True, width=30,
             reads=latest("reply", "body", "spot"), hint="Để trống thì là cơ quan chủ trì."),
    Choice("reply_says", "Kết quả nêu trong trả lời", options=tuple(REPLY_RESULTS), blank_keeps=True, width=26,
           reads=latest("reply", "says", "spot"), hint="Để trống thì suy từ kết quả và ngày giải quyết xong."),
    YesNo("on_spot", "Trả lời tại hội nghị", reads=taken.on_spot, blank_keeps=True),
    BodiesNear("copied_to", "Đồng gửi", reads=latest("reply", "copied_to"), blank_keeps=True, width=24),
    Day("promised_on", "Hẹn xong ngày", aliases=("Thời hạn hoàn thành",), reads=latest("reply", "promised_on"),
        blank_keeps=True),
    Text("roadmap", "Lộ trình", aliases=("Lộ trình, nguồn vốn",), reads=latest("reply", "roadmap"), blank_keeps=True,
         lines=True, width=30),
    Day("told_on", "Ngày báo cử tri", reads=latest("reply", "told_on"), blank_keeps=True),
    MeetingNamed("told_at", "Báo tại cuộc tiếp xúc", reads=latest("reply", "told_at"), blank_keeps=True),
    MeetingsNamed("also_told_at", "Báo cả tại", reads=latest("reply", "also_told_at"), blank_keeps=True,
                  hint="Những cuộc tiếp xúc khác đã báo trả lời chung của nhóm, cách nhau bằng dấu chấm phẩy."),
    taken.ResolvedOn("resolved_on", "Ngày giải quyết xong", aliases=("Ngày hoàn thành",), reads=latest("resolve", "on"),
        blank_keeps=True),
    taken.Evidence("evidence", "Bằng chứng", aliases=("Minh chứng",), reads=latest("resolve", "text"), blank_keeps=True,
         lines=True, width=30),
    Day("judged_on", "Ngày đánh giá", reads=latest("judge", "on"), blank_keeps=True),
    Choice("judgement", "Đánh giá", options=tuple(Judgement.choices), reads=latest("judge", "says"), blank_keeps=True),
    BodyNear("judge", "Cơ quan đánh giá", reads=latest("judge", "body"), blank_keeps=True, width=26),
    Text("verdict_text", "Nhận xét", reads=latest("judge", "text"), lines=True, blank_keeps=True, width=30),
    Day("reopened_on", "Ngày mở lại", reads=latest("reopen", "on"), blank_keeps=True),
    Day("returned_on", "Ngày trả lại", reads=latest("return", "on"), blank_keeps=True),
    Text("return_reason", "Lý do trả lại", reads=latest("return", "text"), lines=True, blank_keeps=True, width=30),
    Day("ended_on", "Ngày kết thúc", reads=latest("finish", "on"), blank_keeps=True),
    taken.EarlierSteps("earlier_steps", "Các bước trước đó", reads=taken.earlier, lines=True, blank_keeps=True,
         width=30, hint=f"Các lần chuyển, từ chối, trả lời trước; mỗi bước một dòng: {taken.LINE}."),
    Choice("status", "Trạng thái", aliases=("Trạng thái giải quyết", "Tình trạng"),
           options=tuple(PetitionStatus.choices), blank_keeps=True, width=22,
           hint="Để trống thì suy từ các ngày. Của kiến nghị đã có chỉ đổi bằng nút thao tác."),
)  # fmt: skip
"""What was done already: never changed by a file once it is stored."""

OWN = {column.key for column in WHAT} - {"supporting", *LINKS}
STEPS = ("supporting", *(column.key for column in DONE))
HAS_DEFAULT = ("kind", "times_raised", "urgent")


def example(place) -> dict:
    """A petition that nobody raised, in this place: its commune, the body that would answer for it, days in a row."""
    inside_it = Locality.objects.filter(parent=place.locality).order_by("name", "pk")  # ungated: names of communes
    commune = next((row for row in inside_it if not row.is_ended), place.locality)
    level = JurisdictionLevel.COMMUNE if commune == place.locality else JurisdictionLevel.PROVINCE
    said = {
        "content": "Mặt đường liên xã đoạn qua thôn Mẫu hư hỏng, đề nghị sửa trước mùa mưa.",
        "kind": PetitionKind.PETITION,
        "voter": "Nguyễn Văn Ví Dụ",
        "place_detail": "thôn Mẫu",
        "place": commune,
        "origin": Origin.BEFORE,
        "received_on": date(2026, 5, 18),
        "field": Field.ROADS,
        "level": level,
        "times_raised": 1,
        "due_on": date(2026, 6, 20),
    }
    about = routing.Facts(place.locality, Field.ROADS, level, PetitionKind.PETITION, commune, said["content"])
    proposed = [row.body for row in routing.propose(about, reader=place.user) if row.level == level]
    body = next((body for body in proposed if body.locality_id == place.locality.pk), None)
    body = body or committee_of(place.locality, said["received_on"])
    said |= {"competent_body": body}
    return said | _answered(body) if body and sees_personal(place) else said


def _answered(body) -> dict:
    """What was done with the example: only those who keep the register bring that in."""
    return {
        "forwarded_on": date(2026, 5, 20),
        "forward_number": "Số mẫu 01",
        "accepted_on": date(2026, 5, 22),
        "result": Result.EXPLAINED,
        "reply_text": "Đoạn đường còn trong thời hạn bảo hành; đơn vị thi công sửa theo hợp đồng.",
        "reply_number": "Số mẫu 02",
        "replied_on": date(2026, 6, 5),
        "reply_body": body,
        "status": PetitionStatus.ANSWERED,
    }


PETITIONS = register(
    Kind(
        code="petitions",
        label="kiến nghị cử tri",
        model=Petition,
        permission=Permission.PETITION_REGISTER,
        title="content",
        keys=(("code",), ("content", "place", "received_on"), ("content", "received_on")),
        save=save_petition,
        save_all=save_petitions,
        rows=stored,
        sees_personal=sees_personal,
        confidential="confidential",
        example=example,
        check=check,
        held=held,
        leaving=keep_numbers,
        lead="Kiến nghị mới có thể kèm những việc đã làm với ngày của chúng; kiến nghị đã có trong sổ thì các bước "
        "chỉ đổi bằng nút thao tác.",
        columns=(*WHAT, *DONE),
    )
)
