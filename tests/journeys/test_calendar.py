"""A new calendar: gathered, reckoned, looked at, applied; who reads records sees whose days moved."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.deadlines.models import CalendarChange, Obligation
from tests.deadlines.calendars import table  # noqa: F401
from tests.deadlines.factories import ObligationFactory, RuleVersionFactory
from tests.journeys.browser import follow, press
from tests.people.factories import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker", "table")]


@pytest.fixture
def duty(cast):
    """Ten working days after 6 July 2026."""
    return ObligationFactory(
        owner=cast.department,
        title="Trả lời kiến nghị về trạm y tế",
        basis_kind="rule",
        version=RuleVersionFactory(),
        anchor_on=date(2026, 7, 6),
        due_on=date(2026, 7, 20),
    )


def test_a_new_day_off_moves_the_duties(journey, cast, duty):
    page = journey.sign_in("operator", PASSWORD)
    journey.open(reverse("deadlines:calendar-year", args=[2026]))
    journey.look()
    follow(page.get_by_role("link", name="Thay đổi lịch"))
    page.get_by_label("Nội dung").fill("Nghỉ thêm ngày 15/7")
    page.get_by_label("Văn bản").fill("Thông báo 12/TB-BNV ngày 01/7/2026")
    press(page.get_by_role("button", name="Bắt đầu thay đổi"))

    follow(page.get_by_role("link", name="Ghi một ngày"))
    journey.look()
    page.get_by_label("Ngày (bắt buộc)", exact=True).fill("15/07/2026")
    page.get_by_label("Loại ngày").select_option(label="nghỉ lễ, Tết")
    page.get_by_label("Tên").fill("Ngày lễ thử")
    press(page.get_by_role("button", name="Ghi vào thay đổi"))
    page.get_by_text("Đã ghi 1 ngày vào thay đổi này.").wait_for()

    press(page.get_by_role("button", name="Tính ảnh hưởng"))
    page.get_by_text("Xong lúc").or_(page.get_by_text("sẽ sang hạn mới")).first.wait_for()
    journey.open(CalendarChange.objects.get().get_absolute_url())
    page.get_by_text("1 việc theo quy định sẽ sang hạn mới.").wait_for()
    assert page.get_by_text("20/07/2026 → 21/07/2026: 1 việc").is_visible()
    journey.look()

    press(page.get_by_role("button", name="Áp dụng lịch mới"))
    page.get_by_text("Xong lúc").or_(page.get_by_text("đã sang hạn mới")).first.wait_for()
    assert Obligation.objects.get().due_on == date(2026, 7, 21)

    journey.sign_out()
    page = journey.sign_in("lan", PASSWORD)
    journey.open(CalendarChange.objects.get().get_absolute_url())
    row = page.get_by_role("row", name="Trả lời kiến nghị về trạm y tế")
    assert [cell.strip()[:10] for cell in row.inner_text().split("\t")[-2:]] == ["20/07/2026", "21/07/2026"]
    journey.look()
