"""Tasks of resolutions: progress by who does them, several at once, the end with its evidence, how all are done."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from coordination.deadlines.actions import close
from coordination.deadlines.models import Obligation
from coordination.jobs import runner
from coordination.jobs.models import Job
from coordination.records.errors import Conflict, Forbidden, NotNow
from sessions import actions
from sessions.models import ResolutionTask, TaskReport
from sessions.rules import does_task
from tests.people.factories import BodyFactory
from tests.sessions.factories import ResolutionFactory, ResolutionTaskFactory
from tests.sessions.factories_resolutions import TaskReportFactory

TODAY = date(2026, 7, 15)


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


def url(name, *args):
    return reverse(f"council_sessions:{name}", args=args)


@pytest.fixture
def task(cast):
    return ResolutionTaskFactory(locality=cast.locality, owner=cast.department, due_on=date(2026, 9, 30))


class TestReports:
    def report(self, task, percent, day, **fields):
        return TaskReportFactory(locality=task.locality, task=task, percent=percent, reported_on=day, **fields)

    def test_the_newest_is_the_progress(self, task):
        self.report(task, 60, "2026-07-10")
        self.report(task, 30, "2026-07-01")
        assert ResolutionTask.objects.get(pk=task.pk).percent == 60

    def test_a_correction_moves_it(self, cast, task):
        report = self.report(task, 60, "2026-07-10")
        report.percent = 50
        actions.edit_report(report, by=cast.minh)
        assert ResolutionTask.objects.get(pk=task.pk).percent == 50

    def test_the_end_is_the_whole_and_reopening_takes_it_back(self, cast, task):
        self.report(task, 60, "2026-07-10")
        task.refresh_from_db()
        actions.finish_task(task, by=cast.minh, result="Kế hoạch 15/KH-SYT")
        assert (task.percent, task.result) == (100, "Kế hoạch 15/KH-SYT")
        with pytest.raises(NotNow):
            self.report(task, 70, "2026-07-11")
        actions.reopen_task(task, by=cast.lan, note="Thiếu phụ lục")
        assert ResolutionTask.objects.get(pk=task.pk).percent == 60

    def test_is_for_who_does_it(self, cast, task):
        other = cast.acting_as(
            BodyFactory(locality=cast.locality, code="so-khac", name="Sở khác", parent=cast.committee),
            "department_officer",
        )
        people = {"minh": cast.minh, "ubnd": cast.ubnd, "lan": cast.lan, "thu_ky": cast.thu_ky}
        others = {"hoa": cast.hoa, "other": other, "xa": cast.xa, "stranger": cast.stranger}
        assert [name for name, user in (people | others).items() if does_task(task, user.acting)] == list(people)
        for user in others.values():
            with pytest.raises(Forbidden):
                actions.create_report(
                    TaskReport(task=task, locality=task.locality, reported_on=TODAY, percent=1, text="x"), by=user
                )
        assert TaskReport.objects.count() == 0

    def test_a_department_reports_on_its_page(self, client, cast, task):
        client.force_login(cast.minh)
        page = client.get(task.get_absolute_url())
        panel = next(panel for panel in page.context["sections"] if panel.title == "Tiến độ")
        form = client.get(panel.link[1]).context["form"]
        assert (str(form["task"].value()), form["reported_on"].value()) == (str(task.pk), TODAY)
        posted = {"task": task.pk, "reported_on": "15/7/2026", "percent": "45", "text": "Đã lấy ý kiến"}
        answer = client.post(url("taskreport-create"), posted)
        assert (answer.status_code, answer.url) == (302, task.get_absolute_url())
        report = TaskReport.objects.get()
        assert ResolutionTask.objects.get(pk=task.pk).percent == 45
        assert client.get(url("taskreport-edit", report.pk)).status_code == 200
        assert client.get(report.get_absolute_url()).status_code == 200

    def test_a_commune_reports_to_the_province(self, client, cast):
        task = ResolutionTaskFactory(locality=cast.locality, owner=cast.commune_council)
        client.force_login(cast.xa)
        page = f"{url('taskreport-create')}?task={task.pk}"
        posted = {"task": task.pk, "reported_on": "15/7/2026", "percent": "20", "text": "Đang làm"}
        assert client.post(page, posted).status_code == 302
        assert TaskReport.objects.get().locality == cast.locality

    @pytest.mark.parametrize(
        ("field", "text", "words"),
        [
            ("percent", "120", "Tiến độ từ 0 đến 100."),
            ("percent", "-1", "Ghi số từ 0 trở lên."),
            ("reported_on", "16/7/2026", "Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay."),
            ("text", "", "Chưa ghi ô này."),
        ],
    )
    def test_bad_input_keeps_the_text(self, client, cast, task, field, text, words):
        client.force_login(cast.minh)
        posted = {"task": task.pk, "reported_on": "15/7/2026", "percent": "45", "text": "Đã làm"} | {field: text}
        answer = client.post(url("taskreport-create"), posted)
        form = answer.context["form"]
        assert answer.status_code == 422
        assert [message for messages in form.errors.values() for message in messages] == [words]
        assert form[field].value() == text
        assert TaskReport.objects.count() == 0

    def test_who_may_not_gets_403_and_a_stranger_404(self, client, cast, task):
        report = self.report(task, 10, "2026-07-10")
        for user, statuses in (
            (cast.hoa, [200, 403]),
            (cast.dai_bieu, [404, 404]),
            (cast.stranger, [404, 404]),
            (cast.minh, [200, 200]),
        ):
            client.force_login(user)
            pages = [report.get_absolute_url(), url("taskreport-edit", report.pk)]
            assert [client.get(page).status_code for page in pages] == statuses

    def test_two_at_once(self, cast, task):
        report = self.report(task, 10, "2026-07-10")
        stale = TaskReport.objects.get(pk=report.pk)
        report.text = "Đã chọn nhà thầu"
        actions.edit_report(report, by=cast.minh)
        stale.percent = 90
        with pytest.raises(Conflict):
            actions.edit_report(stale, by=cast.lan)
        assert ResolutionTask.objects.get(pk=task.pk).percent == 10

    def test_the_list_shows_a_bar_that_is_read_as_a_number(self, client, cast, task):
        self.report(task, 45, "2026-07-10")
        client.force_login(cast.lan)
        page = client.get(url("resolutiontask-list")).content.decode()
        assert '<progress max="100" value="45" aria-hidden="true"></progress><span class="num">45%</span>' in page

    def test_a_secret_tasks_report_is_secret(self, cast):
        task = ResolutionTaskFactory(locality=cast.locality, owner=cast.department, confidential=True)
        assert self.report(task, 10, "2026-07-10").confidential


class TestTheEnd:
    def test_late_asks_why_as_the_ledger_does(self, client, cast):
        task = ResolutionTaskFactory(locality=cast.locality, owner=cast.department, due_on=date(2026, 7, 1))
        client.force_login(cast.minh)
        page = url("resolutiontask-move", task.pk, "finish")
        posted = {"done_on": "15/7/2026", "result": "Kế hoạch 15/KH-SYT"}
        answer = client.post(page, posted)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["late_cause", "late_reason"])
        assert answer.context["form"]["result"].value() == "Kế hoạch 15/KH-SYT"
        posted |= {"late_cause": "late_input", "late_reason": "Xã gửi số liệu chậm", "late_body": cast.department.pk}
        assert client.post(page, posted).status_code == 302
        duty = Obligation.objects.about(task).get()
        assert (duty.status, duty.late_cause, duty.late_reason) == ("done", "late_input", "Xã gửi số liệu chậm")
        assert (duty.evidence, duty.late_body) == ("Kế hoạch 15/KH-SYT", cast.department)

    def test_done_in_time_asks_nothing(self, client, cast, task):
        client.force_login(cast.minh)
        form = client.get(url("resolutiontask-move", task.pk, "finish")).context["form"]
        assert list(form.fields) == ["done_on", "result"]

    def test_another_side_does_not_end_it(self, client, cast, task):
        client.force_login(cast.hoa)
        posted = {"done_on": "15/7/2026", "result": "Xong"}
        assert client.post(url("resolutiontask-move", task.pk, "finish"), posted).status_code == 403

    def test_the_ledger_sends_people_to_the_task(self, cast, task):

        duty = Obligation.objects.about(task).get()
        with pytest.raises(NotNow, match="ghi đã xong trên trang của nhiệm vụ"):
            close(duty, by=cast.minh, closed_on=TODAY, evidence="Kế hoạch")


class TestSeveral:
    @pytest.fixture
    def record(self, cast):
        return ResolutionFactory(locality=cast.locality)

    def typed(self, *lines, total=5):
        data = {"form-TOTAL_FORMS": str(total), "form-INITIAL_FORMS": "0"}
        for number in range(total):
            title, owner, due = lines[number] if number < len(lines) else ("", "", "")
            data |= {f"form-{number}-title": title, f"form-{number}-owner": owner, f"form-{number}-due_on": due}
        return data

    def test_lines_become_tasks(self, client, cast, record):
        client.force_login(cast.lan)
        page = url("resolution-tasks", record.pk)
        assert len(client.get(page).context["lines"].forms) == 5
        posted = self.typed(
            ("Ban hành kế hoạch", cast.department.pk, "30/9/2026"), ("", "", ""), ("Bố trí vốn", cast.committee.pk, "")
        )
        answer = client.post(page, posted)
        assert (answer.status_code, answer.url) == (302, record.get_absolute_url())
        rows = record.tasks.order_by("pk").values_list("title", "owner__name", "due_on")
        assert list(rows) == [
            ("Ban hành kế hoạch", "Sở Y tế", date(2026, 9, 30)),
            ("Bố trí vốn", "UBND tỉnh", None),
        ]
        assert Obligation.objects.about(record.tasks.first()).count() == 1

    def test_one_wrong_line_saves_none_and_keeps_all(self, client, cast, record):
        client.force_login(cast.lan)
        posted = self.typed(("Ban hành kế hoạch", cast.department.pk, "31/9/2026"), ("Bố trí vốn", "", ""))
        answer = client.post(url("resolution-tasks", record.pk), posted)
        lines = answer.context["lines"]
        assert answer.status_code == 422
        assert [dict(form.errors) for form in lines.forms[:3]] == [
            {"due_on": ["Tháng 9 chỉ có 30 ngày."]},
            {"owner": ["Chưa chọn."]},
            {},
        ]
        assert 'value="31/9/2026"' in answer.content.decode()
        assert record.tasks.count() == 0

    def test_nothing_at_all_is_told(self, client, cast, record):
        client.force_login(cast.lan)
        answer = client.post(url("resolution-tasks", record.pk), self.typed())
        assert answer.status_code == 422
        assert "Ghi ít nhất một nhiệm vụ." in answer.content.decode()
        assert client.post(url("resolution-tasks", record.pk), {"form-TOTAL_FORMS": "x"}).status_code == 422

    def test_more_lines_keep_what_was_typed(self, client, cast, record):
        client.force_login(cast.lan)
        answer = client.post(url("resolution-tasks", record.pk), self.typed(("Bố trí vốn", "", "")) | {"them": "1"})
        page = answer.content.decode()
        assert (answer.status_code, len(answer.context["lines"].forms)) == (200, 10)
        assert 'value="Bố trí vốn"' in page
        assert "Chưa chọn." not in page

    def test_bodies_of_elsewhere_are_no_choice(self, client, cast, record):
        client.force_login(cast.lan)
        posted = self.typed(("Việc", cast.other_council.pk, ""))
        assert client.post(url("resolution-tasks", record.pk), posted).status_code == 422

    def test_is_not_for_others(self, client, cast, record):
        for user, status in ((cast.ubnd, 403), (cast.dai_bieu, 403), (cast.minh, 404), (cast.stranger, 404)):
            client.force_login(user)
            page = url("resolution-tasks", record.pk)
            assert (client.get(page).status_code, client.post(page, self.typed()).status_code) == (status, status)


class TestCarriedOut:
    @pytest.fixture
    def tasks(self, cast):
        record = ResolutionFactory(locality=cast.locality, number="12")
        place = {"locality": cast.locality, "resolution": record}
        own, other = place | {"owner": cast.department}, place | {"owner": cast.committee}
        return [
            ResolutionTaskFactory(**own, status="done", done_on=date(2026, 7, 1), due_on=date(2026, 7, 1)),
            ResolutionTaskFactory(**own, status="done", done_on=date(2026, 7, 2), due_on=date(2026, 7, 1)),
            ResolutionTaskFactory(**own, due_on=date(2026, 7, 14)),
            ResolutionTaskFactory(**own, due_on=TODAY),
            ResolutionTaskFactory(**other, due_on=None),
            ResolutionTaskFactory(**other, status="done", done_on=date(2026, 7, 2), due_on=None),
        ]

    def numbers(self, page) -> dict:
        rows = [*page.context["rows"], page.context["total"]]
        return {row["words"]: ([number for _, number, _ in row["cells"]], row["total"]) for row in rows}

    def test_counts_each_task_once_by_body(self, client, cast, tasks):
        client.force_login(cast.lan)
        numbers = {
            "Sở Y tế": ([1, 1, 1, 1], 4),
            "UBND tỉnh": ([1, 0, 1, 0], 2),
            "Tổng cộng": ([2, 1, 2, 1], 6),
        }
        assert self.numbers(client.get(url("resolution-progress"), {"nam": "2026"})) == numbers
        assert self.numbers(client.get(url("resolution-carried-out", tasks[0].resolution_id))) == numbers
        assert client.get(url("resolution-progress"), {"nam": "2025"}).context["rows"] == []

    @pytest.mark.parametrize("user", ["lan", "minh"])
    def test_each_number_is_that_of_its_list(self, client, cast, tasks, user):
        client.force_login(getattr(cast, user))
        for page in (url("resolution-progress"), url("resolution-carried-out", tasks[0].resolution_id)):
            context = client.get(page).context
            for row in [*context["rows"], context["total"]]:
                for number, address in [(row["total"], row["url"]), *((n, u) for _, n, u in row["cells"])]:
                    asked = parse_qs(urlsplit(address).query)
                    listed = client.get(address)
                    assert (listed.status_code, listed.context["total"]) == (200, number), asked

    def test_a_department_counts_its_own(self, client, cast, tasks):
        client.force_login(cast.minh)
        assert self.numbers(client.get(url("resolution-progress"))) == {
            "Sở Y tế": ([1, 1, 1, 1], 4),
            "Tổng cộng": ([1, 1, 1, 1], 4),
        }

    def test_who_may_see_what(self, client, cast, tasks):
        page = url("resolution-carried-out", tasks[0].resolution_id)
        for user, status in ((cast.stranger, 404), (cast.admin, 404), (cast.ubnd, 200)):
            client.force_login(user)
            assert client.get(page).status_code == status
        client.force_login(cast.admin)
        assert client.get(url("resolution-progress")).status_code == 403
        client.force_login(cast.stranger)
        assert client.get(url("resolution-progress")).context["rows"] == []

    def test_a_year_that_is_none_is_told(self, client, cast):
        client.force_login(cast.lan)
        answer = client.get(url("resolution-progress"), {"nam": "nay"}, follow=True)
        assert [str(message) for message in answer.context["messages"]] == ["Năm viết bằng bốn chữ số, ví dụ 2026."]

    @pytest.mark.parametrize("count", [1, 3])
    def test_takes_a_fixed_number_of_queries(self, client, cast, django_assert_num_queries, count):
        record = ResolutionFactory(locality=cast.locality)
        for number in range(count):
            owner = BodyFactory(locality=cast.locality, code=f"so-{number}", name=f"Sở {number}")
            ResolutionTaskFactory(locality=cast.locality, resolution=record, owner=owner)
        client.force_login(cast.lan)
        client.get(url("resolution-progress"))
        with django_assert_num_queries(13):
            client.get(url("resolution-progress"))


def test_finishing_late_without_a_reason_is_refused_in_the_action(cast):
    task = ResolutionTaskFactory(locality=cast.locality, owner=cast.department, due_on=date(2026, 7, 1))
    with pytest.raises(ValidationError) as refused:
        actions.finish_task(task, by=cast.minh, done_on=TODAY, result="Xong")
    assert sorted(refused.value.message_dict) == ["late_cause", "late_reason"]
    assert ResolutionTask.objects.get(pk=task.pk).status == "open"


class TestPaper:
    def made(self, client, user, url_name, *args, **posted):
        """The text of the PDF that the page's button orders."""
        client.force_login(user)
        answer = client.post(url(url_name, *args), posted)
        job = Job.objects.latest("pk")
        assert (answer.status_code, answer.url) == (302, job.get_absolute_url())
        assert runner.run(job.pk)
        job.refresh_from_db()
        assert job.error == ""
        with job.result.open() as stream:
            return " ".join(" ".join(page.extract_text() for page in PdfReader(stream).pages).split())

    def test_of_one_resolution_and_of_a_year(self, client, cast, task):
        other = ResolutionTaskFactory(locality=cast.locality, owner=cast.front, title="Việc của nghị quyết khác")
        one = self.made(client, cast.lan, "resolution-carried-out-pdf", task.resolution_id)
        assert (task.title in one, other.title in one, "Tổng cộng" in one) == (True, False, True)
        year = self.made(client, cast.lan, "resolution-progress-pdf", nam=str(other.resolution.year))
        assert other.title in year

    def test_holds_what_the_asker_may_see(self, client, cast, task):
        hidden = ResolutionTaskFactory(
            locality=cast.locality, owner=cast.front, resolution=task.resolution, title="Việc kín", confidential=True
        )
        text = self.made(client, cast.lan, "resolution-carried-out-pdf", task.resolution_id)
        assert (task.title in text, hidden.title in text) == (True, False)

    def test_bad_requests(self, client, cast, task):
        client.force_login(cast.stranger)
        assert client.post(url("resolution-carried-out-pdf", task.resolution_id)).status_code == 404
        client.force_login(cast.lan)
        for wrong in ({}, {"nam": "26"}, {"nam": "hai nghìn"}):
            assert client.post(url("resolution-progress-pdf"), wrong).status_code == 404
        assert client.get(url("resolution-progress-pdf")).status_code == 405
        client.force_login(cast.admin)
        assert client.post(url("resolution-progress-pdf"), {"nam": "2026"}).status_code == 403
