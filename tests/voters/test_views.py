from datetime import date

import pytest
from django.urls import reverse

from coordination.search.models import Entry
from tests.people.factories import BodyFactory
from tests.voters.factories import (
    LOADER,
    BatchFactory,
    ContactMeetingFactory,
    PetitionFactory,
    brought_to,
    petition_of,
)
from voters import actions
from voters.choices import Field, Result
from voters.models import Batch, ContactMeeting, Petition

D = date
LIST = reverse("voters:petition-list")


def page(name, record, *args):
    return reverse(f"voters:{name}", args=[record.pk, *args])


def text_of(response) -> str:
    """The page as one line."""
    return " ".join(response.content.decode().split())


@pytest.fixture
def petition(cast):
    return petition_of(cast.locality, place=cast.commune, place_detail="thôn Thượng", title="Đường hỏng nặng")


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


# --- Lists -----------------------------------------------------------------------------------------------------------

LISTS = {
    "petition": (lambda cast: petition_of(cast.locality, place=cast.commune), 14),
    "contactmeeting": (
        lambda cast: actions.create(ContactMeetingFactory.build(locality=cast.locality, place=cast.commune), by=LOADER),
        14,
    ),
    "batch": (lambda cast: actions.create(BatchFactory.build(locality=cast.locality), by=LOADER), 14),
}


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_the_same_number_of_queries(clerk, cast, name, item_count, django_assert_num_queries):
    make, queries = LISTS[name]
    for _ in range(item_count):
        make(cast)
    url = reverse(f"voters:{name}-list")
    clerk.get(url)  # content types and the session are known from now on
    with django_assert_num_queries(queries):
        response = clerk.get(url)
    assert len(response.context["page"].object_list) == item_count


@pytest.mark.parametrize("name", LISTS)
def test_strangers_see_none_and_administrators_are_refused(client, cast, name):
    record = LISTS[name][0](cast)
    client.force_login(cast.stranger)
    assert len(client.get(reverse(f"voters:{name}-list")).context["page"].object_list) == 0
    assert client.get(record.get_absolute_url()).status_code == 404
    client.force_login(cast.admin)
    assert client.get(reverse(f"voters:{name}-list")).status_code == 403


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=duong+hong", ["Đường hỏng nặng"]),
        ("q=kn-2026-0002", ["Thiếu nước sạch"]),
        ("q=khong+co+chu+nay", []),
        ("field=nuoc_sach", ["Thiếu nước sạch"]),
        ("level=province", ["Đường hỏng nặng"]),
        ("status=forwarded", ["Thiếu nước sạch"]),
        ("tu=20/05/2026", ["Thiếu nước sạch"]),
        ("den=18/05/2026&result=none", ["Đường hỏng nặng"]),
        ("overdue=false", ["Thiếu nước sạch", "Đường hỏng nặng"]),
    ],
)
def test_filters(clerk, cast, petition, query, titles):
    water = petition_of(
        cast.locality,
        title="Thiếu nước sạch",
        content="Giếng khô.",
        field=Field.CLEAN_WATER,
        level="commune",
        received_on=D(2026, 5, 20),
        due_on=D(2026, 12, 1),
    )
    petition.due_on = D(2026, 12, 1)
    actions.edit_petition(petition, by=LOADER)
    brought_to(water, "forwarded", cast.department)
    rows = clerk.get(f"{LIST}?{query}").context["page"].object_list
    assert [row.record.title for row in rows] == titles


def test_a_tab_is_kept_while_other_filters_change(clerk, petition):
    page = text_of(clerk.get(f"{LIST}?overdue=true"))
    assert '<input type="hidden" name="overdue" value="true"' in page
    assert [pill.words for pill in clerk.get(f"{LIST}?overdue=true").context["filter"].pills()] == ["Quá hạn"]


def test_a_list_of_a_department_holds_what_was_forwarded_to_it(client, cast, petition):
    brought_to(petition_of(cast.locality, title="Thiếu thuốc"), "forwarded", cast.department)
    client.force_login(cast.minh)
    rows = client.get(LIST).context["page"].object_list
    assert [row.record.title for row in rows] == ["Thiếu thuốc"]


# --- One petition ----------------------------------------------------------------------------------------------------


def test_the_page_tells_the_whole_life(clerk, cast, petition):
    support = BodyFactory(locality=cast.locality, short_name="Sở Xây dựng")
    actions.forward(petition, by=LOADER, to=support, number="214/PC-HĐND", on=D(2026, 5, 20))
    actions.refuse(petition, by=LOADER, reason="Sở chỉ tham mưu.", on=D(2026, 5, 25))
    actions.forward(petition, by=LOADER, to=cast.committee, supporting=[support], on=D(2026, 5, 26))
    actions.accept(petition, by=LOADER, on=D(2026, 5, 27))
    actions.reply(
        petition, by=LOADER, result=Result.EXPLAINED, text="Giữ đơn giá.", number="1245/UBND", sent_on=D(2026, 6, 14)
    )
    actions.judge(petition, by=LOADER, judgement="unsatisfied", body=cast.front, on=D(2026, 6, 16), text="Chưa rõ.")
    actions.reopen(petition, by=LOADER, on=D(2026, 6, 19))
    response = clerk.get(petition.get_absolute_url())
    assert [(step.words, step.note, step.css) for step in response.context["life"]] == [
        ("Tiếp nhận", "18/05 · TXCT trước kỳ họp", ""),
        ("Chuyển lần 1", "20/05 · Sở Xây dựng", ""),
        ("Bị từ chối", "25/05 · Sở Xây dựng", "is-bad"),
        ("Chuyển lần 2", "26/05 · UBND tỉnh, nhận 27/05", ""),
        ("Đã trả lời", "14/06 · sớm 34 ngày", ""),
        ("Chưa thỏa đáng", "16/06 · MTTQ tỉnh đánh giá", "is-bad"),
        ("Mở lại", "19/06 · UBND tỉnh làm rõ", "is-now"),
        ("Kết thúc", "chưa có ngày", "is-next"),
    ]
    page = text_of(response)
    assert "2 lần chuyển · mất 7 ngày trước khi được nhận" in page
    assert "“Sở chỉ tham mưu.”" in page
    assert [(button.label, button.enabled) for button in response.context["buttons"]] == [
        ("Ghi đã giải quyết xong", True),
        ("Gắn dự thảo nghị quyết", True),
        ("Soạn bản công khai", True),
        ("Ghi thành quy tắc", True),
        ("Kết thúc", False),
        ("Ghi trả lời", True),  # in the committee's stead
    ]


def test_a_finished_life_has_no_open_end(clerk, cast, petition):
    brought_to(petition, "finished", cast.department)
    life = clerk.get(petition.get_absolute_url()).context["life"]
    assert [(step.words, step.css) for step in life][-2:] == [("Đã trả lời", ""), ("Kết thúc", "")]


def test_the_page_of_a_much_handled_petition_asks_few_queries(clerk, cast, petition, django_assert_num_queries):
    brought_to(petition, "reopened", cast.department)
    for _ in range(3):
        petition_of(cast.locality, title="Đường hỏng nặng quá")
    with django_assert_num_queries(22):
        assert clerk.get(petition.get_absolute_url()).status_code == 200


def test_earlier_times_and_merged_stand_on_the_page(clerk, cast, petition):
    first = petition_of(cast.locality, received_on=D(2025, 11, 20), due_on=None, title="Lần trước", field="y_te")
    copy = petition_of(cast.locality, title="Đường hỏng nặng từ lâu")
    actions.merge(copy, by=LOADER, lead=petition)
    petition.refresh_from_db()
    petition.predecessor, petition.times_raised, petition.earlier_history = first, 3, "Kỳ họp cuối 2025: hứa sửa."
    actions.edit_petition(petition, by=LOADER)
    response = clerk.get(petition.get_absolute_url())
    titles = [panel.title for panel in response.context["sections"]]
    assert (response.context["earlier"], titles[:2]) == ([first], ["Kiến nghị tương tự", "Đã gộp vào đây"])
    assert "Kỳ họp cuối 2025: hứa sửa." in text_of(response)


def test_a_hidden_record_is_named_by_its_code_only(client, cast, petition):
    lead = petition_of(cast.locality, title="Người không được chuyển thì không đọc được")
    actions.merge(petition, by=LOADER, lead=lead)
    actions.unmerge(petition, by=LOADER)
    brought_to(petition, "in_progress", cast.department)
    actions.merge(petition, by=LOADER, lead=lead)
    client.force_login(cast.minh)
    page = text_of(client.get(petition.get_absolute_url()))
    assert (lead.code in page, lead.title in page) == (True, False)


@pytest.mark.parametrize("user", ["stranger", "minh"])
def test_those_whom_it_does_not_concern_find_nothing(client, cast, petition, user):
    client.force_login(getattr(cast, user))
    urls = [petition.get_absolute_url(), page("petition-edit", petition), page("petition-move", petition, "forward")]
    assert [client.get(url).status_code for url in urls] == [404, 404, 404] if user == "stranger" else [404, 404, 404]


# --- Register and edit -----------------------------------------------------------------------------------------------

TYPED = {
    "content": "Cầu dân sinh bị lũ cuốn một mố. Học sinh phải đi vòng.",
    "received_on": "02/06/2026",
    "origin": "reception",
    "kind": "petition",
    "times_raised": "1",
}


def test_register_from_the_form(clerk, cast):
    response = clerk.post(reverse("voters:petition-create"), TYPED | {"place": cast.commune.pk, "due_on": "20/06/2026"})
    petition = Petition.objects.get()
    assert (response.status_code, response.url) == (302, petition.get_absolute_url())
    assert (petition.code, petition.title, petition.due_on, petition.locality) == (
        "KN-2026-0001",
        "Cầu dân sinh bị lũ cuốn một mố",
        D(2026, 6, 20),
        cast.locality,
    )
    assert Entry.objects.filter(folded__words="cau dan sinh").count() == 1


def test_register_names_the_earlier_petition_by_its_code(clerk, cast, petition):
    clerk.post(reverse("voters:petition-create"), TYPED | {"predecessor": f" {petition.code.lower()} "})
    assert Petition.objects.exclude(pk=petition.pk).get().predecessor == petition


def test_the_earlier_petition_stands_in_the_form_by_its_code_and_stays(clerk, cast, petition):
    later = PetitionFactory(locality=cast.locality, predecessor=petition)
    address = reverse("voters:petition-edit", args=[later.pk])
    form = clerk.get(address).context["form"]
    typed = {box.name: box.value() for box in form.visible_fields() if box.value() not in (None, False)}
    assert typed["predecessor"] == petition.code

    response = clerk.post(address, typed | {"revision": later.revision, "received_on": "01/06/2026"})

    later.refresh_from_db()
    assert (response.status_code, later.predecessor) == (302, petition)


def test_register_with_errors_keeps_what_was_typed(clerk):
    wrong = TYPED | {"received_on": "31/06/2026", "predecessor": "KN-1", "misdirected_to": "UBND xã"}
    response = clerk.post(reverse("voters:petition-create"), wrong)
    form = response.context["form"]
    assert (response.status_code, Petition.objects.count()) == (422, 0)
    assert {name: errors[0] for name, errors in form.errors.items()} == {
        "received_on": "Tháng 6 chỉ có 30 ngày.",
        "predecessor": "Không có kiến nghị mang mã này. Mã viết như KN-2026-0126.",
        "misdirected_right": "Ghi cả nơi đã gửi nhầm và nơi đúng thẩm quyền.",
    }
    page = text_of(response)
    assert ("31/06/2026" in page, TYPED["content"] in page, form.rare_in_use) == (True, True, True)


def test_where_a_petition_comes_from_reads_it_and_does_not_rewrite_it(client, cast, petition):
    client.force_login(cast.xa)

    assert client.get(petition.get_absolute_url()).status_code == 200
    assert page("petition-edit", petition) not in client.get(petition.get_absolute_url()).content.decode()
    assert client.get(page("petition-edit", petition)).status_code == 403
    assert client.get(page("petition-move", petition, "classify")).status_code == 403


def test_register_is_for_those_who_keep_a_register(client, cast):
    answers = {}
    for name in ("lan", "hoa", "xa", "minh", "ubnd", "dai_bieu", "thu_ky"):
        client.force_login(getattr(cast, name))
        answers[name] = client.get(reverse("voters:petition-create")).status_code
    assert answers == {"lan": 200, "hoa": 200, "xa": 200, "minh": 403, "ubnd": 403, "dai_bieu": 403, "thu_ky": 403}


def test_bodies_to_choose_from_are_in_force_or_chosen_before(clerk, cast, petition):
    gone = BodyFactory(locality=cast.locality, valid_to=D(2025, 6, 30))
    offered = clerk.get(page("petition-edit", petition)).context["form"].fields["competent_body"].queryset
    assert (gone in offered, cast.ended_council in offered, cast.department in offered) == (False, False, True)
    Petition.objects.filter(pk=petition.pk).update(competent_body=gone)
    offered = clerk.get(page("petition-edit", petition)).context["form"].fields["competent_body"].queryset
    assert gone in offered


def test_edit_warns_when_somebody_else_saved(clerk, cast, petition):
    form = clerk.get(page("petition-edit", petition)).context["form"]
    typed = {name: box for name in form.fields if (box := form[name].value()) not in (None, "", False)}
    typed |= {"received_on": "18/05/2026", "due_on": "18/07/2026", "title": "Tên khác"}
    petition.title = "Người khác sửa"
    actions.edit_petition(petition, by=cast.tu)
    response = clerk.post(page("petition-edit", petition), typed)
    petition.refresh_from_db()
    assert (response.status_code, petition.title) == (409, "Người khác sửa")
    assert "Tên khác" in text_of(response)


def test_who_is_competent_is_not_edited_once_it_was_forwarded(clerk, cast, petition):
    def offered():
        fields = clerk.get(page("petition-edit", petition)).context["form"].fields
        return [name for name in ("level", "competent_body") if name in fields]

    new = offered()
    brought_to(petition, "forwarded", cast.department)
    typed = TYPED | {"revision": petition.revision, "competent_body": cast.committee.pk, "level": "commune"}
    typed |= {"received_on": "18/05/2026"}
    answer = clerk.post(page("petition-edit", petition), typed)
    petition.refresh_from_db()
    assert (new, offered(), answer.status_code) == (["level", "competent_body"], [], 302)
    assert (petition.content, petition.competent_body, petition.level) == (
        TYPED["content"],
        cast.department,
        "province",
    )
    actions.refuse(petition, by=cast.minh, reason="Không đúng thẩm quyền.")
    assert offered() == new


# --- Steps -----------------------------------------------------------------------------------------------------------


def test_a_petition_goes_from_clerk_to_department_and_back(client, cast, petition):
    client.force_login(cast.lan)
    forward = {"to": cast.department.pk, "due_on": "30/10/2026", "on": "01/10/2026", "number": "221/PC-HĐND"}
    assert client.post(page("petition-move", petition, "forward"), forward).status_code == 302
    client.force_login(cast.minh)
    assert client.post(page("petition-move", petition, "accept"), {"on": "01/10/2026"}).status_code == 302
    client.force_login(cast.chief)
    reply = {
        "result": "planned",
        "sent_on": "01/10/2026",
        "body": cast.department.pk,
        "text": "Sẽ sửa trong quý IV.",
        "promised_on": "31/12/2026",
        "copied_to": [cast.front.pk],
    }
    assert client.post(page("petition-move", petition, "reply"), reply).status_code == 302
    client.force_login(cast.hoa)
    verdict = {"judgement": "unsatisfied", "text": "Chưa nêu nguồn vốn.", "body": cast.front.pk, "on": "01/10/2026"}
    assert client.post(page("petition-move", petition, "judge"), verdict).status_code == 302
    client.force_login(cast.lan)
    reopen = {"due_on": "15/11/2026", "on": "01/10/2026"}
    assert client.post(page("petition-move", petition, "reopen"), reopen).status_code == 302
    petition.refresh_from_db()
    assert (petition.status, petition.result, petition.answered_on, petition.due_on) == (
        "reopened",
        "in_progress",
        D(2026, 10, 1),
        D(2026, 11, 15),
    )


@pytest.mark.parametrize("name", ["classify", "forward", "answer_on_spot", "return"])
def test_forms_of_a_new_petition_open(clerk, petition, name):
    assert clerk.get(page("petition-move", petition, name)).status_code == 200


@pytest.mark.parametrize(
    ("status", "name"),
    [
        ("forwarded", "accept"),
        ("forwarded", "refuse"),
        ("in_progress", "reply"),
        ("answered", "reply_again"),
        ("answered", "judge"),
        ("answered", "resolve"),
        ("answered", "finish"),
        ("finished", "judge_again"),
    ],
)
def test_forms_of_later_steps_open(clerk, cast, petition, status, name):
    brought_to(petition, status, cast.department)
    assert clerk.get(page("petition-move", petition, name)).status_code == 200


def test_the_verdict_offers_the_bodies_of_ones_own_side(client, cast, petition):
    brought_to(petition, "answered", cast.department)
    offered = {}
    for name in ("lan", "hoa", "thu_ky"):
        client.force_login(getattr(cast, name))
        field = client.get(page("petition-move", petition, "judge")).context["form"].fields["body"]
        offered[name] = set(field.queryset)
    council = {cast.council, cast.standing, cast.board, cast.office}
    assert offered == {"lan": council, "hoa": {cast.front}, "thu_ky": council}
    typed = {"judgement": "satisfied", "body": cast.front.pk, "on": "01/10/2026"}
    assert client.post(page("petition-move", petition, "judge"), typed).status_code == 422


def test_a_step_with_faults_says_them_at_the_field(clerk, cast, petition):
    brought_to(petition, "in_progress", cast.department)
    typed = {
        "result": "resolved",
        "sent_on": "01/10/2026",
        "body": cast.department.pk,
        "text": "Đã sửa.",
        "number": "12/SYT",
        "promised_on": "31/12/2026",
    }
    response = clerk.post(page("petition-move", petition, "reply"), typed)
    assert response.status_code == 422
    assert {name: errors[0] for name, errors in response.context["form"].errors.items()} == {
        "evidence": "Đã giải quyết xong thì ghi bằng chứng, ví dụ biên bản nghiệm thu.",
        "promised_on": "Kết quả này không còn việc phải làm nên không có ngày hẹn.",
    }
    early = {
        "result": "explained",
        "sent_on": "01/05/2026",
        "body": cast.department.pk,
        "text": "Giải trình.",
        "number": "12",
    }
    response = clerk.post(page("petition-move", petition, "reply"), early)
    assert response.context["form"].errors == {"sent_on": ["Trước ngày nhận kiến nghị (18/05/2026)."]}


def test_a_step_that_is_not_theirs_is_refused(client, cast, petition):
    brought_to(petition, "forwarded", cast.department)
    answers = {}
    for name in ("hoa", "xa", "thu_ky", "dai_bieu"):
        client.force_login(getattr(cast, name))
        answers[name] = client.post(page("petition-move", petition, "accept"), {"on": "01/10/2026"}).status_code
    petition.refresh_from_db()
    assert (answers, petition.status) == ({"hoa": 403, "xa": 403, "thu_ky": 403, "dai_bieu": 403}, "forwarded")


def test_a_step_not_possible_now_says_why(clerk, petition):
    response = clerk.get(page("petition-move", petition, "finish"), follow=True)
    assert response.redirect_chain[-1][0] == petition.get_absolute_url()


# --- Parts -----------------------------------------------------------------------------------------------------------


def test_parts_have_pages_and_corrections(clerk, cast, petition):
    brought_to(petition, "reopened", cast.department)
    referral, reply, verdict = petition.referrals.get(), petition.replies.get(), petition.verdicts.get()
    assert [clerk.get(part.get_absolute_url()).status_code for part in (referral, reply, verdict)] == [200, 200, 200]
    typed = {"number": "99/SYT", "text": reply.text, "told_on": "05/06/2026", "revision": reply.revision}
    assert clerk.post(page("reply-edit", reply), typed).status_code == 302
    assert clerk.post(page("referral-edit", referral), {"number": "1/PC", "revision": 0}).status_code == 409
    reply.refresh_from_db()
    assert (reply.number, reply.told_on) == ("99/SYT", D(2026, 6, 5))


def test_a_reply_is_corrected_by_its_body_or_the_keeper_of_the_register(client, cast, petition):
    support = BodyFactory(locality=cast.locality, parent=cast.committee)
    actions.forward(petition, by=LOADER, to=cast.department, supporting=[support], on=D(2026, 5, 20))
    actions.accept(petition, by=LOADER, on=D(2026, 5, 22))
    actions.reply(petition, by=LOADER, result=Result.EXPLAINED, text="Giải trình.", sent_on=D(2026, 6, 1))
    reply = petition.replies.get()
    people = {name: getattr(cast, name) for name in ("lan", "minh", "ubnd", "xa")}
    people["support"] = cast.acting_as(support, "department_officer")
    answers = {}
    for name, user in people.items():
        client.force_login(user)
        offered = bool(client.get(reply.get_absolute_url()).context["edit_url"])
        typed = {"text": f"Sửa bởi {name}.", "revision": reply.revision}
        codes = (client.get(page("reply-edit", reply)).status_code, client.post(page("reply-edit", reply), typed))
        answers[name] = (offered, codes[0], codes[1].status_code)
        reply.refresh_from_db()
    yes, no = (True, 200, 302), (False, 403, 403)
    assert answers == {"lan": yes, "minh": yes, "ubnd": yes, "xa": no, "support": no}
    assert reply.text == "Sửa bởi ubnd."


def test_parts_are_hidden_with_their_petition(client, cast, petition):
    brought_to(petition, "reopened", cast.department)
    client.force_login(cast.stranger)
    parts = (petition.referrals.get(), petition.replies.get(), petition.verdicts.get())
    assert [client.get(part.get_absolute_url()).status_code for part in parts] == [404, 404, 404]


# --- Meetings and batches --------------------------------------------------------------------------------------------


def test_a_meeting_is_planned_held_and_gives_petitions(clerk, cast):
    plan = {
        "kind": "thematic",
        "held_on": "30/09/2026",
        "place": cast.commune.pk,
        "place_detail": "nhà văn hóa thôn Đông",
        "delegate_levels": ["province", "commune"],
        "prepared_by": [cast.board.pk, cast.front.pk],
    }
    assert clerk.post(reverse("voters:contactmeeting-create"), plan).status_code == 302
    meeting = ContactMeeting.objects.get()
    minutes = {
        "held_on": "30/09/2026",
        "attending": "1.200",
        "attending_qualifier": "about",
        "speaking": "15",
        "group_farmer": "700",
        "group_cadre": "300",
        "opinions": "9",
        "petitions_raised": "4",
    }
    assert clerk.post(page("contactmeeting-move", meeting, "hold"), minutes).status_code == 302
    meeting.refresh_from_db()
    assert (str(meeting), meeting.status, meeting.attending_words, meeting.direct_labour) == (
        "TXCT chuyên đề tại nhà văn hóa thôn Đông, xã Phú Hòa, 30/09/2026",
        "held",
        "khoảng 1.200",
        700,
    )
    response = clerk.get(meeting.get_absolute_url())
    panel = response.context["sections"][0]
    form = clerk.get(panel.link[1]).context["form"]
    known = {name: str(form[name].value()) for name in ("meeting", "origin", "place", "received_on")}
    assert known == {
        "meeting": str(meeting.pk),
        "origin": "thematic",
        "place": str(cast.commune.pk),
        "received_on": "30/09/2026",
    }
    assert "700 (70" in text_of(response)


def test_minutes_that_cannot_be_are_refused(clerk, cast):
    meeting = actions.create(ContactMeetingFactory.build(locality=cast.locality), by=LOADER)
    wrong = {"held_on": "18/05/2026", "attending": "10", "attending_qualifier": "exact", "speaking": "11"}
    response = clerk.post(page("contactmeeting-move", meeting, "hold"), wrong)
    assert (response.status_code, response.context["form"].errors) == (
        422,
        {"speaking": ["Nhiều hơn 10 lượt cử tri dự."]},
    )


def test_a_held_meeting_can_be_corrected(clerk, cast):
    meeting = actions.create(
        ContactMeetingFactory.build(locality=cast.locality, held=True, attendees_by_group={"farmer": 20}), by=LOADER
    )
    form = clerk.get(page("contactmeeting-edit", meeting)).context["form"]
    assert form["group_farmer"].value() == 20
    typed = {"kind": "before", "held_on": "18/05/2026", "attending": "130", "attending_qualifier": "exact"}
    typed |= {"group_worker": "30", "revision": meeting.revision}
    assert clerk.post(page("contactmeeting-edit", meeting), typed).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.attending, meeting.attendees_by_group) == (130, {"worker": 30})


def test_four_delegate_levels_are_too_many(clerk):
    typed = {"kind": "before", "delegate_levels": ["national", "province", "district", "commune"]}
    response = clerk.post(reverse("voters:contactmeeting-create"), typed)
    assert response.context["form"].errors == {"delegate_levels": ["Chọn từ một đến ba cấp đại biểu."]}


def test_a_batch_holds_petitions_and_the_front_confirms_it(clerk, cast, petition):
    assert clerk.post(reverse("voters:batch-create"), {"name": "Đợt trước kỳ họp thứ 2"}).status_code == 302
    batch = Batch.objects.get()
    actions.put_in(petition, by=cast.lan, batch=batch)
    batch.agreed_on = D(2026, 6, 1)
    actions.edit(batch, by=LOADER, related={"agreed_with": [cast.front]})
    response = clerk.get(batch.get_absolute_url())
    assert (batch.confirmed_by_front, response.context["sections"][0].count) == (True, 1)
    assert clerk.get(reverse("voters:batch-list")).context["page"].object_list[0].record.size == 1


def test_ended_localities_are_read_only(client, cast):
    clerk = cast.acting_as(cast.ended_council, "council_clerk")
    petition = petition_of(cast.ended)
    client.force_login(clerk)
    assert client.get(petition.get_absolute_url()).status_code == 200
    assert client.get(page("petition-edit", petition)).status_code == 403
    assert client.get(reverse("voters:petition-create")).status_code == 403
