"""The report to the session goes in order: its figures, its letter, its issue; nothing issues it without a paper."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coordination.documents import drafting, letters
from coordination.documents.panels import letter_url
from coordination.records.errors import AlreadyDone, NotNow
from tests.documents.factories import OfficialDocumentFactory
from tests.voters.factories import LOADER
from tests.voters.factories_supervision import SupervisionReportFactory
from voters import actions

D = date
WORDS = {"assessment": "Cơ bản kịp thời.", "proposals": "Tiếp tục theo dõi."}
KIND = "petition-supervision"


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def report(cast):
    return SupervisionReportFactory(locality=cast.locality, **WORDS)


def step(report, name: str) -> str:
    return reverse("voters:supervisionreport-move", args=[report.pk, name])


def steps(client, report) -> list[tuple[str, bool, bool, str]]:
    """What the page offers: words, whether it is filled, whether it can be pressed, why not."""
    buttons = client.get(report.get_absolute_url()).context["buttons"]
    return [(button.label, button.primary, button.enabled, button.reason) for button in buttons]


def letter_of(report, by):
    letter, recipients = drafting.begun(letters.kind_of(KIND), report, by)
    return drafting.create(letter, by=by, related={"recipients": recipients})


def issued_of_old(report):
    """As reports were issued before a paper was asked for."""
    actions.settle_numbers(report, by=LOADER)
    return actions.issue_supervision(report, by=LOADER, issued_on=D(2026, 9, 30))


def test_the_first_step_is_the_next_in_order(clerk, cast, report):
    first = steps(clerk, report)
    clerk.post(step(report, "settle"))
    report.refresh_from_db()
    settled = steps(clerk, report)
    letter = letter_of(report, cast.lan)
    begun = clerk.get(report.get_absolute_url()).context["buttons"][0]
    drafting.issue(letter, by=cast.lan, issued_on=D(2026, 9, 30))
    assert (first, settled, (begun.label, begun.url, begun.primary), steps(clerk, report)) == (
        [
            ("Chốt số liệu", True, True, ""),
            ("Ghi đã ban hành", False, False, "Chốt số liệu trước khi ban hành."),
        ],
        [
            ("Soạn văn bản báo cáo", True, True, ""),
            ("Chốt lại số liệu", False, True, ""),
            ("Ghi đã ban hành", False, True, ""),
        ],
        ("Ban hành văn bản đang soạn", letter.get_absolute_url(), True),
        [],
    )


def test_the_letter_is_begun_from_the_first_button(clerk, cast, report):
    actions.settle_numbers(report, by=cast.lan)
    button = clerk.get(report.get_absolute_url()).context["buttons"][0]
    assert (button.url, clerk.get(button.url).status_code) == (letter_url(letters.kind_of(KIND), report), 200)


def test_a_letter_of_earlier_numbers_is_not_the_next_step(clerk, cast, report):
    actions.settle_numbers(report, by=cast.lan)
    letter_of(report, cast.lan)
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        actions.settle_numbers(report, by=cast.lan)
        assert steps(clerk, report)[0] == ("Soạn văn bản báo cáo", True, True, "")


def test_whoever_only_reads_is_offered_nothing(client, cast, report):
    actions.settle_numbers(report, by=cast.lan)
    client.force_login(cast.thu_ky)
    offered = {words for words, *_rest in steps(client, report)}
    client.force_login(cast.stranger)
    assert (offered & {"Soạn văn bản báo cáo"}, client.get(report.get_absolute_url()).status_code) == (set(), 404)


def test_figures_of_a_day_to_come_wait_for_it(clerk, cast):
    report = SupervisionReportFactory(locality=cast.locality, counted_on=D(2026, 12, 31))
    why = "Số liệu tính đến hết 31/12/2026, ngày ấy chưa qua."
    assert steps(clerk, report)[0] == ("Chốt số liệu", False, False, why)
    with pytest.raises(NotNow) as refused:
        actions.settle_numbers(report, by=cast.lan)
    assert refused.value.message == why


def test_without_settled_figures_it_is_not_issued(clerk, cast, report):
    document = OfficialDocumentFactory(locality=cast.locality)
    response = clerk.post(step(report, "issue"), {"issued_on": "30/09/2026", "document": document.pk}, follow=True)
    report.refresh_from_db()
    told = [str(message) for message in response.context["messages"]]
    assert (report.status, told) == ("draft", ["Chốt số liệu trước khi ban hành."])


def test_without_a_document_it_is_not_issued(clerk, cast, report):
    actions.settle_numbers(report, by=cast.lan)
    response = clerk.post(step(report, "issue"), {"issued_on": "30/09/2026"})
    with pytest.raises(ValidationError) as refused:
        actions.issue_supervision(report, by=cast.lan)
    report.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors), report.status) == (422, ["document"], "draft")
    assert refused.value.message_dict == {"document": ["Chọn văn bản đã vào sổ."]}


def test_issued_elsewhere_it_names_the_document_of_the_book(clerk, cast, report):
    actions.settle_numbers(report, by=cast.lan)
    document = OfficialDocumentFactory(locality=cast.locality)
    clerk.post(step(report, "issue"), {"issued_on": "30/09/2026", "document": document.pk})
    report.refresh_from_db()
    kinds = clerk.get(report.get_absolute_url()).context["sections"][1].context["kinds"]
    assert (report.status, report.issued_on, report.document, kinds) == ("issued", D(2026, 9, 30), document, [])


def test_one_that_was_issued_without_a_paper_still_gets_its_letter(clerk, cast, report):
    issued_of_old(report)
    ((words, url),) = clerk.get(report.get_absolute_url()).context["sections"][1].context["kinds"]
    assert (words, clerk.get(url).status_code) == ("Báo cáo giám sát", 200)
    assert steps(clerk, report) == [("Soạn văn bản báo cáo", True, True, "")]
    letter, second = letter_of(report, cast.lan), letter_of(report, cast.lan)
    document = drafting.issue(letter, by=cast.lan, issued_on=D(2026, 9, 30))
    report.refresh_from_db()
    assert (report.status, report.issued_on, report.document) == ("issued", D(2026, 9, 30), document)
    second.refresh_from_db()
    with pytest.raises(AlreadyDone):
        drafting.issue(second, by=cast.lan, issued_on=D(2026, 9, 30))
