"""Pages of drafts: the line of steps, warnings, the loop meter, forms of the steps; who must not."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from sessions import actions
from sessions.models import DraftComment, DraftResolution, DraftRevision, DraftStep, PaperRequest, Resolution
from sessions.queries import drafts as queries
from tests.editing import corrected
from tests.people.factories import BodyFactory
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory, DraftCommentFactory, VerificationFactory
from tests.sessions.factories_drafts import (
    DraftRevisionFactory,
    DraftStepFactory,
    NormativeDraftFactory,
    PaperRequestFactory,
)
from tests.sessions.factories_hall import BallotFactory

D = date
PARTS = {DraftStep: DraftStepFactory, DraftRevision: DraftRevisionFactory, PaperRequest: PaperRequestFactory}


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


def url(model, name, *args):
    return reverse(f"council_sessions:{model._meta.model_name}-{name}", args=args)


@pytest.fixture
def draft(cast):
    """Sở Y tế drafts for a session that opens on 28/7/2026."""
    return NormativeDraftFactory(
        locality=cast.locality,
        session=CouncilSessionFactory(locality=cast.locality),
        title="Mức hỗ trợ",
        drafting_body=cast.department,
        submitting_body=cast.committee,
        related={"verifying_boards": [cast.board]},
    )


def shown(line):
    """Of each stop: name, mark, days late of each body."""
    return [(stop.words, stop.mark, [doing.late for doing in stop.doings]) for stop in line]


class TestThePage:
    def test_shows_what_is_done_now_and_to_come_and_how_late(self, client, cast, draft):
        """The dossier was due on 13/7 (DR-09): two days late on the 15th."""
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.consult(draft, by=cast.minh, on=D(2026, 6, 1), bodies=[cast.front])
        client.force_login(cast.lan)
        answer = client.get(draft.get_absolute_url())
        assert shown(answer.context["line"]) == [
            ("Phân công soạn thảo", "done", [0]),
            ("Soạn thảo", "done", [0]),
            ("Đăng tải lấy ý kiến", "passed", []),
            ("Lấy ý kiến cơ quan, đơn vị", "now", [34]),
            ("Thẩm định", "to_come", []),
            ("UBND thông qua", "to_come", []),
            ("Gửi hồ sơ thẩm tra", "to_come", [2]),
            ("Thẩm tra", "to_come", [0]),
            ("Gửi đại biểu", "to_come", [0]),
            ("Thảo luận tại kỳ họp", "to_come", []),
            ("Chỉnh lý tại kỳ họp", "to_come", []),
            ("Biểu quyết", "to_come", []),
        ]
        page = answer.content.decode()
        assert "muộn 34 ngày" in page
        assert "muộn 2 ngày" in page

    def test_a_department_sees_the_days_of_its_own_duties(self, client, cast, draft):
        """What others owe to the drafter it sees; what the committee owes to the Standing Committee it does not."""
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.consult(draft, by=cast.minh, on=D(2026, 7, 14), bodies=[cast.front])
        client.force_login(cast.minh)
        line = client.get(draft.get_absolute_url()).context["line"]
        assert [stop.words for stop in line if any(doing.duty for doing in stop.doings)] == [
            "Lấy ý kiến cơ quan, đơn vị"
        ]

    def test_says_what_came_too_early(self, client, cast, draft):
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.post(draft, by=cast.minh, on=D(2026, 7, 1))
        actions.approve(draft, by=cast.minh, on=D(2026, 7, 10))
        client.force_login(cast.lan)
        warnings = client.get(draft.get_absolute_url()).context["warnings"]
        assert [words.split(";")[0] for words in warnings] == ["UBND thông qua ngày 10/07/2026 là sớm"]

    def test_says_how_many_comments_wait_for_an_answer(self, client, cast, draft):
        DraftCommentFactory(locality=cast.locality, draft=draft, from_body=cast.front)
        client.force_login(cast.lan)
        assert (
            "Còn 1 ý kiến chưa được tiếp thu hoặc giải trình." in client.get(draft.get_absolute_url()).content.decode()
        )

    def test_the_steps_stand_in_the_order_of_their_days(self, client, cast, draft):
        for day in (14, 3, 9):
            DraftStepFactory(locality=cast.locality, draft=draft, body=cast.department, started_on=D(2026, 7, day))
        client.force_login(cast.lan)
        sections = {panel.title: panel for panel in client.get(draft.get_absolute_url()).context["sections"]}
        rows = sections["Các bước đã ghi"].context["table"].rows
        assert [row.record.started_on.day for row in rows] == [3, 9, 14]

    def test_a_legal_document_is_posted_without_the_tick(self, client, cast, draft):
        individual = NormativeDraftFactory(locality=cast.locality, session=draft.session, is_normative=False)
        client.force_login(cast.lan)
        for record, words in ((draft, "Có"), (individual, "Không")):
            facts = dict(client.get(record.get_absolute_url()).context["facts"])
            assert facts["Đăng tải lấy ý kiến"] == words

    def test_the_fronts_time_is_told_while_the_draft_is_on_its_way(self, client, cast):
        """Sent on 1/7/2026: DR-06 wants it 15 days before the dossier is submitted, that is from 16/7 on."""
        draft = NormativeDraftFactory(
            locality=cast.locality, session=CouncilSessionFactory(locality=cast.locality), needs_criticism=True
        )
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 6, 1))
        actions.criticise(draft, by=cast.lan, on=D(2026, 7, 1))
        client.force_login(cast.lan)
        [wait] = client.get(draft.get_absolute_url()).context["waits"]
        assert wait.words.startswith("sớm nhất 16/07/2026 thì mới đủ thời gian “chậm nhất 15 ngày trước")
        DraftResolution.objects.filter(pk=draft.pk).update(status="adopted")
        assert client.get(draft.get_absolute_url()).context["waits"] == []

    @pytest.mark.parametrize("status", ["registered", "verification", "revision", "adopted", "withdrawn"])
    def test_is_drawn_in_every_status_without_rows(self, client, cast, status):
        draft = NormativeDraftFactory(locality=cast.locality, session=None, status=status)
        client.force_login(cast.lan)
        assert client.get(draft.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize("count", [1, 3])
    def test_takes_a_fixed_number_of_queries(self, client, cast, draft, django_assert_num_queries, count):
        for _ in range(count):
            DraftStepFactory(locality=cast.locality, draft=draft, body=cast.department)
            DraftCommentFactory(locality=cast.locality, draft=draft, from_body=cast.front)
            PaperRequestFactory(locality=cast.locality, draft=draft, from_body=cast.board, to_body=cast.department)
            DraftRevisionFactory(locality=cast.locality, draft=draft)
            VerificationFactory(locality=cast.locality, draft=draft, board=cast.board)
        client.force_login(cast.lan)
        client.get(draft.get_absolute_url())
        with django_assert_num_queries(PAGE_QUERIES):
            client.get(draft.get_absolute_url())


PAGE_QUERIES = 38


class TestSteps:
    def test_consulting_through_the_form(self, client, cast, draft):
        actions.start_drafting(draft, by=cast.lan)
        client.force_login(cast.minh)
        form = client.get(url(DraftResolution, "move", draft.pk, "consult"))
        assert form.status_code == 200
        posted = {"bodies": [cast.front.pk], "on": "14/7/2026", "note": ""}
        assert client.post(url(DraftResolution, "move", draft.pk, "consult"), posted).status_code == 302
        step = DraftStep.objects.get(draft=draft, kind="consultation")
        assert (step.body, step.started_on) == (cast.front, D(2026, 7, 14))

    def test_the_front_answers_through_the_form(self, client, cast, draft):
        actions.start_drafting(draft, by=cast.lan)
        actions.consult(draft, by=cast.lan, bodies=[cast.front])
        client.force_login(cast.hoa)
        address = url(DraftResolution, "move", draft.pk, "opinion")
        form = client.get(address).context["form"]
        assert (form["body"].value(), list(form.fields["body"].queryset)) == (cast.front.pk, [cast.front])
        client.post(address, {"body": cast.front.pk, "text": "Thêm hộ cận nghèo", "on": "15/7/2026"})
        assert DraftComment.objects.get(draft=draft).text == "Thêm hộ cận nghèo"

    def test_the_adoption_yields_the_resolutions_of_its_lines(self, client, cast, draft):
        draft = NormativeDraftFactory(locality=cast.locality, session=draft.session, status="to_session")
        client.force_login(cast.lan)
        client.post(
            url(DraftResolution, "move", draft.pk, "adopt"), {"titles": "Về mức chi\nVề quy chế", "on": "15/7/2026"}
        )
        assert list(Resolution.objects.filter(draft=draft).order_by("title").values_list("title", flat=True)) == [
            "Về mức chi",
            "Về quy chế",
        ]

    def test_the_form_says_what_was_left_out_and_how_long_posting_lasts(self, client, cast, draft):
        actions.start_drafting(draft, by=cast.lan)
        actions.post(draft, by=cast.minh, on=D(2026, 7, 1))
        client.force_login(cast.lan)
        lead = client.get(url(DraftResolution, "move", draft.pk, "verify")).context["lead"]
        assert lead.startswith("Từ ngày này Ban có hồ sơ. Sớm nhất 21/07/2026: ít nhất 20 ngày")
        assert lead.endswith("Chưa ghi bước: lấy ý kiến cơ quan, đơn vị, thẩm định, UBND thông qua.")

    @pytest.mark.parametrize(("status", "step"), [("drafting", "verify"), ("verification", "lay")])
    def test_the_form_says_how_many_comments_wait(self, client, cast, draft, status, step):
        DraftResolution.objects.filter(pk=draft.pk).update(status=status)
        DraftCommentFactory(locality=cast.locality, draft=draft, from_body=cast.front)
        client.force_login(cast.lan)
        lead = client.get(url(DraftResolution, "move", draft.pk, step)).context["lead"]
        assert "Còn 1 ý kiến chưa được tiếp thu hoặc giải trình." in lead

    def test_laying_says_which_content_did_not_come(self, client, cast, draft):
        DraftResolution.objects.filter(pk=draft.pk).update(status="verification")
        AgendaItemFactory(locality=cast.locality, session=draft.session, kind="draft", draft=draft, title="Mức hỗ trợ")
        client.force_login(cast.lan)
        lead = client.get(url(DraftResolution, "move", draft.pk, "lay")).context["lead"]
        assert "Nội dung “Mức hỗ trợ” chưa nhận được tài liệu nên chưa gửi đại biểu." in lead

    @pytest.mark.parametrize("step", ["adopt", "reject"])
    def test_the_vote_is_asked_for_until_it_is_written_down(self, client, cast, draft, step):
        DraftResolution.objects.filter(pk=draft.pk).update(status="to_session")
        client.force_login(cast.lan)
        address = url(DraftResolution, "move", draft.pk, step)
        assert "Chưa ghi biểu quyết về dự thảo này." in client.get(address).context["lead"]
        BallotFactory(locality=cast.locality, session=draft.session, draft=draft, held_on=D(2026, 7, 14))
        lead = client.get(address).context["lead"]
        assert lead.startswith("Biểu quyết 14/07/2026: 26/50 tán thành, thông qua.")
        assert "Chưa ghi biểu quyết" not in lead

    @pytest.mark.parametrize(
        ("step", "posted", "field", "message"),
        [
            ("consult", {"on": "31/6/2026"}, "on", "Tháng 6 chỉ có 30 ngày."),
            (
                "consult",
                {"on": "16/7/2026"},
                "on",
                "Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay.",
            ),
            ("appraise", {"on": "15/7/2026"}, "body", "Chưa chọn."),
            ("return", {}, None, None),
            ("withdraw", {"on": "15/7/2026"}, "reason", "Chưa ghi ô này."),
        ],
    )
    def test_a_wrong_form_is_told_and_nothing_moves(self, client, cast, draft, step, posted, field, message):
        actions.start_drafting(draft, by=cast.lan)
        client.force_login(cast.lan)
        answer = client.post(url(DraftResolution, "move", draft.pk, step), posted)
        if field is None:  # nothing to return yet: said on the page of the draft
            assert answer.status_code in (302, 422)
        else:
            assert (answer.status_code, answer.context["form"].errors[field]) == (422, [message])
        assert DraftResolution.objects.get(pk=draft.pk).status == "drafting"

    def test_the_shortened_procedure_names_its_decision_and_day(self, client, cast):
        client.force_login(cast.lan)
        posted = {"title": "Giá đất", "procedure": "shortened", "shortened_ground": "new_law", "is_normative": "on"}
        answer = client.post(url(DraftResolution, "create"), posted)
        assert answer.context["form"].errors == {
            "shortened_decision": ["Rút gọn thì ghi số và ngày của văn bản cho phép."],
            "shortened_decided_on": ["Rút gọn thì ghi số và ngày của văn bản cho phép."],
        }
        answer = client.post(url(DraftResolution, "create"), {**posted, "shortened_ground": ""})
        assert answer.context["form"].errors["shortened_ground"] == ["Rút gọn thì chọn trường hợp áp dụng."]
        assert "__all__" not in answer.context["form"].errors
        answer = client.post(url(DraftResolution, "create"), {**posted, "procedure": "ordinary"})
        assert answer.context["form"].errors == {"shortened_ground": ["Trình tự đầy đủ thì để trống."]}
        posted |= {"shortened_decision": "171/HĐND-VP", "shortened_decided_on": "1/7/2026"}
        assert client.post(url(DraftResolution, "create"), posted).status_code == 302
        assert DraftResolution.objects.get().shortened_decided_on == D(2026, 7, 1)


class TestComments:
    def test_the_drafter_answers_on_its_page(self, client, cast, draft):
        comment = DraftCommentFactory(locality=cast.locality, draft=draft, from_body=cast.front)
        client.force_login(cast.minh)
        address = url(DraftComment, "move", comment.pk, "answer")
        assert [button.label for button in client.get(comment.get_absolute_url()).context["buttons"]] == [
            "Tiếp thu, giải trình"
        ]
        answer = client.post(address, {"answer": "declined", "answer_text": ""})
        assert (answer.status_code, answer.context["form"].errors) == (
            422,
            {"answer_text": ["Không tiếp thu hoặc giải trình thì phải nêu lý do."]},
        )
        client.post(address, {"answer": "declined", "answer_text": "Vượt thẩm quyền"})
        stored = DraftComment.objects.get(pk=comment.pk)
        assert (stored.answer, stored.answer_text) == ("declined", "Vượt thẩm quyền")

    def test_the_commenting_body_does_not_answer_itself(self, client, cast, draft):
        comment = DraftCommentFactory(locality=cast.locality, draft=draft, from_body=cast.front)
        client.force_login(cast.hoa)
        address = url(DraftComment, "move", comment.pk, "answer")
        assert client.get(address).status_code == 403
        assert client.post(address, {"answer": "accepted"}).status_code == 403


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
class TestParts:
    def test_a_stranger_finds_no_page(self, client, cast, model):
        record = PARTS[model](locality=cast.locality)
        client.force_login(cast.stranger)
        assert [client.get(url(model, name, record.pk)).status_code for name in ("detail", "edit")] == [404, 404]
        client.force_login(cast.lan)
        assert [client.get(url(model, name, record.pk)).status_code for name in ("detail", "edit")] == [200, 200]

    def test_who_may_not_write_gets_403(self, client, cast, model):
        record = PARTS[model](locality=cast.locality)
        client.force_login(cast.hoa)
        assert client.get(url(model, "edit", record.pk)).status_code == 403


@pytest.mark.parametrize(
    ("model", "posted", "wrong", "field", "message"),
    [
        (
            DraftRevision,
            {"made_on": "14/7/2026", "summary": "Sửa Điều 2"},
            {"summary": ""},
            "summary",
            "Chưa ghi ô này.",
        ),
        (
            PaperRequest,
            {"paper": "Bảng so sánh", "from_body": "board", "to_body": "department", "asked_on": "14/7/2026"},
            {"delivered_on": "13/7/2026"},
            "__all__",
            "Ngày cung cấp phải từ ngày yêu cầu trở đi.",
        ),
    ],
    ids=["revision", "paper"],
)
def test_the_office_writes_down_parts(client, cast, draft, model, posted, wrong, field, message):
    client.force_login(cast.dai_bieu)
    assert client.get(url(model, "create")).status_code == 403
    client.force_login(cast.lan)
    assert client.get(url(model, "create"), {"draft": draft.pk}).context["form"]["draft"].value() == str(draft.pk)
    things = {"board": cast.board.pk, "department": cast.department.pk}
    posted = {name: things.get(text, text) for name, text in posted.items()} | {"draft": draft.pk}
    answer = client.post(url(model, "create"), posted | wrong)
    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [message]})
    assert client.post(url(model, "create"), posted).status_code == 302
    record = model.objects.get()
    assert client.get(record.get_absolute_url()).status_code == 200
    answer = client.post(url(model, "edit", record.pk), corrected(posted) | {"revision": record.revision})
    assert (answer.status_code, model.objects.get().revision) == (302, record.revision + 1)


def test_who_was_asked_for_a_paper_hands_it_in(client, cast, draft):
    paper = PaperRequestFactory(locality=cast.locality, draft=draft, from_body=cast.board, to_body=cast.department)
    client.force_login(cast.hoa)
    assert client.post(url(PaperRequest, "move", paper.pk, "deliver"), {"delivered_on": "15/7/2026"}).status_code == 403
    client.force_login(cast.minh)
    client.post(url(PaperRequest, "move", paper.pk, "deliver"), {"delivered_on": "15/7/2026"})
    assert PaperRequest.objects.get().delivered_on == D(2026, 7, 15)


class TestTheLoopMeter:
    @pytest.fixture
    def drafts(self, cast):
        """Three drafts of one session: one returned twice, one verified again and asked twice, one shortened."""
        session = CouncilSessionFactory(locality=cast.locality, number="2")
        place = {"locality": cast.locality, "session": session}
        NormativeDraftFactory(**place, title="A", rounds=3)
        other = BodyFactory(locality=cast.locality, name="Ban Pháp chế", kind="council_board")
        again = NormativeDraftFactory(**place, title="B", registered_on=D(2025, 12, 31))
        VerificationFactory(locality=cast.locality, draft=again, board=cast.board)
        VerificationFactory(locality=cast.locality, draft=again, board=cast.board, rounds=2)
        VerificationFactory(locality=cast.locality, draft=again, board=other)
        for body, paper in (
            (cast.board, "Báo cáo đánh giá tác động"),
            (other, "BÁO CÁO  đánh giá tác động"),
            (other, "Bảng so sánh"),
            (other, "Bảng so sánh"),
        ):
            PaperRequestFactory(
                locality=cast.locality, draft=again, from_body=body, to_body=cast.department, paper=paper
            )
        NormativeDraftFactory(**place, title="C", procedure="shortened", shortened_ground="new_law")
        return DraftResolution.objects.filter(session=session)

    def test_counts(self, drafts):
        meter = queries.meter_of(drafts)
        assert (meter.drafts, meter.rounds, meter.returns, meter.again, meter.boards) == (3, 5, 2, 1, 1)
        assert [(one.paper, one.bodies, one.count) for one in meter.repeated] == [
            ("Báo cáo đánh giá tác động", ("Ban Kinh tế - Ngân sách", "Ban Pháp chế"), 2)
        ]
        assert (meter.shortened, meter.grounds) == (
            1,
            (("sửa ngay cho phù hợp với văn bản mới, điều ước quốc tế", 1),),
        )
        assert f"{meter.share:.1f}" == "33.3"

    def test_of_nothing_has_no_share(self, db):
        meter = queries.meter_of(DraftResolution.objects.none())
        assert (meter.drafts, meter.share, meter.has_loops) == (0, None, False)

    def test_three_queries_however_many(self, drafts, django_assert_num_queries):
        with django_assert_num_queries(3):
            queries.meter_of(drafts)

    def test_the_list_shows_those_of_the_filter(self, client, cast, drafts):
        client.force_login(cast.lan)
        address = url(DraftResolution, "loops")
        answer = client.get(address)
        assert [
            (row.record.title, row.record.returns, row.record.papers_asked) for row in answer.context["table"].rows
        ] == [
            ("C", 0, 0),
            ("A", 2, 0),
            ("B", 0, 4),
        ]
        answer = client.get(address, {"tu": "01/01/2025", "den": "31/12/2025"})
        assert (answer.context["meter"].drafts, answer.context["meter"].again) == (1, 1)
        client.force_login(cast.stranger)
        assert client.get(address).context["meter"].drafts == 0
        client.force_login(cast.admin)
        assert client.get(address).status_code == 403

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_takes_a_fixed_number_of_queries(self, client, cast, django_assert_num_queries, count):
        for _ in range(count):
            NormativeDraftFactory(locality=cast.locality, drafting_body=cast.department)
        client.force_login(cast.lan)
        client.get(url(DraftResolution, "loops"))
        with django_assert_num_queries(LOOP_QUERIES):
            client.get(url(DraftResolution, "loops"))

    def test_the_session_shows_its_meter(self, client, cast, drafts):
        client.force_login(cast.lan)
        session = drafts.first().session
        page = client.get(session.get_absolute_url(), {"phan": "nghi-quyet"}).content.decode()
        assert "Vòng lặp của dự thảo" in page


LOOP_QUERIES = 17
