"""The one door: what it writes, whom it refuses, and what two clerks at once see."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from coordination.audit.actors import System
from coordination.audit.models import Event
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from coordination.search.models import Entry
from coordination.workflow import door
from coordination.workflow.models import StatusChange
from tests.people.factories import UserFactory
from tests.testapp.factories import SheetFactory, SlipFactory
from tests.testapp.models import Sheet, Slip, Status
from tests.testapp.workflow import SHEET


@pytest.fixture(autouse=True)
def nine_oclock():
    """Two minutes past nine in Vietnam, before anybody of the cast was registered."""
    with time_machine.travel(datetime(2026, 7, 15, 2, 2, tzinfo=UTC), tick=False):
        yield


def history(sheet):
    return [(row.from_status, row.to_status, row.by_name, row.note) for row in StatusChange.objects.about(sheet)]


def events(record):
    return [(event.kind, event.actor_name, event.data) for event in Event.objects.about(record).order_by("id")]


@pytest.fixture
def sheet(cast):
    """A sheet just registered by chị Lan."""
    return door.create(Sheet(locality=cast.locality, title="Sửa đường"), by=cast.lan)


def another(sheet):
    """The same sheet, opened by somebody else."""
    return Sheet.objects.get(pk=sheet.pk)


class TestCreate:
    def test_writes_row_history_audit_and_search(self, cast, sheet):
        assert (sheet.status, sheet.revision, sheet.created_by) == (Status.NEW, 1, cast.lan)
        assert history(sheet) == [("", "new", "Nguyễn Thị Lan", "")]
        assert StatusChange.objects.about(sheet).get().acting_body == cast.office
        assert events(sheet) == [("created", "Nguyễn Thị Lan", {})]
        assert Entry.objects.about(sheet).get().title == "Sửa đường"

    def test_without_a_table_there_is_no_status_history(self, cast):
        slip = door.create(Slip(locality=cast.locality, text="Gọi lại"), by=cast.lan, note="qua điện thoại")
        assert history(slip) == []
        assert Event.objects.about(slip).get().note == "qua điện thoại"

    def test_many_to_many_rows_are_given_by_name(self, cast):
        sheet = door.create(
            Sheet(locality=cast.locality, title="A"), by=cast.lan, related={"copies": [cast.front, cast.board]}
        )
        assert set(sheet.copies.all()) == {cast.front, cast.board}

    def test_a_role_without_the_permission_is_refused(self, cast):
        with pytest.raises(Forbidden) as refused:
            door.create(Sheet(locality=cast.locality, title="A"), by=cast.minh)
        assert refused.value.message == "Vai của bạn không được làm việc “Ghi” ở hồ sơ này."
        assert not Sheet.objects.exists()

    def test_people_register_for_their_own_locality_only(self, cast):
        for by in (cast.stranger, cast.xa, UserFactory()):
            with pytest.raises(Forbidden) as refused:
                door.create(Slip(locality=cast.locality, text="A"), by=by)
            assert refused.value.message == (
                "Bạn đang làm việc cho địa phương khác nên không ghi được hồ sơ của Tỉnh An Bình."
            )

    def test_an_ended_locality_takes_nothing_from_people(self, cast):
        archivist = cast.acting_as(cast.ended_council, "council_clerk")
        with pytest.raises(Forbidden) as refused:
            door.create(Slip(locality=cast.ended, text="A"), by=archivist)
        assert refused.value.message == "Tỉnh An Bình cũ đã kết thúc nên chỉ xem được, không ghi thêm."

    def test_a_system_job_loads_the_past_of_an_ended_locality(self, cast):
        sheet = door.create(Sheet(locality=cast.ended, title="A"), by=System("demo"))
        assert (sheet.created_by, history(sheet)) == (None, [("", "new", "Hệ thống (demo)", "")])

    def test_bad_fields_write_nothing(self, cast):
        with pytest.raises(ValidationError) as refused:
            door.create(Sheet(locality=cast.locality, title=""), by=cast.lan)
        assert list(refused.value.message_dict) == ["title"]
        assert not Sheet.objects.exists()
        assert not Event.objects.filter(kind="created", content_type__model="sheet").exists()

    def test_a_consequence_asks_for_no_permission_of_its_own(self, cast):
        sheet = door.create(Sheet(locality=cast.locality, title="A"), by=cast.minh, consequence=True)
        assert sheet.created_by == cast.minh


class TestChange:
    def test_counts_revisions_and_says_what_changed(self, cast, sheet):
        sheet.title = "Sửa cầu"
        door.change(sheet, by=cast.tu)
        assert another(sheet).title == "Sửa cầu"
        assert (sheet.revision, another(sheet).revision) == (2, 2)
        assert events(sheet)[1:] == [("changed", "Trần Văn Tú", {"title": ["Sửa đường", "Sửa cầu"]})]

    def test_of_a_confidential_record_the_trail_keeps_names_of_fields(self, cast):
        sheet = SheetFactory(locality=cast.locality, confidential=True, title="Ông A")
        sheet.title = "Ông B"
        door.change(sheet, by=cast.lan)
        assert events(sheet)[-1] == ("changed", "Nguyễn Thị Lan", {"fields": ["title"]})

    def test_somebody_else_saved_in_between(self, cast, sheet):
        mine, theirs = another(sheet), another(sheet)
        theirs.content = "Của anh Tú"
        door.change(theirs, by=cast.tu)
        mine.title = "Của chị Lan"
        with pytest.raises(Conflict) as refused:
            door.change(mine, by=cast.lan)
        assert refused.value.message == "Trần Văn Tú đã lưu hồ sơ này lúc 09:02, sau khi bạn mở."
        stored = another(sheet)
        assert (stored.title, stored.content, stored.revision) == ("Sửa đường", "Của anh Tú", 2)
        assert len(events(sheet)) == 2

    def test_the_status_never_changes_here(self, cast, sheet):
        sheet.status = Status.DONE
        with pytest.raises(ValidationError) as refused:
            door.change(sheet, by=cast.lan)
        assert refused.value.message_dict == {"status": ["Trạng thái chỉ đổi bằng nút thao tác."]}
        assert another(sheet).status == Status.NEW
        assert another(sheet).revision == 1

    def test_an_ended_locality_is_read_only_even_if_the_form_names_another(self, cast):
        slip = SlipFactory(locality=cast.ended)
        slip.locality = cast.locality
        with pytest.raises(Forbidden):
            door.change(slip, by=cast.lan)
        door.change(Slip.objects.get(pk=slip.pk), by=System("repair"))

    @pytest.mark.parametrize("place", ["other", "ended"])
    def test_a_record_stays_in_the_locality_that_registered_it(self, cast, sheet, place):
        sheet.locality = getattr(cast, place)
        with pytest.raises(Forbidden):
            door.change(sheet, by=cast.lan)
        assert another(sheet).locality == cast.locality

    def test_bad_fields_change_nothing(self, cast, sheet):
        sheet.title = ""
        with pytest.raises(ValidationError):
            door.change(sheet, by=cast.lan)
        assert (another(sheet).title, another(sheet).revision) == ("Sửa đường", 1)


class TestMove:
    def test_writes_status_fields_history_and_audit(self, cast, sheet):
        door.move(sheet, "send", by=cast.lan, note="kèm hồ sơ", to=cast.department)
        stored = another(sheet)
        assert (stored.status, stored.to, stored.revision) == (Status.SENT, cast.department, 2)
        assert history(sheet)[1:] == [("new", "sent", "Nguyễn Thị Lan", "kèm hồ sơ")]
        data = {"transition": "send", "from": "new", "to": "sent"}
        assert events(sheet)[1:] == [("moved", "Nguyễn Thị Lan", data)]
        assert Sheet.objects.visible_to(cast.minh).contains(sheet)

    def test_past_moves_keep_their_day(self, cast, sheet):
        day = datetime(2021, 7, 29, 1, 0, tzinfo=UTC)
        door.move(sheet, "send", by=System("demo"), at=day)
        assert StatusChange.objects.about(sheet).get(transition="send").at == day

    @pytest.mark.parametrize("status", Status)
    @pytest.mark.parametrize("step", [step for step in SHEET if not step.is_creation], ids=lambda step: step.name)
    def test_every_step_from_every_status(self, cast, step, status):
        sheet = SheetFactory(locality=cast.locality, status=status, content="Có")
        if status in step.sources:
            door.move(sheet, step.name, by=System("test"))
            assert another(sheet).status == step.target
            return
        with pytest.raises(AlreadyDone if status == step.target else NotNow):
            door.move(sheet, step.name, by=System("test"))
        assert another(sheet).status == status

    def test_not_from_here_says_where_it_stands(self, cast, sheet):
        with pytest.raises(NotNow) as refused:
            door.move(sheet, "finish", by=System("test"))
        assert refused.value.message == "Không làm được “Kết thúc” khi hồ sơ đang ở trạng thái “Mới”."

    def test_an_unmet_condition_is_the_reason(self, cast, sheet):
        door.move(sheet, "send", by=cast.lan)
        with pytest.raises(NotNow) as refused:
            door.move(sheet, "finish", by=cast.ubnd)
        assert refused.value.message == "Chưa có nội dung."

    def test_a_role_without_the_permission_is_refused(self, cast, sheet):
        with pytest.raises(Forbidden) as refused:
            door.move(sheet, "send", by=cast.ubnd)
        assert refused.value.message == "Vai của bạn không được làm việc “Gửi” ở hồ sơ này."
        assert another(sheet).status == Status.NEW

    def test_as_a_consequence_it_is_not(self, cast, sheet):
        door.move(sheet, "send", by=cast.ubnd, consequence=True)
        assert another(sheet).status == Status.SENT

    def test_a_stranger_with_the_permission_is_refused(self, cast, sheet):
        with pytest.raises(Forbidden):
            door.move(sheet, "send", by=cast.stranger)

    def test_a_body_concerned_elsewhere_may_act(self, cast):
        sheet = SheetFactory(locality=cast.other, status=Status.SENT, content="Có", to=cast.department)
        door.move(sheet, "finish", by=cast.minh)
        assert another(sheet).status == Status.DONE

    def test_a_step_of_one_body_is_not_for_its_neighbours(self, cast):
        sheet = SheetFactory(locality=cast.locality, status=Status.SENT, content="Có", to=cast.department)
        with pytest.raises(Forbidden):
            door.move(sheet, "finish", by=cast.ubnd)
        door.move(sheet, "finish", by=cast.minh)
        assert another(sheet).status == Status.DONE

    def test_an_ended_locality_does_not_move(self, cast):
        sheet = SheetFactory(locality=cast.ended)
        with pytest.raises(Forbidden):
            door.move(sheet, "send", by=cast.lan)

    @pytest.mark.parametrize("slow", ["send", "stop"])
    def test_two_clerks_at_once_the_slower_learns_who_and_when(self, cast, sheet, slow):
        slower = another(sheet)
        door.move(sheet, "send", by=cast.tu)
        with pytest.raises(AlreadyDone) as refused:
            door.move(slower, slow, by=cast.lan)
        assert refused.value.message == "Việc này đã được Trần Văn Tú làm lúc 09:02 ngày 15/07/2026."
        assert len(history(sheet)) == 2

    def test_done_already_says_who_and_when(self, cast, sheet):
        door.move(sheet, "stop", by=cast.tu)
        with pytest.raises(AlreadyDone) as refused:
            door.move(another(sheet), "stop", by=cast.lan)
        assert refused.value.message.startswith("Việc này đã được Trần Văn Tú làm lúc ")

    def test_a_change_in_between_is_not_overwritten(self, cast, sheet):
        stale = another(sheet)
        sheet.title = "Sửa cầu"
        door.change(sheet, by=cast.tu)
        with pytest.raises(Conflict):
            door.move(stale, "send", by=cast.lan)
        assert (another(sheet).title, another(sheet).status) == ("Sửa cầu", Status.NEW)

    def test_bad_fields_move_nothing(self, cast, sheet):
        with pytest.raises(ValidationError):
            door.move(sheet, "send", by=cast.lan, title="")
        assert (another(sheet).status, another(sheet).revision, len(history(sheet))) == (Status.NEW, 1, 1)
