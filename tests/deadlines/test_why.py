""" "Vì sao ngày này?" beside a date and as a page: who may ask, what it answers, that every due date leads to it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from coordination.deadlines.models import ClockEvent
from tests.deadlines.factories import ObligationFactory, RuleVersionFactory
from tests.oversight.factories import RecommendationFactory
from tests.regulations.factories import MeetingFactory
from tests.sessions.factories import AgendaItemFactory
from tests.voters.factories import PetitionFactory

pytestmark = pytest.mark.django_db

WORK = "/viec/"
LIST = "/viec/nghia-vu/"
OF_RECORD = "/viec/vi-sao/"


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


@pytest.fixture
def as_(client, cast):
    """Sign in as one of the cast."""

    def sign_in(name):
        client.force_login(getattr(cast, name))
        return client

    return sign_in


@pytest.fixture
def duty(cast):
    """Ten working days from Wednesday 1 July: due on the 15th."""
    return ObligationFactory(
        owner=cast.office,
        beneficiary=cast.committee,
        basis_kind="rule",
        version=RuleVersionFactory(article="Điều 28", law="Luật Thử số 42/2013/QH13"),
        anchor_on=date(2026, 7, 1),
        due_on=date(2026, 7, 15),
    )


def pause(duty, first="2026-07-08", last_plus_one=None):
    fields = {"obligation": duty, "by_name": "Lan"}
    ClockEvent.objects.create(
        kind="pause", on=date.fromisoformat(first), category="dossier", reason="chờ bổ sung hồ sơ", **fields
    )
    if last_plus_one:
        ClockEvent.objects.create(kind="resume", on=date.fromisoformat(last_plus_one), **fields)
    else:
        duty.paused_on = date.fromisoformat(first)
        duty.save()


def asked(record, day):
    return f"{OF_RECORD}?ho-so={record._meta.label_lower}:{record.pk}&ngay={day}"


def test_the_page_explains_every_day(as_, duty):
    response = as_("lan").get(duty.why_url)
    page = response.content.decode()
    assert response.status_code == 200
    assert '<h1>Vì sao hạn là <span class="nb">15/07/2026</span>?</h1>' in page
    assert "<!doctype html>" in page.lower()
    assert page.count('<li class="day day-c">') == 9
    assert page.count('<li class="day day-s">') == 4
    assert page.count('<li class="day day-d">') == 1
    assert "Thứ Tư 15/07/2026: hạn, ngày thứ 10" in page
    assert "Luật Thử số 42/2013/QH13, Điều 28" in page
    assert "Đã đối chiếu văn bản" in page
    assert f'href="{reverse("deadlines:rule-detail", args=[duty.version.rule.pk])}#v{duty.version.pk}"' in page
    assert 'data-copy="Căn cứ Điều 28 Luật Thử số 42/2013/QH13 về việc ' in page


def test_beside_the_date_it_is_a_box_without_a_page(as_, duty):
    response = as_("lan").get(duty.why_url, headers={"HX-Request": "true"})
    assert response["Vary"].count("HX-Request") == 1
    page = response.content.decode()
    assert "<html" not in page
    assert '<h2>Vì sao hạn là <span class="nb">15/07/2026</span>?</h2>' in page
    assert "data-close" in page


@pytest.mark.parametrize("name", ["stranger", "dai_bieu"])
def test_who_does_not_see_the_duty_learns_nothing(as_, duty, name):
    assert as_(name).get(duty.why_url).status_code == 404


def test_signing_in_comes_first(client, duty):
    response = client.get(duty.why_url)
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/tai-khoan/dang-nhap/")


def test_a_paused_duty_says_what_would_be(as_, duty):
    pause(duty)
    page = as_("lan").get(duty.why_url).content.decode()
    assert "tạm dừng từ 08/07/2026" in page
    assert 'Hạn trước khi tạm dừng là <span class="nb">15/07/2026</span>; nếu tính tiếp từ ngày mai thì đến' in page
    assert '<b class="nb">23/07/2026</b>' in page
    assert "chờ bổ sung hồ sơ" in page


def test_a_short_pause_is_told_with_its_reason(as_, duty):
    pause(duty, "2026-07-08", "2026-07-10")
    duty.due_on = date(2026, 7, 17)
    duty.save()
    page = as_("lan").get(duty.why_url).content.decode()
    assert '<span class="nb">08/07/2026 – 09/07/2026</span>, chờ bổ sung hồ sơ' in page
    assert "Sổ ghi hạn là" not in page


def test_a_set_date_has_no_strip(as_, cast):
    duty = ObligationFactory(
        owner=cast.office, basis_kind="dispatch", basis="Phiếu chuyển 12/PC", due_on=date(2026, 7, 18)
    )
    page = as_("lan").get(duty.why_url).content.decode()
    assert "Hạn ấn định theo Phiếu chuyển 12/PC." in page
    assert "Ngày 18/07/2026 là ngày nghỉ (cuối tuần); hạn vẫn giữ như đã viết." in page
    assert 'class="strip"' not in page
    assert 'data-copy="Thời hạn hoàn thành là hết ngày 18/7/2026 theo Phiếu chuyển 12/PC."' in page


def test_an_unverified_rule_warns(as_, duty):
    duty.version.verification = "unverified"
    duty.version.save()
    page = as_("lan").get(duty.why_url).content.decode()
    assert "Quy định này chưa kiểm chứng: vẫn dùng được" in page
    assert 'class="chip st-unsure chip-bare"' in page


@pytest.mark.parametrize("events", [0, 2])
def test_it_asks_the_same_number_of_queries(as_, duty, django_assert_num_queries, events):
    if events:
        pause(duty, "2026-07-08", "2026-07-10")
    browser = as_("lan")
    browser.get(duty.why_url)
    with django_assert_num_queries(8):
        browser.get(duty.why_url, headers={"HX-Request": "true"})


# --- Of a record ------------------------------------------------------------------------------------------------------


def test_a_record_is_explained_by_its_duty(as_, cast, duty):
    meeting = MeetingFactory(locality=cast.locality)
    duty.subject = meeting
    duty.save()
    page = as_("lan").get(asked(meeting, "2026-07-15")).content.decode()
    assert "Mốc 01/07/2026" in page


def test_the_open_duty_comes_before_the_closed_one(as_, cast):
    meeting = MeetingFactory(locality=cast.locality)
    for basis, done in (("Văn bản cũ", "2026-07-10"), ("Văn bản mới", None)):
        ObligationFactory(
            owner=cast.office, subject=meeting, basis=basis, basis_kind="other", due_on=date(2026, 7, 31), done=done
        )
    page = as_("lan").get(asked(meeting, "2026-07-31")).content.decode()
    assert "Hạn ấn định theo Văn bản mới." in page


def test_without_a_duty_a_record_says_where_its_date_stands(as_, cast):
    petition = PetitionFactory(locality=cast.locality, due_on=date(2026, 7, 31))
    page = as_("lan").get(asked(petition, "2026-07-31")).content.decode()
    assert f"Hạn ấn định, ghi ở mục “hạn trả lời” của hồ sơ {petition.public_title}." in page


def test_a_date_that_was_corrected_since_is_said_to_be_so(as_, cast):
    petition = PetitionFactory(locality=cast.locality, due_on=date(2026, 7, 31))
    page = as_("lan").get(asked(petition, "2026-07-30")).content.decode()
    assert "Hồ sơ không còn ghi ngày 30/07/2026: hạn đã được sửa sau khi bạn mở trang." in page


def test_a_record_of_somebody_else_is_not_there(as_, cast):
    petition = PetitionFactory(locality=cast.locality, due_on=date(2026, 7, 31))
    assert as_("stranger").get(asked(petition, "2026-07-31")).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?ho-so=voters.petition:1",
        "?ho-so=voters.petition:0&ngay=2026-07-31",
        "?ho-so=voters.nothing:1&ngay=2026-07-31",
        "?ho-so=people.user:1&ngay=2026-07-31",
        "?ho-so=voters.petition:x&ngay=2026-07-31",
        "?ho-so=rubbish&ngay=2026-07-31",
    ],
)
def test_rubbish_is_not_found(as_, query):
    assert as_("lan").get(OF_RECORD + query).status_code == 404


@pytest.mark.parametrize("day", ["2026-02-30", "hôm nay", "", "99999999999-01-01", "2026-07"])
def test_an_impossible_day_is_not_found(as_, cast, day):
    petition = PetitionFactory(locality=cast.locality)
    assert as_("lan").get(asked(petition, day)).status_code == 404


# --- Every due date leads to its reason -------------------------------------------------------------------------------


def test_duties_lead_to_their_reason(as_, cast):
    meeting = MeetingFactory(locality=cast.locality)
    duty = ObligationFactory(owner=cast.office, subject=meeting, due_on=date(2026, 7, 15))
    browser = as_("lan")
    for page in (WORK, LIST, duty.get_absolute_url(), meeting.get_absolute_url()):
        assert f'<a class="due" href="{duty.why_url}" data-why>' in browser.get(page).content.decode(), page


def test_due_dates_of_records_lead_to_their_reason(as_, cast):
    petition = PetitionFactory(locality=cast.locality, due_on=date(2026, 7, 31))
    item = AgendaItemFactory(locality=cast.locality, due_on=date(2026, 7, 31), session__locality=cast.locality)
    recommendation = RecommendationFactory(locality=cast.locality, due_on=date(2026, 7, 31))
    browser = as_("lan")
    for record in (petition, item, recommendation):
        link = asked(record, "2026-07-31").replace("&", "&amp;")
        pages = [reverse(f"{record._meta.app_label}:{record._meta.model_name}-list"), record.get_absolute_url()]
        for page in pages:
            assert f'<a class="due" href="{link}" data-why>' in browser.get(page).content.decode(), page
