"""Transitions as data: the buttons, panels and history that pages draw from them."""

import pytest

from coordination.ui import registry
from coordination.workflow import buttons, door, history, panels
from coordination.workflow.buttons import Button
from coordination.workflow.panels import Panel
from coordination.workflow.table import Transition, step_of, table_of, tables, transitions
from tests.testapp.factories import SheetFactory, SlipFactory
from tests.testapp.models import Sheet, Slip, Status
from tests.testapp.workflow import SHEET

pytestmark = pytest.mark.urls("tests.testapp.urls")


def shown(record, user):
    return [(button.label, button.enabled, button.reason, button.primary) for button in buttons.offered(record, user)]


def test_the_table_of_a_model(db):
    assert table_of(Sheet) is SHEET
    assert SHEET in tables()
    assert SHEET.creation.name == "register"
    assert SHEET["send"].target == Status.SENT
    assert [row.name for row in SHEET] == ["register", "stop", "send", "finish"]
    assert table_of(Slip) is None


def test_a_step_by_name(db):
    assert step_of(SheetFactory(), "send") == SHEET["send"]
    assert step_of(SheetFactory(), "khong-co") is None
    assert step_of(SlipFactory(), "send") is None


def test_names_are_unique():
    step = Transition(name="go", label="Đi", sources=("a",), target="b", permission="x.view")
    with pytest.raises(ValueError, match="unique"):
        transitions(Slip, step, step)


def test_buttons_of_a_new_sheet(cast):
    sheet = SheetFactory(locality=cast.locality)
    assert shown(sheet, cast.lan) == [("Gửi", True, "", True), ("Dừng", True, "", False)]
    assert shown(sheet, cast.ubnd) == [("Kết thúc", False, "Chưa gửi.", False)]
    assert shown(sheet, cast.dai_bieu) == []
    assert buttons.offered(sheet, cast.lan)[0].url == f"/to-giay/{sheet.pk}/send/"


def test_a_condition_disables_and_says_why(cast):
    sheet = SheetFactory(locality=cast.locality, status=Status.SENT)
    assert shown(sheet, cast.ubnd) == [("Kết thúc", False, "Chưa có nội dung.", False)]
    sheet.content = "Có"
    assert shown(sheet, cast.ubnd) == [("Kết thúc", True, "", False)]


def test_a_step_of_one_body_is_offered_to_that_body(cast):
    sheet = SheetFactory(locality=cast.locality, status=Status.SENT, content="Có", to=cast.department)
    assert shown(sheet, cast.ubnd) == []
    assert shown(sheet, cast.minh) == [("Kết thúc", True, "", False)]


def test_an_ended_locality_offers_nothing(cast):
    assert shown(SheetFactory(locality=cast.ended), cast.lan) == []


def test_records_without_a_table_have_no_steps(cast):
    assert shown(SlipFactory(locality=cast.locality), cast.lan) == []


def test_higher_apps_offer_buttons_and_panels(cast, monkeypatch):
    monkeypatch.setattr(buttons, "_extra", buttons._extra.copy())
    monkeypatch.setattr(panels, "_panels", panels._panels.copy())
    monkeypatch.setattr(panels, "_everywhere", [])
    buttons.add(Slip, lambda slip, user: [Button("Chuyển đơn", "/don/", primary=True)] if user == cast.lan else [])
    panels.add(Slip, lambda slip, user: Panel("Nguồn gốc", "x.html", {"slip": slip}))
    panels.add(Slip, lambda slip, user: None)
    panels.add(None, lambda record, user: Panel("Ở đâu cũng có", "y.html"))
    slip, sheet = SlipFactory(locality=cast.locality), SheetFactory(locality=cast.locality)
    assert shown(slip, cast.lan) == [("Chuyển đơn", True, "", True)]
    assert shown(slip, cast.hoa) == []
    assert [panel.title for panel in panels.drawn(slip, cast.lan)] == ["Nguồn gốc", "Ở đâu cũng có"]
    assert [panel.title for panel in panels.drawn(sheet, cast.lan)] == ["Ở đâu cũng có"]


def test_the_history_of_a_page_newest_first(cast):
    sheet = door.create(Sheet(locality=cast.locality, title="A"), by=cast.lan)
    sheet.content = "Có"
    door.change(sheet, by=cast.tu)
    door.move(sheet, "send", by=cast.lan, note="gấp")
    told = [(entry.who, entry.what, entry.note) for entry in history.of(sheet, cast.lan)]
    assert told == [
        ("Nguyễn Thị Lan (Văn phòng HĐND tỉnh)", "Gửi", "gấp"),
        ("Trần Văn Tú (Thường trực HĐND tỉnh)", "Sửa: nội dung", ""),
        ("Nguyễn Thị Lan (Văn phòng HĐND tỉnh)", "Ghi", ""),
    ]


def test_history_without_a_table_and_of_a_confidential_record(cast):
    slip = SlipFactory(locality=cast.locality, confidential=True)
    slip.text = "Khác"
    door.change(slip, by=cast.lan)
    assert history.of(slip, cast.lan) == []
    named = SheetFactory(locality=cast.locality, confidential=True, names=cast.lan.person)
    named.title = "Khác"
    door.change(named, by=cast.lan)
    assert [entry.what for entry in history.of(named, cast.lan)] == ["Sửa: tiêu đề", "Ghi"]


def test_history_asks_twice_whatever_its_length(cast, django_assert_num_queries):
    sheet = door.create(Sheet(locality=cast.locality, title="A"), by=cast.lan)
    history.of(sheet, cast.lan)
    for number in range(3):
        sheet.title = f"A{number}"
        door.change(sheet, by=cast.lan)
    with django_assert_num_queries(2):
        history.of(sheet, cast.lan)


def test_the_screen_kit_asks_here(db):
    assert registry.buttons_of.answer is buttons.offered
    assert registry.history_of.answer is history.of
    assert registry.panels_of.answer is panels.drawn
    assert registry.step_of.answer is step_of
