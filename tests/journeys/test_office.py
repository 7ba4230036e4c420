"""The first days of an office: sign in, record a petition, find it again, write the review, print it."""

import re
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse

from coordination.operations.demo.loading import PASSWORD
from reports.models import Review
from tests.journeys.browser import follow, press
from tests.journeys.story import taken
from voters.models import Petition

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("demo")]

CLERK, LEADER, FRONT, DEPARTMENT, ALL_OFFICES = (
    "hdnd-chuyenvien",
    "hdnd-lanhdao",
    "mttq-chuyenvien",
    "so-xaydung",
    "vanphong",
)


def heading(page) -> str:
    return page.locator("h1").inner_text()


def given_i_am(journey, username: str):
    return journey.sign_in(username, PASSWORD)


def when_i_switch_to(journey, words: str) -> None:
    """Through the person menu, as the demonstration's clerk of all offices does."""
    page = journey.page
    page.locator("button.who, summary.who").first.click()
    press(page.get_by_role("button", name=re.compile(words)))


def then_the_pdf_says(path, *phrases) -> None:
    text = " ".join(subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True).stdout.split())
    assert [phrase for phrase in phrases if phrase not in text] == []


def when_the_pdf_is_ready(journey) -> Path:
    """Press "Xuất PDF", watch the progress, take the file."""
    page = journey.page
    press(page.get_by_role("button", name="Xuất PDF"))
    ready = page.get_by_role("link", name=re.compile("^Tải "))
    ready.wait_for(timeout=60_000)
    journey.look()
    return taken(page, ready)


@pytest.mark.smoke
def test_a_clerk_records_a_petition_and_finds_it_without_accents(journey):
    page = given_i_am(journey, CLERK)
    assert heading(page) == "Việc của tôi"
    journey.look()
    page.goto(f"{journey.origin}{reverse('voters:petition-list')}")
    journey.look()
    follow(page.get_by_role("link", name="Ghi kiến nghị").first)
    journey.look()

    follow(page.get_by_role("button", name=re.compile("Lưu|Ghi")).last)
    assert page.title().startswith("Lỗi: ")
    journey.look()

    page.locator("[name=content]").fill("Đèn tín hiệu ở ngã tư phường Đồng Tâm hỏng đã lâu, đề nghị sửa chữa")
    page.locator("[name=received_on]").fill("20/11/2026")
    page.locator("[name=origin]").select_option("before")
    press(page.get_by_role("button", name=re.compile("Lưu|Ghi")).last)
    petition = Petition.objects.get(content__startswith="Đèn tín hiệu")
    assert page.url == f"{journey.origin}{petition.get_absolute_url()}"
    journey.look()

    page.goto(f"{journey.origin}{reverse('voters:petition-list')}?q=den+tin+hieu+nga+tu")
    assert page.locator("#ket-qua tbody tr").count() == 1
    assert petition.code in page.locator("#ket-qua tbody tr").inner_text()
    page.goto(f"{journey.origin}{reverse('search:results')}?q=den+tin+hieu")
    assert page.get_by_role("link", name=re.compile("Đèn tín hiệu")).count() == 1
    journey.look()


def test_leader_front_and_stranger_see_what_is_theirs(journey):
    page = given_i_am(journey, LEADER)
    assert heading(page) == "Toàn cảnh tỉnh An Bình"
    journey.look()
    journey.sign_out()

    page = given_i_am(journey, FRONT)
    petition = Petition.objects.get(code="KN-2026-0101")
    journey.open(petition.get_absolute_url())
    assert petition.title in heading(page)
    journey.look()
    journey.sign_out()

    page = given_i_am(journey, DEPARTMENT)
    foreign = Review.objects.get(locality__slug="bac-kan")
    assert page.goto(f"{journey.origin}{foreign.get_absolute_url()}").status in (403, 404)
    elsewhere = Petition.objects.get(code="KN-2026-0158")
    assert page.goto(f"{journey.origin}{elsewhere.get_absolute_url()}").status == 404
    assert page.goto(f"{journey.origin}{petition.get_absolute_url()}").status == 200


@pytest.mark.pdf
@pytest.mark.usefixtures("worker")
def test_the_review_is_drafted_edited_printed_and_the_stored_one_is_closed(journey):
    page = given_i_am(journey, ALL_OFFICES)
    journey.open(reverse("reports:review-create"))
    page.locator("[name=title]").fill("Kết quả thực hiện Quy chế phối hợp năm 2026")
    page.locator("[name=regulation]").select_option(index=1)
    page.locator("[name=lead_party]").select_option(label="Thường trực HĐND tỉnh")
    page.locator("[name=term]").select_option("")
    page.locator("[name=start]").fill("01/01/2026")
    page.locator("[name=end]").fill("31/12/2026")
    journey.look()
    press(page.get_by_role("button", name="Dựng bản thảo"))
    journey.look()

    follow(page.get_by_role("link", name=re.compile("Sửa mục này.*Ưu điểm")))
    page.locator("[name=text]").fill("Ba bên trao đổi thông tin hằng tuần.")
    journey.look()
    press(page.get_by_role("button", name="Lưu mục"))
    assert page.get_by_text("Ba bên trao đổi thông tin hằng tuần.").count() == 1
    then_the_pdf_says(when_the_pdf_is_ready(journey), "Ba bên trao đổi thông tin hằng tuần.", "54 kiến nghị")

    when_i_switch_to(journey, "Bắc Kạn")
    journey.open(reverse("reports:review-list"))
    journey.look()
    follow(page.locator("#ket-qua tbody tr a").first)
    journey.look()
    assert page.get_by_role("link", name=re.compile("^Sửa|^Thêm")).count() == 0
    then_the_pdf_says(
        when_the_pdf_is_ready(journey), "144 nghị quyết", "18 cuộc giám sát", "8 cuộc khảo sát", "29/7/2021"
    )
