"""The pages: who sees what, how many queries a list takes, what a form says."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.deadlines.models import Obligation
from oversight.models import (
    Conclusion,
    FrontActivity,
    Mission,
    Programme,
    Recommendation,
    SocialCriticism,
    Target,
    Topic,
)
from tests.editing import corrected
from tests.oversight.factories import (
    ConclusionFactory,
    FrontActivityFactory,
    MissionFactory,
    ProgrammeFactory,
    RecommendationFactory,
    SocialCriticismFactory,
    TargetFactory,
    TopicFactory,
)
from tests.people.factories import BodyFactory
from tests.sessions.factories import DraftResolutionFactory

FACTORIES = {
    Mission: MissionFactory,
    Recommendation: RecommendationFactory,
    Topic: TopicFactory,
    Programme: ProgrammeFactory,
    Target: TargetFactory,
    Conclusion: ConclusionFactory,
    SocialCriticism: SocialCriticismFactory,
    FrontActivity: FrontActivityFactory,
}
LISTS = [model for model in FACTORIES if model is not Conclusion]
OF_FRONT = (SocialCriticism, FrontActivity)
QUERIES = {
    Mission: 14,
    Recommendation: 13,
    Topic: 14,
    Programme: 13,
    Target: 12,
    SocialCriticism: 13,
    FrontActivity: 13,
}
# What a form must hold to be right, as text; "@…" stands for the key of a thing made in `typed`.
TYPED = {
    Mission: {"title": "Giám sát nhà ở", "kind": "thematic", "lead_body": "@standing", "planned_start": "1/8/2026"},
    Recommendation: {"mission": "@begun", "text": "Bán trụ sở", "addressee": "@department", "sent_on": "14/7/2026"},
    Topic: {"title": "Nước sạch", "body": "@standing", "year": "2026"},
    Programme: {"title": "Chương trình năm 2026", "body": "@standing", "year": "2026"},
    Target: {"mission": "@planned", "body": "@department", "group": "department"},
    SocialCriticism: {"title": "Mức thu học phí", "chair": "@front", "held_on": "8/5/2026"},
    FrontActivity: {"title": "Ngày hội", "kind": "unity", "body": "@front", "held_on": "7/6/2026"},
}


OTHERWISE = {Target: {"group": "school"}}
"""What is corrected where nothing typed is free text."""


def url(model, name, *args):
    return reverse(f"oversight:{model._meta.model_name}-{name}", args=args)


def writer(cast, model):
    """Whose book it is: the Front's own work is the Front's."""
    return cast.hoa if model in OF_FRONT else cast.lan


def made(cast, model, **fields):
    """A record that the council's side keeps; of the Front's own work one of the Front."""
    place = {"locality": cast.locality}
    if model in (Target, Conclusion, Recommendation):
        fields.setdefault("mission", MissionFactory(**place, lead_body=cast.standing, status="concluded"))
    keeper = {Mission: "lead_body", Topic: "body", Programme: "body"}.get(model)
    return FACTORIES[model](**place, **({keeper: cast.standing} if keeper else {}) | fields)


@pytest.fixture
def typed(cast):
    """What to post for a model: names of things replaced by their keys."""
    place = {"locality": cast.locality, "lead_body": cast.standing}
    things = {
        "@begun": MissionFactory(**place, status="under_way"),
        "@planned": MissionFactory(**place),
        "@standing": cast.standing,
        "@department": cast.department,
        "@front": cast.front,
    }
    return lambda model: {name: things[text].pk if text in things else text for name, text in TYPED[model].items()}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_lists_take_a_fixed_number_of_queries(client, cast, django_assert_num_queries, model, count):
    rows = [made(cast, model, **({"year": 2020 + n} if model is Programme else {})) for n in range(count)]
    client.force_login(cast.lan)
    client.get(url(model, "list"))
    with django_assert_num_queries(QUERIES[model]):
        answer = client.get(url(model, "list"))
    assert {row.record for row in answer.context["table"].rows} == set(rows)


@pytest.mark.parametrize("count", [1, 3])
def test_a_mission_takes_a_fixed_number_of_queries(client, cast, django_assert_num_queries, count):
    mission = made(cast, Mission, status="concluded")
    for _ in range(count):
        for model in (Target, Conclusion, Recommendation):
            made(cast, model, mission=mission)
    client.force_login(cast.lan)
    client.get(mission.get_absolute_url())
    with django_assert_num_queries(23):
        answer = client.get(mission.get_absolute_url())
    assert [(panel.title, panel.count) for panel in answer.context["sections"]] == [
        ("Đối tượng giám sát", count),
        ("Kết luận", count),
        ("Kiến nghị sau giám sát", count),
        ("Tệp đính kèm", 0),
    ]


@pytest.mark.parametrize("model", FACTORIES, ids=lambda model: model.__name__)
def test_a_stranger_finds_no_page(client, cast, model):
    record = made(cast, model)
    client.force_login(cast.stranger)
    assert [client.get(url(model, name, record.pk)).status_code for name in ("detail", "edit")] == [404, 404]
    client.force_login(writer(cast, model))
    assert [client.get(url(model, name, record.pk)).status_code for name in ("detail", "edit")] == [200, 200]


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_a_strangers_list_is_empty(client, cast, model):
    made(cast, model)
    client.force_login(cast.stranger)
    assert list(client.get(url(model, "list")).context["table"].rows) == []


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("name", ["admin", "dai_bieu"])
def test_without_the_permission_no_list(client, cast, model, name):
    client.force_login(getattr(cast, name))
    assert client.get(url(model, "list")).status_code == 403


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_who_may_not_write_gets_403(client, cast, model):
    record = made(cast, model)
    other = cast.lan if model in OF_FRONT else cast.hoa
    for person, create in ((cast.ubnd, 403), (other, 403 if model in OF_FRONT else 200)):
        client.force_login(person)
        assert client.get(url(model, "edit", record.pk)).status_code == 403
        assert client.post(url(model, "edit", record.pk), {}).status_code == 403
        if model is not Target:
            assert client.get(url(model, "create")).status_code == create


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_the_office_writes_down_and_corrects(client, cast, typed, model):
    client.force_login(writer(cast, model))
    posted = typed(model)
    before = set(model.objects.values_list("pk", flat=True))
    answer = client.post(url(model, "create"), posted)
    record = model.objects.exclude(pk__in=before).get()
    back = record.mission.get_absolute_url() if model is Target else record.get_absolute_url()
    assert (answer.status_code, answer.url, record.locality) == (302, back, cast.locality)
    assert client.get(record.get_absolute_url()).status_code == 200
    opened = {"revision": record.revision}
    for typed_now, revision in (
        (posted, record.revision),
        (corrected(posted, **OTHERWISE.get(model, {})), record.revision + 1),
    ):
        answer = client.post(url(model, "edit", record.pk), typed_now | opened)
        assert (answer.status_code, model.objects.get(pk=record.pk).revision) == (302, revision)


@pytest.mark.parametrize(
    ("model", "wrong", "field", "message"),
    [
        (Mission, {"planned_end": "31/6/2026"}, "planned_end", "Tháng 6 chỉ có 30 ngày."),
        (Mission, {"planned_end": "31/7/2026"}, None, "Ngày kết thúc không được trước ngày bắt đầu."),
        (Mission, {"kind": "front"}, "kind", "Không có lựa chọn này trong danh sách."),
        (Mission, {"lead_body": "@front"}, "lead_body", "Không có lựa chọn này trong danh sách."),
        (Recommendation, {"text": ""}, "text", "Chưa ghi ô này."),
        (Recommendation, {"mission": "@planned"}, "mission", "Không có lựa chọn này trong danh sách."),
        (Recommendation, {"due_on": "1/7/2026"}, None, "Hạn phải từ ngày gửi trở đi."),
        (
            Recommendation,
            {"sent_on": "16/7/2026"},
            "sent_on",
            "Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay.",
        ),
        (Target, {"body": "", "name": " "}, "name", "Chọn cơ quan hoặc ghi tên đơn vị."),
        (Programme, {"year": "26"}, "year", "Năm viết bằng bốn chữ số, ví dụ 2026."),
        (SocialCriticism, {"chair": ""}, "chair", "Chưa chọn."),
        (FrontActivity, {"body": "@department"}, "body", "Không có lựa chọn này trong danh sách."),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_keeps_the_text(client, cast, typed, model, wrong, field, message):
    client.force_login(writer(cast, model))
    keys = {"@front": cast.front.pk, "@department": cast.department.pk, "@planned": typed(Target)["mission"]}
    wrong = {name: str(keys.get(text, text)) for name, text in wrong.items()}
    before = model.objects.count()
    answer = client.post(url(model, "create"), typed(model) | wrong)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors == {field or "__all__": [message]}
    assert {name: form[name].value() for name in wrong} == wrong
    assert model.objects.count() == before


class TestMissionPage:
    def test_the_own_side_adds_and_edits_the_other_reads(self, client, cast):
        mission = made(cast, Mission, status="under_way")
        offered = {}
        for name in ("lan", "thu_ky", "hoa", "ubnd"):
            client.force_login(getattr(cast, name))
            context = client.get(mission.get_absolute_url()).context
            links = [panel.link[0] for panel in context["sections"][:-1] if panel.link]
            offered[name] = (bool(context["edit_url"]), links, [button.label for button in context["buttons"]])
        ours = (True, ["Thêm đối tượng", "Ghi kiến nghị"], ["Ghi báo cáo", "Ghi đã tiến hành", "Ghi kết luận"])
        assert offered == {"lan": ours, "thu_ky": ours, "hoa": (False, [], []), "ubnd": (False, [], [])}

    def test_a_section_without_rows_stands_only_where_something_may_be_added(self, client, cast):
        mission = made(cast, Mission)
        titles = {}
        for name in ("lan", "hoa"):
            client.force_login(getattr(cast, name))
            sections = client.get(mission.get_absolute_url()).context["sections"]
            titles[name] = [panel.title for panel in sections]
        assert titles == {"lan": ["Đối tượng giám sát", "Tệp đính kèm"], "hoa": ["Tệp đính kèm"]}

    def test_says_days_and_bodies(self, client, cast):
        mission = made(
            cast,
            Mission,
            status="held",
            place="huyện Pác Nặm",
            place_alias="huyện Pác Năm",
            planned_start=date(2026, 3, 2),
            related={"bodies": [cast.board], "invited": [cast.front]},
        )
        client.force_login(cast.lan)
        facts = dict(client.get(mission.get_absolute_url()).context["facts"])
        wanted = ("Cùng giám sát", "Mời tham gia", "Địa bàn, địa điểm", "Theo kế hoạch", "Thực tế")
        assert [str(facts[label]) for label in wanted] == [
            "Ban Kinh tế - Ngân sách",
            "MTTQ tỉnh",
            "huyện Pác Nặm (còn viết: huyện Pác Năm)",
            "02/03/2026",
            "03/03/2026 – 20/03/2026",
        ]

    def test_a_supervised_department_sees_itself_and_the_conclusion(self, client, cast):
        mission = made(cast, Mission, status="concluded")
        own = made(cast, Target, mission=mission, body=cast.department)
        made(cast, Target, mission=mission)
        conclusion = made(cast, Conclusion, mission=mission)
        made(cast, Recommendation, mission=mission)
        asked = made(cast, Recommendation, mission=mission, addressee=cast.department)
        client.force_login(cast.minh)
        targets, conclusions, recommendations, _files = client.get(mission.get_absolute_url()).context["sections"]
        assert [row.record for row in targets.context["table"].rows] == [own]
        assert conclusions.context["rows"] == [conclusion]
        assert [row.record for row in recommendations.context["table"].rows] == [asked]
        assert client.get(conclusion.get_absolute_url()).status_code == 200

    def test_from_the_plan_to_the_conclusion_on_the_page(self, client, cast):
        mission = made(cast, Mission)
        client.force_login(cast.lan)
        for name, posted in (
            ("start", {"on": "1/7/2026"}),
            ("report", {"on": "10/7/2026", "ended_on": "8/7/2026", "result": "Bốn trụ sở"}),
            ("conclude", {"on": "14/7/2026", "text": "Hai trụ sở bỏ không"}),
        ):
            assert client.get(url(Mission, "move", mission.pk, name)).status_code == 200
            assert client.post(url(Mission, "move", mission.pk, name), posted).status_code == 302
        stored = Mission.objects.get(pk=mission.pk)
        assert (stored.status, stored.ended_on, stored.conclusions.get().text) == (
            "concluded",
            date(2026, 7, 8),
            "Hai trụ sở bỏ không",
        )

    def test_a_survey_is_proposed_as_planned_and_held_in_a_day(self, client, cast):
        survey = made(cast, Mission, kind="survey", planned_start=date(2026, 7, 13), planned_end=date(2026, 7, 20))
        client.force_login(cast.lan)
        form = client.get(url(Mission, "move", survey.pk, "hold")).context["form"]
        assert (form["started_on"].value(), form["ended_on"].value()) == (date(2026, 7, 13), None)
        client.post(url(Mission, "move", survey.pk, "hold"), {"started_on": "13/7/2026"})
        stored = Mission.objects.get(pk=survey.pk)
        assert (stored.status, stored.started_on, stored.ended_on) == ("held", date(2026, 7, 13), date(2026, 7, 13))

    @pytest.mark.parametrize(("name", "posted"), [("cancel", {"note": "Trùng"}), ("replan", {})])
    def test_cancel_and_replan(self, client, cast, name, posted):
        mission = made(cast, Mission, status="cancelled" if name == "replan" else "planned")
        client.force_login(cast.lan)
        assert client.post(url(Mission, "move", mission.pk, name), posted).status_code == 302
        assert Mission.objects.get(pk=mission.pk).status == ("planned" if name == "replan" else "cancelled")

    def test_a_wrong_day_is_told_at_its_field_and_kept(self, client, cast):
        mission = made(cast, Mission, status="reported")
        client.force_login(cast.lan)
        posted = {"on": "31/3/2026", "text": "Đạt"}
        answer = client.post(url(Mission, "move", mission.pk, "conclude"), posted)
        assert answer.status_code == 422
        assert answer.context["form"].errors == {"on": ["Trước ngày báo cáo (01/04/2026)."]}
        assert answer.context["form"]["text"].value() == "Đạt"

    @pytest.mark.parametrize("name", ["hoa", "ubnd"])
    def test_a_step_of_another_side_gets_403(self, client, cast, name):
        mission = made(cast, Mission)
        client.force_login(getattr(cast, name))
        assert client.get(url(Mission, "move", mission.pk, "start")).status_code == 403
        assert client.post(url(Mission, "move", mission.pk, "start"), {"on": "1/7/2026"}).status_code == 403

    def test_real_days_can_be_corrected_once_recorded(self, client, cast):
        client.force_login(cast.lan)
        fields = {}
        for status in ("planned", "under_way", "held", "concluded"):
            mission = made(cast, Mission, status=status)
            form = client.get(url(Mission, "edit", mission.pk)).context["form"]
            fields[status] = [name for name in ("started_on", "ended_on", "report_on", "result") if name in form.fields]
        assert fields == {
            "planned": [],
            "under_way": ["started_on"],
            "held": ["started_on", "ended_on", "result"],
            "concluded": ["started_on", "ended_on", "report_on", "result"],
        }

    def test_bodies_that_were_chosen_stay_chosen(self, client, cast):
        old = BodyFactory(locality=cast.locality, kind="council_board", parent=cast.council, valid_to=date(2025, 6, 30))
        mission = made(cast, Mission, related={"bodies": [old]})
        client.force_login(cast.lan)
        form = client.get(url(Mission, "edit", mission.pk)).context["form"]
        assert set(form.fields["bodies"].queryset) == {cast.council, cast.standing, cast.board, cast.front, old}
        assert form["bodies"].value() == [old.pk]

    def test_what_the_address_names_is_filled_in(self, client, cast):
        mission = made(cast, Mission, status="under_way")
        client.force_login(cast.lan)
        for model in (Target, Recommendation):
            form = client.get(url(model, "create"), {"mission": mission.pk}).context["form"]
            assert form["mission"].value() == str(mission.pk)
        assert form["sent_on"].value() == date(2026, 7, 15)
        assert client.get(url(Target, "create"), {"mission": "x"}).status_code == 200


class TestRecommendationPage:
    @pytest.fixture
    def asked(self, cast):
        return made(cast, Recommendation, addressee=cast.department, due_on=date(2026, 7, 10))

    def test_the_addressee_reports_and_cannot_edit(self, client, cast, asked):
        client.force_login(cast.minh)
        page = client.get(asked.get_absolute_url())
        assert page.context["edit_url"] == ""
        assert [button.label for button in page.context["buttons"]] == ["Nhận thực hiện", "Báo cáo đã thực hiện xong"]
        assert client.get(url(Recommendation, "edit", asked.pk)).status_code == 403
        assert client.post(url(Recommendation, "move", asked.pk, "accept"), {}).status_code == 302
        posted = {"on": "14/7/2026", "outcome": "Đã bán", "late_reason": "Chờ định giá"}
        assert client.post(url(Recommendation, "move", asked.pk, "finish"), posted).status_code == 302
        obligation = Obligation.objects.about(asked).get()
        assert (obligation.closed_on, obligation.late_reason) == (date(2026, 7, 14), "Chờ định giá")

    def test_another_department_finds_nothing(self, client, cast, asked):
        other = cast.acting_as(BodyFactory(locality=cast.locality, parent=cast.committee), "department_officer")
        client.force_login(other)
        assert client.get(asked.get_absolute_url()).status_code == 404
        assert client.post(url(Recommendation, "move", asked.pk, "accept"), {}).status_code == 404

    def test_the_reason_for_lateness_is_asked_only_where_it_is_late(self, client, cast, asked):
        in_time = made(cast, Recommendation, addressee=cast.department, due_on=date(2026, 8, 1))
        client.force_login(cast.minh)
        fields = [
            list(client.get(url(Recommendation, "move", row.pk, "finish")).context["form"].fields)
            for row in (asked, in_time)
        ]
        assert fields == [["on", "outcome", "late_reason"], ["on", "outcome"]]

    @pytest.mark.parametrize(
        ("status", "name", "posted", "then"),
        [
            ("sent", "remind_unanswered", {"note": "215/HĐND-VP"}, "sent"),
            ("in_progress", "remind", {"note": "215/HĐND-VP"}, "in_progress"),
            ("in_progress", "note_done", {"on": "14/7/2026", "outcome": "Đã bán"}, "done"),
            ("done", "reopen", {"note": "Còn một trụ sở"}, "in_progress"),
            ("sent", "withdraw", {"note": "Luật đã đổi"}, "withdrawn"),
        ],
    )
    def test_those_who_asked_follow_it_up(self, client, cast, status, name, posted, then):
        asked = made(cast, Recommendation, status=status)
        client.force_login(cast.lan)
        assert client.get(url(Recommendation, "move", asked.pk, name)).status_code == 200
        assert client.post(url(Recommendation, "move", asked.pk, name), {}).status_code == 422
        assert client.post(url(Recommendation, "move", asked.pk, name), posted).status_code == 302
        assert Recommendation.objects.get(pk=asked.pk).status == then

    def test_a_mission_of_the_other_side_cannot_be_chosen(self, client, cast):
        fronts = MissionFactory(locality=cast.locality, lead_body=cast.front, status="concluded", kind="front")
        own = MissionFactory(locality=cast.locality, lead_body=cast.standing, status="concluded")
        client.force_login(cast.lan)
        form = client.get(url(Recommendation, "create")).context["form"]
        assert list(form.fields["mission"].queryset) == [own]
        client.force_login(cast.hoa)
        assert list(client.get(url(Recommendation, "create")).context["form"].fields["mission"].queryset) == [fronts]


class TestFilters:
    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ({"behind": "true"}, {"Quá kế hoạch"}),
            ({"behind": "false"}, {"Đúng kế hoạch", "Khảo sát"}),
            ({"kind": "survey"}, {"Khảo sát"}),
            ({"status": "under_way"}, {"Quá kế hoạch"}),
            ({"q": "dung ke hoach"}, {"Đúng kế hoạch"}),
            ({"tu": "1/1/2026", "den": "31/12/2026"}, {"Quá kế hoạch"}),
            ({}, {"Quá kế hoạch", "Đúng kế hoạch", "Khảo sát"}),
        ],
    )
    def test_of_missions(self, client, cast, query, titles):
        made(cast, Mission, title="Quá kế hoạch", status="under_way", planned_end=date(2026, 7, 1))
        made(cast, Mission, title="Đúng kế hoạch", planned_start=date(2026, 8, 1))
        made(cast, Mission, title="Khảo sát", kind="survey")
        client.force_login(cast.lan)
        table = client.get(url(Mission, "list"), query).context["table"]
        assert {row.record.title for row in table.rows} == titles

    @pytest.mark.parametrize(
        ("query", "texts"),
        [
            ({"overdue": "true"}, ["Quá hạn"]),
            ({"overdue": "false"}, ["Còn hạn", "Xong"]),
            ({"status": "done"}, ["Xong"]),
            ({"addressee": "department"}, ["Quá hạn"]),
            ({}, ["Quá hạn", "Còn hạn", "Xong"]),
        ],
    )
    def test_of_recommendations(self, client, cast, query, texts):
        made(cast, Recommendation, text="Quá hạn", addressee=cast.department, due_on=date(2026, 7, 1))
        made(cast, Recommendation, text="Còn hạn", due_on=date(2026, 8, 1))
        made(cast, Recommendation, text="Xong", status="done", due_on=date(2026, 5, 1))
        query = {name: cast.department.pk if value == "department" else value for name, value in query.items()}
        client.force_login(cast.lan)
        table = client.get(url(Recommendation, "list"), query).context["table"]
        assert [row.record.text for row in table.rows] == texts

    def test_bodies_to_choose_are_those_that_occur(self, client, cast):
        made(cast, Mission)
        client.force_login(cast.lan)
        form = client.get(url(Mission, "list")).context["filter"].form
        assert list(form.fields["lead_body"].queryset) == [cast.standing]

    def test_tabs_lead_to_the_other_lists(self, client, cast):
        client.force_login(cast.lan)
        tabs = client.get(url(Topic, "list")).context["tabs"]
        assert [(words, shown) for words, _url, shown in tabs] == [
            ("Cuộc giám sát, khảo sát", False),
            ("Kiến nghị sau giám sát", False),
            ("Chuyên đề", True),
            ("Chương trình", False),
            ("Đối tượng", False),
            ("Phản biện xã hội", False),
            ("Hoạt động của Mặt trận", False),
        ]


def test_a_years_page_shows_its_topics_and_a_topic_its_missions(client, cast):
    programme = made(cast, Programme)
    topic = made(cast, Topic, programme=programme)
    mission = made(cast, Mission, topic=topic)
    client.force_login(cast.lan)
    for whole, part in ((programme, topic), (topic, mission)):
        [panel] = client.get(whole.get_absolute_url()).context["sections"]
        assert [row.record for row in panel.context["table"].rows] == [part]


def test_a_draft_shows_how_it_was_criticised(client, cast):
    draft = DraftResolutionFactory(locality=cast.locality)
    client.force_login(cast.lan)
    before = client.get(draft.get_absolute_url()).context["main_panels"]
    criticism = made(cast, SocialCriticism, draft=draft)
    after = client.get(draft.get_absolute_url()).context["main_panels"]
    [panel] = [panel for panel in after if panel.title not in {old.title for old in before}]
    assert panel.title == "Phản biện xã hội"
    assert [row.record for row in panel.context["table"].rows] == [criticism]
