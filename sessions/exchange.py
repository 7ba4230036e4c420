"""Agenda items, resolutions and their tasks from and to Excel. A load creates and corrects; steps are taken by buttons,
so the status of a stored record is never changed by a file.
"""

from datetime import timedelta

from coordination.exchange.cells import CellFault
from coordination.exchange.columns import BodiesNamed, BodyNamed, Choice, Day, Found, Number, Text, YesNo
from coordination.exchange.kinds import Kind, register
from coordination.people.choices import BodyKind
from coordination.people.models import Body, Person
from coordination.people.permissions import Permission
from sessions import actions
from sessions.choices import ItemKind, ItemStatus, Procedure, ResolutionField, TaskStatus
from sessions.models import AgendaItem, CouncilSession, Resolution, ResolutionTask

BY_BUTTON = "hồ sơ đã có trong sổ thì ô này chỉ đổi bằng nút thao tác ở trang của hồ sơ."
STEPS = ("status", "received_on", "verified_on", "sent_on", "stopped_on", "reason")
"""What the steps of an agenda item write."""
RESOLUTION_STEPS = (
    "signed_on", "signed_by", "sent_up_on", "sent_to_gazette_on", "published_on", "published_in", "posted_on",
)  # fmt: skip
"""What the steps of a resolution write, with the duties that they end."""


def session_names(session) -> tuple[str, ...]:
    """How a session may be named: as it is called, by number and term, by number alone."""
    number = f"Kỳ họp thứ {session.number}" if session.number else ""
    term = f"{number}, nhiệm kỳ {session.term.name}" if number and session.term else ""
    return str(session), term, number, session.number


def resolution_names(resolution) -> tuple[str, ...]:
    """How a resolution may be named: by its code, with the year, with the day, by title."""
    code, year, day = resolution.code, resolution.year, resolution.adopted_on
    dated = (f"{code} (năm {year})" if year else "", f"{code} ngày {day:%d/%m/%Y}" if day else "") if code else ()
    return code, *dated, f"Nghị quyết {code}" if code else "", resolution.title


def _apply(record, values: dict) -> None:
    for name, value in values.items():
        setattr(record, name, value)


def _keeps(record, values: dict, *names: str) -> None:
    """Refuse a file that changes what only a button may change."""
    for name in names:
        if name in values and values[name] != getattr(record, name):
            raise CellFault(BY_BUTTON, name)


# --- Examples of the templates ------------------------------------------------------------------------------------


def _body(place, kind):
    """A body of the place that an example may name."""
    rows = Body.objects.filter(locality=place.locality, kind=kind, valid_to=None)  # ungated: names of bodies
    return rows.order_by("pk").first()


def item_example(place) -> dict:
    """An item of the next session, to be handed in before it."""
    session = place.rows(CouncilSession).select_related("term").filter(closed_on=None).order_by("pk").first()
    day = session and (session.opened_on or session.planned_opening and session.planned_opening.exact)
    return {
        "session": session,
        "order": 1,
        "kind": ItemKind.REPORT,
        "preparing_body": _body(place, BodyKind.COMMITTEE),
        "verifying_board": _body(place, BodyKind.COUNCIL_BOARD),
        "due_on": day - timedelta(days=30) if day else None,
    }


def resolution_example(place) -> dict:
    """A resolution of the last session that ended, adopted on its last day."""
    session = place.rows(CouncilSession).select_related("term").exclude(closed_on=None).order_by("-closed_on").first()
    if session is None:
        return {"is_normative": False}
    return {
        "session": session,
        "year": session.closed_on.year,
        "is_normative": False,
        "procedure": Procedure.ORDINARY,
        "field": ResolutionField.ECONOMY,
        "adopted_on": session.closed_on,
    }


def task_example(place) -> dict:
    """A task of the last resolution, due some months after it."""
    resolution = place.rows(Resolution).exclude(adopted_on=None).order_by("-adopted_on", "pk").first()
    return {
        "resolution": resolution,
        "owner": _body(place, BodyKind.COMMITTEE),
        "due_on": resolution.adopted_on + timedelta(days=90) if resolution else None,
    }


# --- Agenda items ------------------------------------------------------------------------------------------------


def save_item(values: dict, existing, *, by, place):
    """One agenda item. A new one may come with what was done already: the dates give its status."""
    values = dict(values)
    related = {"co_preparing_bodies": values.pop("co_preparing_bodies")} if "co_preparing_bodies" in values else None
    parent = values.pop("parent", None)
    item = existing or AgendaItem(locality=place.locality)
    if existing:
        _keeps(existing, values, *STEPS)
    _apply(item, values)
    if parent is not None:
        item.parent = _parent(item, parent, place)
    if existing:
        return actions.edit_item(item, by=by, related=related)
    item.status = values.get("status") or _status_of(item)
    item.order = values.get("order") or 0
    return actions.create_item(item, by=by, related=related)


def _status_of(item) -> str:
    if item.stopped_on or item.reason:
        raise CellFault("có ngày hoặc lý do rút, lùi thì ghi trạng thái là rút hay lùi thời gian trình.", "status")
    if item.sent_on:
        return ItemStatus.SENT
    if item.verified_on:
        return ItemStatus.VERIFIED
    return ItemStatus.RECEIVED if item.received_on else ItemStatus.EXPECTED


def _parent(item, title: str, place):
    if not title:
        return None
    rows = place.rows(AgendaItem).filter(session=item.session, title=title).exclude(pk=item.pk)
    found = rows.order_by("pk").first()
    if found is None:
        raise CellFault(f"kỳ họp này không có mục “{title[:60]}”; mục lớn phải đứng trước trong tệp.", "parent")
    return found


register(
    Kind(
        code="agenda",
        label="nội dung kỳ họp",
        model=AgendaItem,
        permission=Permission.SESSION_EDIT,
        title="title",
        keys=(("session", "title"),),
        save=save_item,
        example=item_example,
        rows=lambda place: (
            place.rows(AgendaItem)
            .filter(session__isnull=False)
            .select_related("session__term", "parent", "preparing_body", "verifying_board")
            .prefetch_related("co_preparing_bodies")
            .order_by("session", "order", "pk")
        ),
        lead="Nội dung có hạn nộp và cơ quan chuẩn bị thì thành việc phải làm của cơ quan ấy.",
        columns=(
            Found(
                "session",
                "Kỳ họp",
                required=True,
                model=CouncilSession,
                names=session_names,
                noun="kỳ họp",
                select=lambda rows: rows.select_related("term"),
                choose=True,
                hint="Tên hoặc số kỳ họp đã lập; chọn trong danh sách.",
                width=34,
            ),
            Number("order", "Thứ tự", aliases=("Thứ tự trong chương trình",), most=30_000, blank_keeps=True),
            Text(
                "title",
                "Nội dung",
                aliases=("Tên nội dung", "Tên tài liệu", "Nội dung trình", "Tên báo cáo, tờ trình"),
                required=True,
                limit=500,
                example="Báo cáo mẫu về tình hình kinh tế - xã hội",
                width=60,
            ),
            Choice("kind", "Loại", aliases=("Loại nội dung",), required=True, options=tuple(ItemKind.choices)),
            Text("parent", "Thuộc mục", path="parent__title", limit=500, width=34, hint="Tên mục lớn cùng kỳ họp."),
            Text("basis", "Căn cứ", limit=300, width=30),
            BodyNamed(
                "preparing_body",
                "Cơ quan chủ trì soạn thảo",
                aliases=("Cơ quan chuẩn bị", "Cơ quan chủ trì", "Cơ quan trình", "Đơn vị soạn thảo"),
                width=30,
            ),
            BodiesNamed("co_preparing_bodies", "Cơ quan phối hợp", aliases=("Đơn vị phối hợp",), width=30),
            BodyNamed("verifying_board", "Ban HĐND thẩm tra", aliases=("Ban thẩm tra", "Cơ quan thẩm tra"), width=26),
            Text("presenter", "Người trình bày", aliases=("Trình bày",), limit=200, width=24),
            Number("minutes", "Thời lượng (phút)", aliases=("Thời lượng", "Số phút"), least=1, most=1000),
            Day("due_on", "Hạn gửi thẩm tra", aliases=("Hạn nộp", "Hạn", "Hạn gửi")),
            Day("delegates_due_on", "Hạn gửi đại biểu"),
            Day("committee_approved_on", "UBND thông qua (ngày)", aliases=("UBND thông qua", "UBND thông qua ngày")),
            Day("received_on", "Ngày nhận thực tế", aliases=("Ngày nhận", "Đã nhận ngày")),
            Day("verified_on", "Ngày thẩm tra", aliases=("Thẩm tra ngày",)),
            Day("sent_on", "Ngày gửi", aliases=("Ngày gửi đại biểu", "Gửi đại biểu ngày")),
            Day("stopped_on", "Ngày rút, lùi", aliases=("Rút, lùi ngày",)),
            Text("reason", "Lý do rút, lùi", aliases=("Lý do",), lines=True, width=30),
            Choice(
                "status",
                "Trạng thái",
                options=tuple(ItemStatus.choices),
                blank_keeps=True,
                hint="Để trống thì suy từ các ngày. Của nội dung đã có chỉ đổi bằng nút thao tác.",
            ),
        ),
    )
)


# --- Resolutions -------------------------------------------------------------------------------------------------


def save_resolution(values: dict, existing, *, by, place):
    """One resolution, adopted already; of a stored one the days after adoption are written by its steps."""
    if existing:
        _keeps(existing, values, *RESOLUTION_STEPS)
    resolution = existing or Resolution(locality=place.locality)
    _apply(resolution, values)
    if existing:
        return actions.edit_resolution(resolution, by=by)  # refuses to change a signed paper
    return actions.create_resolution(resolution, by=by)


register(
    Kind(
        code="resolutions",
        label="nghị quyết",
        model=Resolution,
        permission=Permission.RESOLUTION_EDIT,
        title="title",
        keys=(("is_normative", "year", "number"), ("title", "adopted_on"), ("title",)),
        save=save_resolution,
        example=resolution_example,
        rows=lambda place: place.rows(Resolution).select_related("session__term", "signed_by").order_by("pk"),
        lead="Nghị quyết quy phạm pháp luật đã ký mà chưa ghi ngày đăng Công báo thì thành việc phải gửi đăng.",
        columns=(
            Text("number", "Số", aliases=("Số nghị quyết",), limit=10, example="999", width=10),
            Number("year", "Năm", least=1945, most=2200, example=2026, blank_keeps=True),
            Text("symbol", "Ký hiệu", limit=30, required=True, example="NQ-HĐND"),
            YesNo("is_normative", "Quy phạm pháp luật", aliases=("QPPL", "Văn bản QPPL", "QPPL/cá biệt")),
            Text(
                "title",
                "Trích yếu",
                aliases=("Tên nghị quyết", "Nội dung", "Trích yếu nội dung"),
                required=True,
                limit=500,
                example="Nghị quyết mẫu về nhiệm vụ phát triển kinh tế - xã hội",
                width=60,
            ),
            Found(
                "session",
                "Kỳ họp",
                model=CouncilSession,
                names=session_names,
                noun="kỳ họp",
                select=lambda rows: rows.select_related("term"),
                choose=True,
                width=34,
            ),
            Choice("procedure", "Trình tự", options=tuple(Procedure.choices), default=Procedure.ORDINARY),
            Choice("field", "Lĩnh vực", options=tuple(ResolutionField.choices), width=26),
            Text("topic", "Chuyên đề", limit=200, width=26),
            Day("adopted_on", "Ngày thông qua", aliases=("Thông qua",), example="10/07/2026"),
            Day("signed_on", "Ngày ký chứng thực", aliases=("Ngày ký",)),
            Found(
                "signed_by",
                "Người ký chứng thực",
                aliases=("Người ký",),
                model=Person,
                names=lambda person: (person.name,),
                noun="người",
                width=24,
            ),
            Day("effective_from", "Có hiệu lực từ", aliases=("Hiệu lực", "Ngày hiệu lực")),
            Day("sent_up_on", "Gửi cấp trên ngày"),
            Day("sent_to_gazette_on", "Gửi đăng Công báo ngày"),
            Day("published_on", "Đăng Công báo ngày", aliases=("Đăng Công báo, cơ sở dữ liệu ngày",)),
            Text("published_in", "Đăng tại", limit=200, width=26),
            Day("posted_on", "Niêm yết, công khai ngày"),
            Day("rollout_conference_on", "Hội nghị triển khai"),
        ),
    )
)


# --- Tasks of resolutions ----------------------------------------------------------------------------------------


def save_task(values: dict, existing, *, by, place):
    """One task. A new one may come as done, with its day; of a stored one that is a button's."""
    values = dict(values)
    if existing:
        _keeps(existing, values, "status", "done_on")
    task = existing or ResolutionTask(locality=place.locality)
    _apply(task, values)
    if existing:
        return actions.edit_task(task, by=by)
    task.status = values.get("status") or (TaskStatus.DONE if task.done_on else TaskStatus.OPEN)
    return actions.create_task(task, by=by)


register(
    Kind(
        code="tasks",
        label="nhiệm vụ theo nghị quyết",
        model=ResolutionTask,
        permission=Permission.RESOLUTION_EDIT,
        title="title",
        keys=(("resolution", "title"),),
        save=save_task,
        example=task_example,
        rows=lambda place: place.rows(ResolutionTask).select_related("resolution", "owner").order_by("pk"),
        lead="Nhiệm vụ có hạn thì thành việc phải làm của cơ quan thực hiện.",
        columns=(
            Found(
                "resolution",
                "Nghị quyết",
                aliases=("Số nghị quyết", "Theo nghị quyết"),
                required=True,
                model=Resolution,
                names=resolution_names,
                noun="nghị quyết",
                choose=True,
                hint="Số, ký hiệu của nghị quyết đã ghi trong sổ.",
                width=26,
            ),
            Text(
                "title",
                "Nhiệm vụ",
                aliases=("Nội dung nhiệm vụ", "Nội dung", "Công việc"),
                required=True,
                limit=300,
                example="Ban hành kế hoạch mẫu để triển khai nghị quyết",
                width=60,
            ),
            BodyNamed(
                "owner",
                "Cơ quan thực hiện",
                aliases=("Cơ quan chủ trì", "Đơn vị thực hiện", "Cơ quan chịu trách nhiệm"),
                required=True,
                width=30,
            ),
            Day("due_on", "Hạn", aliases=("Thời hạn", "Hạn hoàn thành")),
            Day("done_on", "Xong ngày", aliases=("Ngày hoàn thành", "Hoàn thành ngày")),
            Text("result", "Kết quả, minh chứng", aliases=("Kết quả", "Minh chứng"), lines=True, width=40),
            Choice(
                "status",
                "Trạng thái",
                options=tuple(TaskStatus.choices),
                blank_keeps=True,
                hint="Để trống thì suy từ ngày xong. Của nhiệm vụ đã có chỉ đổi bằng nút thao tác.",
            ),
        ),
    )
)
