"""How every part is: the same answers in `doctor`, on the operator's page and in the banner."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from coordination.audit.models import Event
from coordination.jobs import heartbeats
from coordination.jobs.models import Heartbeat
from coordination.notices.choices import LetterState
from coordination.notices.models import Letter
from coordination.operations import health
from coordination.ui.shell import Shell
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 15, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def wednesday(time_machine):
    """The morning of 15/07/2026; this process began an hour ago, in this made-up time too."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def started(monkeypatch):
    monkeypatch.setattr(health, "STARTED", NOW - timedelta(hours=1))


def beaten(name: str, ago: timedelta) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now() - ago})


def found(name: str) -> tuple[str, str]:
    row = next(row for row in health.checks() if row.name == name)
    return row.label, row.words


def letter(**fields) -> Letter:
    return Letter.objects.create(recipient=UserFactory(), kind="digest", key=f"k{Letter.objects.count()}", **fields)


@pytest.mark.parametrize(
    ("ago", "answer"),
    [
        (None, ("cần xem", "chưa chạy lần nào")),
        (timedelta(minutes=3), ("tốt", "hoạt động 3 phút trước")),
        (timedelta(minutes=4), ("lỗi", "không thấy hoạt động từ 4 phút trước")),
        (timedelta(hours=5), ("lỗi", "không thấy hoạt động từ 5 giờ trước")),
        (timedelta(days=3), ("lỗi", "không thấy hoạt động từ 3 ngày trước")),
    ],
)
@pytest.mark.parametrize(
    ("part", "name"), [("Bộ hẹn giờ", heartbeats.SCHEDULER), ("Tiến trình nền", heartbeats.WORKER)]
)
def test_a_part_may_miss_three_of_its_intervals(part, name, ago, answer):
    if ago is not None:
        beaten(name, ago)
    assert found(part) == answer


@pytest.mark.parametrize(
    ("ago", "answer"),
    [
        (timedelta(minutes=30), ("tốt", "quét 30 phút trước")),
        (timedelta(minutes=31), ("lỗi", "Bộ phận nhắc hạn đã dừng 31 phút: không ai được nhắc.")),
        (None, ("lỗi", "Bộ phận nhắc hạn đã dừng 1 giờ: không ai được nhắc.")),
    ],
)
def test_the_sweep_stands_still(ago, answer):
    if ago is not None:
        beaten(heartbeats.REMINDERS, ago)
    assert found("Quét nhắc hạn") == answer


def test_a_process_that_has_just_begun_accuses_nobody(monkeypatch):
    monkeypatch.setattr(health, "STARTED", NOW - timedelta(minutes=5))
    assert found("Quét nhắc hạn") == ("cần xem", "chưa quét lần nào")
    assert health.reminders_stand_still() == ""


def test_letters_in_trouble_are_counted():
    letter(state=LetterState.FAILED)
    letter(not_before=NOW - timedelta(hours=2))
    letter(not_before=NOW + timedelta(hours=2))
    letter(state=LetterState.SENDING, lease_until=NOW - timedelta(minutes=1))
    assert found("Hộp thư đi") == ("cần xem", "1 thư không gửi được, 1 thư chờ quá một giờ, 1 thư gửi dở")


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (NOW, ("tốt", "lịch năm 2027 còn dự kiến hoặc chưa có")),
        (datetime(2026, 10, 1, 2, tzinfo=UTC), ("cần xem", "lịch năm 2027 còn dự kiến hoặc chưa có")),
        (datetime(2025, 12, 1, 2, tzinfo=UTC), ("tốt", "lịch năm 2026 đã chính thức")),
    ],
)
def test_the_calendar_of_next_year(time_machine, day, answer):
    time_machine.move_to(day, tick=False)
    assert found("Lịch năm sau") == answer


@pytest.mark.parametrize(
    ("backend", "site", "state"),
    [
        ("django.core.mail.backends.smtp.EmailBackend", "http://127.0.0.1:8000", health.WARN),
        ("django.core.mail.backends.smtp.EmailBackend", "https://phoihop.example", health.GOOD),
        ("django.core.mail.backends.filebased.EmailBackend", "http://127.0.0.1:8000", health.GOOD),
    ],
)
def test_links_that_nobody_elsewhere_can_open(settings, backend, site, state):
    settings.EMAIL_BACKEND, settings.SITE_URL = backend, site
    assert {check.name: check.state for check in health.checks()}["Liên kết trong thư"] == state


def test_a_question_that_fails_is_an_answer(monkeypatch, caplog):
    def broken(_deep):
        raise RuntimeError("mật khẩu")

    monkeypatch.setattr(health, "QUESTIONS", (("Hỏng", broken),))
    assert [(row.name, row.label, row.words) for row in health.checks()] == [
        ("Hỏng", "lỗi", "không hỏi được (RuntimeError)")
    ]


def test_doctor_ends_with_1_and_names_what_is_wrong():
    beaten(heartbeats.WORKER, timedelta(days=1))
    beaten(heartbeats.REMINDERS, timedelta())
    out = StringIO()
    with pytest.raises(CommandError, match=r"^Có lỗi ở: Tiến trình nền\.$"):
        call_command("doctor", "--format", "json", stdout=out)
    rows = json.loads(out.getvalue())
    assert [row["name"] for row in rows] == [name for name, _ask in health.QUESTIONS]
    assert rows[3] == {"name": "Tiến trình nền", "state": "lỗi", "words": "không thấy hoạt động từ 24 giờ trước"}


def test_doctor_ends_quietly_when_all_is_well(monkeypatch):
    monkeypatch.setattr(health, "QUESTIONS", (("Hàng đợi", lambda deep: ("done", f"tốt, sâu: {deep}")),))
    out = StringIO()
    call_command("doctor", stdout=out)
    assert out.getvalue() == "tốt      Hàng đợi: tốt, sâu: True\n"


def test_the_page_is_the_operators(client, cast):
    for who in (cast.lan, cast.admin, cast.acting_as(cast.commune_council, "locality_admin")):
        client.force_login(who)
        assert client.get(reverse("operations:state")).status_code == 403
    client.force_login(cast.operator)
    page = client.get(reverse("operations:state"))
    assert page.status_code == 200
    assert [check.name for check in page.context["checks"]] == [name for name, _ask in health.QUESTIONS]


def test_the_banner_is_for_operators_only(client, cast):
    sentence = "Bộ phận nhắc hạn đã dừng 1 giờ: không ai được nhắc."
    client.force_login(cast.operator)
    assert sentence in client.get(reverse("deadlines:rule-list")).content.decode()
    client.force_login(cast.lan)
    assert sentence not in client.get(reverse("deadlines:rule-list")).content.decode()


def test_a_failed_letter_is_sent_again(client, cast):
    failed = letter(state=LetterState.FAILED)
    address = reverse("operations:retry-letter", args=[failed.pk])
    client.force_login(cast.lan)
    assert client.post(address).status_code == 403
    client.force_login(cast.operator)
    assert client.get(address).status_code == 405
    assert client.post(address).url == reverse("operations:state")
    failed.refresh_from_db()
    assert failed.state == LetterState.QUEUED
    Letter.objects.update(state=LetterState.SENT)
    page = client.post(address, follow=True)
    assert [str(message) for message in page.context["messages"]][-1] == (
        f"Thư số {failed.pk} đã gửi rồi hoặc đang được gửi."
    )


def test_scheduler_and_worker_leave_their_signs(monkeypatch):
    from coordination.jobs.tasks import heartbeat  # noqa: PLC0415

    monkeypatch.setattr(heartbeats, "close_old_connections", lambda: None)
    heartbeat.apply_async()
    heartbeat()
    names = Heartbeat.objects.values_list("name", flat=True)
    assert list(names) == [heartbeats.SCHEDULER, heartbeats.WORKER]


def test_an_operator_begins_with_the_state_of_the_installation(client, cast):
    client.force_login(cast.operator)
    page = client.get("/", follow=True)
    assert page.redirect_chain == [(reverse("operations:state"), 302)]
    shell = Shell(page.wsgi_request)
    assert [place.key for place in shell.bar] == ["rules", "calendar", "jobs", "operations"]
    assert shell.current == "operations"
    assert client.get(reverse("administration:body-list")).status_code == 403


def test_the_role_is_given_by_command(cast, capsys):
    call_command("operator", "admin")
    row = cast.admin.memberships.get(role="operator")
    assert (row.body, row.valid_to) == (cast.office, None)
    assert capsys.readouterr().out == "Đã giao vai vận hành hệ thống cho Đinh Quản Trị (Văn phòng HĐND tỉnh).\n"
    event = Event.objects.get(content_type__model="membership", object_id=row.pk)
    assert (event.kind, event.actor_name) == ("created", "Hệ thống (lệnh operator)")


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("ai-do", "Không có tài khoản ai-do."),
        ("operator", "Tài khoản operator đã có vai vận hành hệ thống."),
        ("roi", "Tài khoản roi chưa có vai nào còn hiệu lực: giao một vai thường trước."),
    ],
)
def test_the_command_refuses_with_a_sentence(cast, username, words):
    UserFactory(username="roi")
    with pytest.raises(CommandError) as refusal:
        call_command("operator", username)
    assert str(refusal.value) == words
