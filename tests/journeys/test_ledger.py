"""The ledger in a browser: an officer's morning, a clock that is stopped and started, the leader's link."""

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from coordination.deadlines.explanation import explain_obligation
from coordination.deadlines.law import rule_of, version_on
from coordination.deadlines.models import Obligation
from coordination.deadlines.reminders.sweep import sweep
from coordination.notices import delivery, letters
from tests.deadlines.factories import ObligationFactory
from tests.journeys.browser import follow, press
from tests.people.factories import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WEDNESDAY = datetime(2026, 7, 15, 7, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""The window of the office opens; no day off but weekends is near."""
SENTENCE = (
    "Căn cứ Điều 28 Luật Tiếp công dân số 42/2013/QH13 về việc trả lời người đến khiếu nại, tố cáo, kiến nghị, phản "
    "ánh, thời hạn là 10 ngày làm việc kể từ ngày tiếp công dân (03/7/2026). "
    "Như vậy, thời hạn kết thúc vào hết ngày 17/7/2026."
)


@pytest.fixture(autouse=True)
def clock():
    """The server's clock; it runs on, as the browser's does."""
    with time_machine.travel(WEDNESDAY, tick=True) as clock:
        yield clock


def duty(cast, title: str, due_on: date, **fields) -> Obligation:
    """Lan's own, given on 1 June."""
    given = {"owner": cast.office, "beneficiary": cast.committee, "assignee": cast.lan.person}
    return ObligationFactory(**{"title": title, "due_on": due_on, "opened_on": date(2026, 6, 1)} | given | fields)


def by_rule(cast, title: str, anchor_on: date, due_on: date, **fields) -> Obligation:
    """Ten working days after a citizen was received."""
    version = version_on(rule_of("RC-08", cast.locality), anchor_on, locality=cast.locality)
    rule = {"basis_kind": "rule", "version": version, "anchor_on": anchor_on, "opened_on": anchor_on}
    return duty(cast, title, due_on, **rule | fields)


def row_of(page, title: str):
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=title, exact=True))


def spoken_days(box) -> list[str]:
    """The strip as a screen reader reads it."""
    return box.locator(".strip .day .visually-hidden").all_inner_texts()


# The officer's morning


@pytest.fixture
def desk(cast):
    """What lies on Lan's desk: one today, one by rule soon, one late, one far off; three awaited from others."""
    theirs = {"owner": cast.department, "beneficiary": cast.standing, "assignee": cast.minh.person}
    duty(cast, "Gửi giấy mời họp", date(2026, 7, 15))
    duty(cast, "Gửi biên bản họp", date(2026, 7, 6))
    duty(cast, "Lập danh mục hồ sơ", date(2026, 12, 1))
    by_rule(cast, "Trả lời bà Hòa", date(2026, 7, 3), date(2026, 7, 17))
    duty(cast, "Báo cáo trạm y tế", date(2026, 7, 10), **theirs)
    duty(cast, "Báo cáo thuốc", date(2026, 7, 20), **theirs)
    duty(cast, "Tờ trình bến xe", date(2026, 7, 13), **theirs | {"owner": cast.committee, "assignee": cast.ubnd.person})


def groups_on(page) -> dict[str, tuple[int, str]]:
    """Count and list of each group by its title; the rows shown are as many as the count says."""
    found = {}
    for block in page.locator("section.sect").all():
        title, count = block.locator("h2").inner_text().strip(), int(block.locator(".count").inner_text())
        assert block.locator("tbody tr").count() == count
        found[title] = (count, block.locator(".block-h .end a").get_attribute("href"))
    later = page.get_by_role("link", name=re.compile("việc hạn còn xa$"))
    return found | {"Hạn còn xa": (int(later.inner_text().split()[0]), later.get_attribute("href"))}


def test_the_morning_of_an_officer(journey, cast, desk):
    page = journey.sign_in("lan", PASSWORD)
    assert page.locator("h1").inner_text() == "Việc của tôi"
    assert page.get_by_text("Thứ Tư, 15/07/2026. Văn phòng HĐND tỉnh.").is_visible()
    journey.look()
    then_counts_equal_the_lists(journey)
    then_the_date_is_explained_to_the_keyboard(journey)
    when_one_is_closed_with_evidence(journey)
    when_two_are_urged_at_once(journey)
    then_the_week_shows_what_is_left(journey)
    then_the_other_side_is_told(journey)


def then_counts_equal_the_lists(journey) -> None:
    page = journey.page
    groups = groups_on(page)
    assert {title: count for title, (count, _) in groups.items()} == {
        "Đến hạn hôm nay": 1,
        "Sắp đến hạn": 1,
        "Quá hạn": 1,
        "Đang chờ cơ quan khác": 3,
        "Hạn còn xa": 1,
    }
    assert page.locator(".tallies .big").all_inner_texts() == ["1", "1", "1", "3"]
    for count, url in groups.values():
        journey.open(url)
        assert page.locator("#ket-qua tbody tr").count() == count
    journey.look()
    journey.open(reverse("deadlines:my-work"))


def then_the_date_is_explained_to_the_keyboard(journey) -> None:
    page = journey.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    title = page.get_by_role("link", name="Trả lời bà Hòa", exact=True)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(title).to_be_focused()
    page.keyboard.press("w")
    box = page.get_by_role("dialog", name="17/07/2026: vì sao ngày này?")
    expect(box).to_be_focused()
    assert box.get_by_role("heading").inner_text() == "Vì sao hạn là 17/07/2026?"
    assert box.locator(".formula").inner_text().split("\n") == [
        "Mốc 03/07/2026", "+", "10 ngày làm việc", "+", "4 ngày cuối tuần", "=", "17/07/2026",
    ]  # fmt: skip
    days = spoken_days(box)
    assert (len(days), days[0], days[1], days[3], days[-1]) == (
        15,
        "Thứ Sáu 03/07/2026: ngày mốc, không tính",
        "Thứ Bảy 04/07/2026: cuối tuần, không tính",
        "Thứ Hai 06/07/2026: tính, ngày thứ 1",
        "Thứ Sáu 17/07/2026: hạn, ngày thứ 10",
    )
    assert "Luật Tiếp công dân số 42/2013/QH13, Điều 28" in box.locator(".cite").inner_text()
    journey.look()

    page.keyboard.press("Tab")
    expect(box.get_by_role("button", name="Đóng")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box.get_by_role("button", name="Đã chép")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == SENTENCE
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(row_of(page, "Trả lời bà Hòa").locator("a[data-why]")).to_be_focused()


def when_one_is_closed_with_evidence(journey) -> None:
    page = journey.page
    follow(row_of(page, "Trả lời bà Hòa").get_by_role("link", name="Ghi đã làm"))
    journey.look()
    page.get_by_label("Kết quả").fill("Đã trả lời, bà Hòa đồng ý.")
    page.get_by_label("Minh chứng", exact=True).fill("Công văn 45/VP-DN ngày 15/7/2026")
    press(page.get_by_role("button", name="Ghi đã làm"))
    closed = Obligation.objects.get(title="Trả lời bà Hòa")
    assert page.url == f"{journey.origin}{closed.get_absolute_url()}"
    assert (closed.status, closed.closed_on) == ("done", date(2026, 7, 15))
    assert page.get_by_text("Công văn 45/VP-DN ngày 15/7/2026").first.is_visible()
    journey.look()
    journey.open(reverse("deadlines:my-work"))
    assert page.locator(".tallies .big").all_inner_texts() == ["1", "0", "1", "3"]


def when_two_are_urged_at_once(journey) -> None:
    page = journey.page
    for title in ("Báo cáo trạm y tế", "Báo cáo thuốc"):
        page.get_by_role("checkbox", name=f"Chọn {title}").check()
    bar = page.get_by_role("form", name="Việc với các dòng đã chọn")
    expect(bar.get_by_role("status")).to_have_text("Đã chọn 2 việc")
    journey.look()
    press(bar.get_by_role("button", name="Đôn đốc"))
    assert page.get_by_text("Sở Y tế · lần 1, gửi Lê Minh").count() == 2
    journey.look()
    page.get_by_label("Lời nhắn thêm").fill("Gửi trước thứ Sáu.")
    press(page.get_by_role("button", name="Gửi đôn đốc 2 việc"))
    assert page.get_by_text("Đã đôn đốc 2 việc.").is_visible()
    assert urlsplit(page.url).path == reverse("deadlines:my-work")
    assert page.get_by_text("Đã đôn đốc hôm nay").count() == 2
    assert page.get_by_role("link", name=re.compile("^Đôn đốc")).count() == 1  # the one not chosen
    journey.look()


def then_the_week_shows_what_is_left(journey) -> None:
    page = journey.page
    follow(page.get_by_role("link", name="Xem lịch"))
    follow(page.get_by_role("link", name="Tuần", exact=True))
    today = page.locator(".cal-day[aria-current=date]")
    assert "Thứ Tư, 15/07/2026" in today.locator("h2").inner_text()
    assert today.get_by_role("link", name=re.compile("^Gửi giấy mời họp")).is_visible()
    assert page.locator(".cal-i").count() == 1
    journey.look()


def then_the_other_side_is_told(journey) -> None:
    page = journey.page
    journey.sign_out()
    journey.sign_in("minh", PASSWORD)
    journey.open(reverse("notices:inbox"))
    told = [text for text in page.locator("#ket-qua tbody a").all_inner_texts() if text.startswith("Đôn đốc")]
    assert sorted(told) == [
        "Đôn đốc lần 1: Báo cáo thuốc, hạn 20/07/2026 (còn 3 ngày làm việc). Gửi trước thứ Sáu.",
        "Đôn đốc lần 1: Báo cáo trạm y tế, hạn 10/07/2026 (quá hạn 5 ngày). Gửi trước thứ Sáu.",
    ]
    journey.look()
    follow(page.get_by_role("link", name=re.compile("Báo cáo thuốc")))
    assert page.url == f"{journey.origin}{Obligation.objects.get(title='Báo cáo thuốc').get_absolute_url()}"
    journey.look()


# Pause and resume


def test_a_clock_is_stopped_and_started_again(journey, cast):
    # Only the side that awaits a duty keeps its clock, never the debtor.
    theirs = {"owner": cast.department, "beneficiary": cast.standing, "assignee": cast.minh.person}
    record = by_rule(cast, "Trả lời ông Bình", date(2026, 7, 6), date(2026, 7, 20), **theirs)
    page = journey.sign_in("lan", PASSWORD)
    journey.open(record.get_absolute_url())
    journey.look()
    when_it_is_paused_with_a_mistake_first(journey)
    assert page.url == f"{journey.origin}{record.get_absolute_url()}"
    assert page.get_by_text("hạn giữ 20/07/2026 đến khi tính tiếp.").is_visible()
    assert page.locator(".head .meta").get_by_text("tạm dừng từ 09/07/2026").is_visible()
    journey.look()
    box = when_the_reason_is_asked(journey)
    assert "Thời hạn đang tạm dừng từ 09/07/2026. Hạn trước khi tạm dừng là 20/07/2026" in box.inner_text()
    assert "Thứ Năm 09/07/2026: tạm dừng, không tính" in spoken_days(box)
    journey.look()
    page.keyboard.press("Escape")

    when_it_is_resumed(journey)
    assert page.url == f"{journey.origin}{record.get_absolute_url()}"
    record.refresh_from_db()
    # Three working days stood still: Thursday 9, Friday 10, Monday 13 July.
    assert (record.due_on, record.paused_on) == (date(2026, 7, 23), None)
    assert explain_obligation(record, date(2026, 7, 15)).due == record.due_on
    assert page.locator(".head .meta").get_by_text("tạm dừng").count() == 0
    box = when_the_reason_is_asked(journey)
    assert box.get_by_role("heading").inner_text() == "Vì sao hạn là 23/07/2026?"
    days = spoken_days(box)
    assert [words for words in days if words.endswith("tạm dừng, không tính")] == [
        f"{day}/07/2026: tạm dừng, không tính"
        for day in ("Thứ Năm 09", "Thứ Sáu 10", "Thứ Bảy 11", "Chủ nhật 12", "Thứ Hai 13")
    ]
    assert (days[0], days[-1]) == (
        "Thứ Hai 06/07/2026: ngày mốc, không tính",
        "Thứ Năm 23/07/2026: hạn, ngày thứ 10",
    )
    journey.look()
    history = page.locator("#lich-su").inner_text()
    for words in (
        "Tạm dừng từ 09/07/2026, chờ bổ sung hồ sơ: Thiếu giấy ủy quyền",
        "Tính tiếp từ 14/07/2026. Hạn 20/07/2026 → 23/07/2026",
    ):
        assert words in history


def when_it_is_paused_with_a_mistake_first(journey) -> None:
    """A day that has not come is refused at its field; what was typed stays."""
    page = journey.page
    follow(page.get_by_role("link", name="Tạm dừng thời hạn"))
    day, reason = page.locator("[name=on]"), page.locator("[name=reason]")
    day.fill("20/07/2026")
    page.get_by_label("Loại lý do").select_option(label="chờ bổ sung hồ sơ")
    reason.fill("Thiếu giấy ủy quyền")
    follow(page.get_by_role("button", name="Tạm dừng thời hạn"))
    assert page.get_by_text("Chưa lưu được: 1 ô cần sửa.").is_visible()
    assert page.title().startswith("Lỗi: ")
    assert page.locator("#id_on_error").inner_text() == "Ngày này chưa tới."
    assert (day.input_value(), reason.input_value()) == ("20/07/2026", "Thiếu giấy ủy quyền")
    assert page.get_by_label("Loại lý do").input_value() == "dossier"
    assert Obligation.objects.get().paused_on is None
    journey.look()
    day.fill("09/07/2026")
    press(page.get_by_role("button", name="Tạm dừng thời hạn"))


def when_it_is_resumed(journey) -> None:
    page = journey.page
    follow(page.get_by_role("link", name="Tính tiếp thời hạn"))
    journey.look()
    page.locator("[name=on]").fill("14/07/2026")
    press(page.get_by_role("button", name="Tính tiếp thời hạn"))


def when_the_reason_is_asked(journey):
    page = journey.page
    page.locator("a[data-why]").first.click()
    box = page.get_by_role("dialog")
    expect(box).to_be_focused()
    return box


# The leader's link


@pytest.fixture
def letter(cast, monkeypatch) -> str:
    """What the morning sweep writes to the chairman, delivered; of his council one duty is secret."""
    monkeypatch.setattr(letters, "ring", lambda: None)  # the outbox is emptied below
    cast.tu.email = "tu@an-binh.example"
    cast.tu.save(update_fields=["email"])
    duty(cast, "Gửi giấy mời họp", date(2026, 7, 15))
    duty(cast, "Báo cáo thuốc", date(2026, 6, 15), owner=cast.department, beneficiary=cast.standing, assignee=None)
    for due_on in (date(2026, 7, 15), date(2026, 6, 15)):
        duty(cast, "Xác minh tố cáo ông Khải", due_on, confidential=True, assignee=cast.tu.person)
    sweep()
    assert delivery.deliver().counts["sent"] == len(mail.outbox)
    return next(one.body for one in mail.outbox if one.subject == "Phối hợp: tờ buổi sáng 15/07/2026")


def test_a_leader_reads_the_morning_sheet_without_signing_in(journey, letter, clock):
    link = urlsplit(re.search(r"https?://\S+/buoi-sang/\S+", letter)[0]).path
    page = journey.page
    journey.open(link)
    assert page.locator("h1").inner_text() == "Tờ buổi sáng 15/07/2026"
    assert page.get_by_text("Thường trực HĐND tỉnh. Dành riêng cho Trần Văn Tú.").is_visible()
    assert page.locator(".tallies .big").all_inner_texts() == ["1", "1", "1", "0"]
    assert page.locator("#hom-nay").get_by_text("Gửi giấy mời họp").is_visible()
    assert page.locator("#nghiem-trong").get_by_text("Báo cáo thuốc").is_visible()
    assert page.locator("#co-quan tbody tr").all_inner_texts() == ["Sở Y tế\t1\t30 ngày"]
    assert [words for words in ("Khải", "tố cáo", "Mật") if words in page.content() + letter] == []
    journey.look()

    # The link opens this page and nothing else.
    follow(page.get_by_role("link", name="Đăng nhập để xem đủ và làm việc"))
    assert urlsplit(page.url).path == reverse("account_login")

    then_the_link_is_over(journey, f"{link[:-2]}x/")
    clock.move_to(WEDNESDAY + timedelta(hours=25))
    then_the_link_is_over(journey, link)
    journey.look()


def then_the_link_is_over(journey, path: str) -> None:
    page = journey.page
    assert page.goto(f"{journey.origin}{path}").status == 410
    assert page.locator("h1").inner_text() == "Đường dẫn này đã hết hạn"
    assert page.get_by_role("link", name="Đăng nhập").is_visible()
