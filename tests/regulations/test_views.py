from datetime import date

import pytest
from django.urls import reverse

from coordination.deadlines.models import Obligation
from coordination.lib.dates import PartialDate
from coordination.regulations.models import Clause, Dialogue, InformationExchange, Invitation, Meeting, Regulation
from tests.people.factories import AppointmentFactory
from tests.regulations.factories import (
    ClauseFactory,
    DialogueFactory,
    InformationExchangeFactory,
    InvitationFactory,
    MeetingFactory,
    RegulationFactory,
)

pytestmark = pytest.mark.django_db

OVERVIEW = "/phoi-hop/"


@pytest.fixture
def as_(client, cast):
    """Sign in as one of the cast."""

    def sign_in(name):
        client.force_login(getattr(cast, name))
        return client

    return sign_in


def a_regulation(cast):
    return RegulationFactory(
        locality=cast.locality, parties=[cast.standing, cast.committee, cast.front], term=cast.term
    )


def a_clause(cast):
    return ClauseFactory(regulation=a_regulation(cast), owner=cast.committee)


def a_meeting(cast):
    return MeetingFactory(locality=cast.locality, parties=[cast.standing, cast.committee], chairs=[cast.tu.person])


def an_invitation(cast):
    return InvitationFactory(host=cast.standing, guest=cast.department, meeting=a_meeting(cast))


def an_exchange(cast):
    return InformationExchangeFactory(sender=cast.committee, recipient=cast.front)


def a_dialogue(cast):
    return DialogueFactory(locality=cast.locality, chair=cast.front)


# model → (one of them, what its form needs, queries of its list)
KINDS = {
    Regulation: (a_regulation, lambda c: {"title": "Quy chế", "party_1": c.council.pk, "party_2": c.front.pk}, 15),
    Clause: (
        a_clause,
        lambda c: {"regulation": a_regulation(c).pk, "number": "Điều 9", "order": "9", "text": "Gửi báo cáo."},
        14,
    ),
    Meeting: (a_meeting, lambda c: {"title": "Họp giao ban", "kind": "periodic", "held_on": "7/2026"}, 15),
    Invitation: (
        an_invitation,
        lambda c: {"occasion": "Họp duyệt", "host": c.council.pk, "guest": c.front.pk, "attended": "unknown"},
        14,
    ),
    InformationExchange: (
        an_exchange,
        lambda c: {"title": "Kế hoạch", "kind": "plan", "sender": c.council.pk, "recipient": c.front.pk},
        14,
    ),
    Dialogue: (a_dialogue, lambda c: {"title": "Đối thoại với thanh niên", "precision": "exact"}, 13),
}
every_kind = pytest.mark.parametrize("model", KINDS)


def url(model, name, *args):
    return reverse(f"regulations:{model._meta.model_name}-{name}", args=args)


@pytest.mark.parametrize("rows", [1, 3])
@every_kind
def test_list_asks_the_same_number_of_queries(cast, as_, django_assert_num_queries, model, rows):
    make, _typed, queries = KINDS[model]
    for _ in range(rows):
        make(cast)
    browser = as_("lan")
    browser.get(url(model, "list"))  # content types are remembered from here on

    with django_assert_num_queries(queries):
        response = browser.get(url(model, "list"))

    assert response.context["total"] == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_landing_page_asks_the_same_number_of_queries(cast, as_, django_assert_num_queries, rows):
    for _ in range(rows):
        for make, _typed, _queries in KINDS.values():
            make(cast)
    browser = as_("lan")
    browser.get(OVERVIEW)  # content types are remembered from here on

    with django_assert_num_queries(18):
        response = browser.get(OVERVIEW)

    assert response.status_code == 200


@every_kind
@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("hoa", 200), ("tu", 200), ("xa", 404), ("stranger", 404)])
def test_who_sees_a_record(cast, as_, model, who, status):
    record = KINDS[model][0](cast)

    assert as_(who).get(record.get_absolute_url()).status_code == status


@every_kind
@pytest.mark.parametrize(("who", "status"), [("hoa", 200), ("minh", 403), ("dai_bieu", 403), ("admin", 403)])
def test_who_may_write_one_down(as_, model, who, status):
    if model in (Regulation, Clause) and who == "hoa":
        status = 403  # the regulation itself is kept by the council's office

    assert as_(who).get(url(model, "create")).status_code == status


@every_kind
def test_writing_one_down(cast, as_, model):
    typed = KINDS[model][1](cast)

    response = as_("lan").post(url(model, "create"), typed)

    record = model.objects.latest("id")
    assert response.url == record.get_absolute_url()
    assert (record.locality, record.created_by) == (cast.locality, cast.lan)


@every_kind
def test_an_empty_form_is_told_what_is_missing(as_, model):
    response = as_("lan").post(url(model, "create"), {})

    assert response.status_code == 422
    for name, messages in response.context["form"].errors.items():
        assert messages[0].startswith(("Chưa ghi ô này.", "Chưa chọn.", "Ghi mời dự việc gì")), name


@every_kind
def test_editing(cast, as_, model):
    record = KINDS[model][0](cast)
    browser = as_("lan")
    form = browser.get(url(model, "edit", record.pk)).context["form"]
    typed = {name: box.value() for name, box in ((box.name, box) for box in form) if box.value() is not None}
    text = "text" if model is Clause else "attended_by" if model is Invitation else "title"
    typed |= {text: "Nội dung đã sửa"} | ({"attended": "true"} if model is Invitation else {})

    response = browser.post(url(model, "edit", record.pk), typed)

    record.refresh_from_db()
    assert response.status_code == 302, response.context["form"].errors
    assert getattr(record, text) == "Nội dung đã sửa"


@every_kind
@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("thu_ky", 403)])
def test_who_may_not_edit(cast, as_, model, who, status):
    record = KINDS[model][0](cast)

    assert as_(who).get(url(model, "edit", record.pk)).status_code == status


@every_kind
def test_a_search_without_accents_finds_it(cast, as_, model):
    record = KINDS[model][0](cast)
    words = {Clause: "tai lieu ky hop", Invitation: "so y te"}.get(model) or str(record)

    assert as_("lan").get(url(model, "list"), {"q": words}).context["total"] == 1
    assert as_("lan").get(url(model, "list"), {"q": "khong he co"}).context["total"] == 0


def test_the_page_of_a_regulation(cast, as_):
    old = RegulationFactory(locality=cast.locality, title="Quy chế cũ")
    regulation = RegulationFactory(
        locality=cast.locality,
        parties=[cast.front, cast.standing, cast.committee],
        number="53",
        symbol="QCPH-HĐND-UBND-UBMTTQ",
        signed_on=PartialDate(2021, 7, 29),
        valid_from=date(2021, 8, 1),
        predecessor=old,
    )
    ClauseFactory(regulation=regulation, number="Điều 9 khoản 3")
    MeetingFactory(locality=cast.locality, regulation=regulation, title="Hội nghị tổng kết năm 2026")

    page = as_("lan").get(regulation.get_absolute_url()).content.decode()

    for words in (
        "53/QCPH-HĐND-UBND-UBMTTQ",
        "MTTQ tỉnh, Thường trực HĐND tỉnh, UBND tỉnh",
        f'<a href="{old.get_absolute_url()}">Quy chế cũ</a>',
        "Điều 9 khoản 3",
        "Hội nghị tổng kết năm 2026",
        "29/07/2021",
    ):
        assert words in page


def test_parties_are_saved_in_the_order_of_their_fields(cast, as_):
    typed = {
        "title": "Quy chế ba bên",
        "party_1": cast.front.pk,
        "party_2": cast.committee.pk,
        "party_3": cast.council.pk,
    }

    as_("lan").post(url(Regulation, "create"), typed)

    assert Regulation.objects.get().bodies == [cast.front, cast.committee, cast.council]


def test_a_party_stands_there_once(cast, as_):
    typed = {"title": "Quy chế", "party_1": cast.front.pk, "party_2": cast.front.pk}

    response = as_("lan").post(url(Regulation, "create"), typed)

    assert response.context["form"].errors == {"party_2": ["Cơ quan này đã là một bên ở trên."]}


def test_a_fifth_party_has_room(cast, as_):
    bodies = [cast.council, cast.committee, cast.front, cast.board, cast.office]
    regulation = RegulationFactory(locality=cast.locality, parties=bodies)

    form = as_("lan").get(url(Regulation, "edit", regulation.pk)).context["form"]

    assert [form[f"party_{n}"].value() for n in range(1, 7)] == [*(body.pk for body in bodies), None]


def test_the_page_of_a_meeting(cast, as_):
    AppointmentFactory(person=cast.tu.person, post="Chủ tịch HĐND tỉnh")
    meeting = MeetingFactory(
        locality=cast.locality,
        title="Hội nghị tổng kết",
        held_on=PartialDate(2026, 3, 13),
        part_of_day="afternoon",
        venue="Phòng họp số 2",
        chairs=[cast.tu.person],
        parties=[cast.standing, cast.committee],
        participants="Lãnh đạo các Ban",
        conclusions="Giao Sở Y tế báo cáo.",
    )
    InvitationFactory(host=cast.standing, guest=cast.department, meeting=meeting)

    page = as_("lan").get(meeting.get_absolute_url()).content.decode()

    for words in (
        "13/03/2026",
        "Chiều",
        "Phòng họp số 2",
        "Trần Văn Tú</b>, Chủ tịch HĐND tỉnh",
        "Thường trực HĐND tỉnh, UBND tỉnh",
        "Lãnh đạo các Ban",
        "Giao Sở Y tế báo cáo.",
        "Giao việc theo kết luận",
        "Sở Y tế",
    ):
        assert words in page


def test_chairs_are_saved_in_the_order_of_their_fields(cast, as_):
    typed = KINDS[Meeting][1](cast) | {
        "chair_1": cast.ubnd.person.pk,
        "posts_1": "Chủ tịch UBND tỉnh",
        "chair_2": cast.tu.person.pk,
        "parties": [cast.standing.pk, cast.committee.pk],
    }

    as_("lan").post(url(Meeting, "create"), typed)

    meeting = Meeting.objects.get()
    assert [str(row) for row in meeting.chair_rows.all()] == ["Phạm Quốc Bảo, Chủ tịch UBND tỉnh", "Trần Văn Tú"]
    assert set(meeting.parties.all()) == {cast.standing, cast.committee}
    assert meeting.held_on == PartialDate(2026, 7)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"posts_1": "Chủ tịch"}, {"chair_1": ["Có chức vụ thì phải chọn người chủ trì."]}),
        ({"held_on": "31/6/2026"}, {"held_on": ["Tháng 6 chỉ có 30 ngày."]}),
    ],
)
def test_faults_of_a_meeting_are_told_at_their_field(cast, as_, typed, errors):
    response = as_("lan").post(url(Meeting, "create"), KINDS[Meeting][1](cast) | typed)

    assert response.context["form"].errors == errors


def test_bodies_to_choose_from_are_of_the_place(cast, as_):
    meeting = MeetingFactory(locality=cast.locality, parties=[cast.standing, cast.commune_council])
    browser = as_("lan")

    blank = browser.get(url(Meeting, "create")).context["form"].fields["parties"].queryset
    filled = browser.get(url(Meeting, "edit", meeting.pk)).context["form"].fields["parties"].queryset

    assert {body.locality for body in blank} == {cast.locality}
    assert set(filled) - set(blank) == {cast.commune_council}


def test_nobody_is_in_the_chair_twice(cast, as_):
    chairs = {"chair_1": cast.tu.person.pk, "chair_2": cast.tu.person.pk}

    response = as_("lan").post(url(Meeting, "create"), KINDS[Meeting][1](cast) | chairs)

    assert response.context["form"].errors == {"chair_2": ["Người này đã ghi ở trên."]}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"occasion": ""}, {"occasion": ["Ghi mời dự việc gì, hoặc chọn cuộc họp ở trên."]}),
        ({"attended_by": "Ông Bình"}, {"attended": ["Có tên người dự thì phải chọn “Có”."]}),
        (
            {"sent_on": "02/07/2026", "answered_on": "01/07/2026"},
            {"answered_on": ["Ngày trả lời không được trước ngày gửi (02/07/2026)."]},
        ),
    ],
)
def test_faults_of_an_invitation_are_told_at_their_field(cast, as_, typed, errors):
    response = as_("lan").post(url(Invitation, "create"), KINDS[Invitation][1](cast) | typed)

    assert (response.status_code, response.context["form"].errors) == (422, errors)


def test_other_faults_told_at_their_field(cast, as_):
    browser = as_("lan")

    def faults(model, **typed):
        return browser.post(url(model, "create"), KINDS[model][1](cast) | typed).context["form"].errors

    assert faults(Invitation, guest=cast.council.pk) == {"guest": ["Cơ quan được mời phải khác cơ quan mời."]}
    assert faults(InformationExchange, recipient=cast.council.pk) == {
        "recipient": ["Cơ quan nhận phải khác cơ quan gửi."]
    }
    assert faults(Regulation, valid_from="02/07/2026", valid_to="01/07/2026") == {
        "valid_to": ["Ngày hết hiệu lực không được trước ngày có hiệu lực (02/07/2026)."]
    }


def test_giving_out_work_from_a_meeting(cast, as_):
    meeting = a_meeting(cast)
    address = url(Meeting, "move", meeting.pk, "assign")
    browser = as_("lan")
    assert browser.get(address).status_code == 200

    typed = {"title": "Báo cáo tiến độ", "owner": cast.department.pk, "due_on": "14/08/2026"}
    response = browser.post(address, typed)

    obligation = Obligation.objects.get()
    assert response.url == obligation.get_absolute_url()
    assert (obligation.subject, obligation.basis_kind) == (meeting, "conclusion")


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_give_out_work_from_a_meeting(cast, as_, method):
    meeting = MeetingFactory(locality=cast.locality, parties=[cast.department])
    address = url(Meeting, "move", meeting.pk, "assign")
    typed = {"title": "Báo cáo", "owner": cast.department.pk, "due_on": "14/08/2026"}

    assert getattr(as_("minh"), method)(address, typed).status_code == 403
    assert Obligation.objects.count() == 0


def test_who_may_not_give_out_work_is_told_so_before_the_form_is_read(cast, as_):
    meeting = MeetingFactory(locality=cast.locality, parties=[cast.department])

    assert as_("minh").post(url(Meeting, "move", meeting.pk, "assign"), {}).status_code == 403


def test_a_regulation_one_may_not_see_is_not_named_by_its_clause(cast, as_):
    regulation = RegulationFactory(locality=cast.locality, title="Quy chế phối hợp nội bộ")
    clause = ClauseFactory(regulation=regulation, locality=cast.locality, owner=cast.department)
    address = url(Clause, "detail", clause.pk)

    assert f'<a href="{regulation.get_absolute_url()}">' in as_("lan").get(address).content.decode()
    assert "Quy chế phối hợp nội bộ" not in as_("minh").get(address).content.decode()


def test_an_ended_locality_is_read_only(cast, as_):
    meeting = MeetingFactory(locality=cast.ended, title="Hội nghị tổng kết năm 2023", conclusions="Làm tốt hơn.")
    browser = as_("lan")

    page = browser.get(meeting.get_absolute_url()).content.decode()

    assert "Làm tốt hơn." in page
    for words in ("Sửa cuộc họp", "Giao việc", "Ghi giấy mời"):
        assert words not in page
    for name, *args in (("edit",), ("move", "assign")):
        assert browser.get(url(Meeting, name, meeting.pk, *args)).status_code == 403


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"tu": "01/07/2026", "den": "31/07/2026"}, ["Tháng bảy"]),
        ({"tu": "02/07/2026"}, []),
        ({"den": "30/06/2026"}, ["Năm ngoái"]),
        ({"kind": "joint"}, ["Tháng bảy"]),
    ],
)
def test_filters_of_meetings(cast, as_, query, titles):
    MeetingFactory(locality=cast.locality, title="Tháng bảy", kind="joint", held_on=PartialDate(2026, 7))
    MeetingFactory(locality=cast.locality, title="Năm ngoái", held_on=PartialDate(2025))
    MeetingFactory(locality=cast.locality, title="Không ngày")

    response = as_("lan").get(url(Meeting, "list"), query)

    assert [row.record.title for row in response.context["page"].object_list] == titles


def test_landing_page_shows_the_latest_of_everything(cast, as_):
    records = [make(cast) for make, _typed, _queries in KINDS.values()]

    page = as_("lan").get(OVERVIEW).content.decode()

    for record in records:
        assert (record.get_absolute_url() in page) == (not isinstance(record, Clause)), record
    assert "đang có hiệu lực" in page


@pytest.mark.parametrize(("who", "status"), [("minh", 200), ("dai_bieu", 200), ("xa", 200), ("admin", 403)])
def test_who_opens_the_landing_page(as_, who, status):
    assert as_(who).get(OVERVIEW).status_code == status


def test_a_filter_by_a_party_that_cannot_be_is_told(cast, as_):
    response = as_("lan").get(reverse("regulations:regulation-list"), {"parties": "9" * 30})
    assert (response.status_code, response.context["filter"].form.errors) == (
        400,
        {"parties": ["Không có lựa chọn này trong danh sách."]},
    )


def test_a_filter_by_a_party_finds_its_regulations(cast, as_):
    regulation = a_regulation(cast)
    RegulationFactory(locality=cast.locality, parties=[cast.standing, cast.committee])
    response = as_("lan").get(reverse("regulations:regulation-list"), {"parties": cast.front.pk})
    assert [row.record for row in response.context["page"].object_list] == [regulation]
