from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.audit.models import Event
from coordination.lib.period import Period
from coordination.records.errors import Forbidden, NotNow
from coordination.search.queries import matching
from tests.deadlines.factories import ObligationFactory
from tests.documents.factories import AttachmentFactory
from tests.voters.factories import LOADER, ContactMeetingFactory, brought_to, petition_of
from tests.voters.factories_batches import agreed_batch, batch_of
from voters import actions, queries
from voters.actions.splitting import why_not_join, why_not_joinable
from voters.forms.splitting import proposed_parts
from voters.models import Petition

D = date
WHOLE = "Cử tri thôn Đông đề nghị: 1. Sửa đường liên thôn; 2. Lắp đèn chiếu sáng; 3. Nạo vét mương."
PARTS = ["Sửa đường liên thôn.", "Lắp đèn chiếu sáng.", "Nạo vét mương."]


def page(name, record, *args):
    return reverse(f"voters:{name}", args=[record.pk, *args])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def statement(cast):
    meeting = actions.create(ContactMeetingFactory.build(locality=cast.locality, place=cast.commune), by=LOADER)
    return petition_of(
        cast.locality,
        title="",
        content=WHOLE,
        meeting=meeting,
        place=cast.commune,
        place_detail="thôn Đông",
        voter="Cử tri Giả Định",
        origin="after",
        batch=batch_of(cast.locality),
    )


def test_each_part_becomes_a_petition_from_the_same_source(cast, statement):
    made = actions.split(statement, by=cast.lan, parts=PARTS)
    first, rows = fresh(statement), [fresh(row) for row in made]
    assert (first.content, first.title, first.code, first.unsplit_content) == (
        "Sửa đường liên thôn.",
        "Sửa đường liên thôn",
        "KN-2026-0001",
        WHOLE,
    )
    assert [(row.content, row.code, row.split_from) for row in rows] == [
        ("Lắp đèn chiếu sáng.", "KN-2026-0002", first),
        ("Nạo vét mương.", "KN-2026-0003", first),
    ]
    same = ("meeting", "place", "place_detail", "voter", "received_on", "origin", "batch", "due_on", "locality")
    assert {tuple(getattr(row, name) for name in same) for row in (first, *rows)} == {
        tuple(getattr(statement, name) for name in same)
    }
    assert [(row.field, row.level) for row in rows] == [("", ""), ("", "")]


def test_a_split_statement_is_counted_once_for_each_thing_it_asks(cast, statement):
    actions.split(statement, by=cast.lan, parts=PARTS)
    counted = queries.received(Petition.objects.counted_in(cast.locality), Period(D(2026, 5, 1), D(2026, 5, 31)))
    assert (counted.count(), sum(queries.by_field(counted).values())) == (3, 3)


@pytest.mark.parametrize("parts", [[], ["Một việc."], ["Một việc.", " "], ["x"] * 21, ["Một.", "Một."]])
def test_parts_that_are_none_are_refused(cast, statement, parts):
    with pytest.raises(ValidationError):
        actions.split(statement, by=cast.lan, parts=parts)
    assert (Petition.objects.count(), fresh(statement).content) == (1, WHOLE)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (lambda cast, row: brought_to(row, "forwarded", cast.department), "chỉ tách khi chưa chuyển"),
        (lambda cast, row: actions.split(row, by=LOADER, parts=PARTS), "Đã tách rồi"),
        (lambda cast, row: actions.merge(row, by=LOADER, lead=petition_of(cast.locality)), "nhóm gộp"),
    ],
)
def test_what_went_its_way_is_not_split(cast, statement, before, words):
    before(cast, statement)
    with pytest.raises(NotNow, match=words):
        actions.split(fresh(statement), by=cast.lan, parts=PARTS)


def test_what_others_agreed_to_is_not_split(cast):
    (inside,) = agreed_batch(cast).petitions.all()
    with pytest.raises(NotNow, match="Tổng hợp lại"):
        actions.split(inside, by=cast.lan, parts=PARTS)


def test_a_department_splits_nothing(cast, statement):
    with pytest.raises(Forbidden):
        actions.split(statement, by=cast.minh, parts=PARTS)


# --- Undo ------------------------------------------------------------------------------------------------------------


def test_joined_again_it_is_as_before_and_the_trail_remembers(cast, statement):
    made = actions.split(statement, by=cast.lan, parts=PARTS)
    actions.join(fresh(statement), by=cast.lan)
    back = fresh(statement)
    assert (back.content, back.title, back.unsplit_content, Petition.objects.count()) == (
        WHOLE,
        statement.__class__.objects.get().title,
        "",
        1,
    )
    assert Event.objects.filter(object_id=made[0].pk, kind="created", content_type__model="petition").exists()
    assert actions.split(back, by=cast.lan, parts=PARTS[:2])[0].code == "KN-2026-0004"


@pytest.mark.parametrize(
    "touch",
    [
        lambda cast, part: actions.classify(part, by=LOADER, field="dien", level="commune"),
        lambda cast, part: actions.merge(petition_of(cast.locality), by=LOADER, lead=part),
        lambda cast, part: petition_of(cast.locality, predecessor=part),
    ],
    ids=["classified", "leads a group", "raised again"],
)
def test_a_part_that_was_used_keeps_the_split(cast, statement, touch):
    made = actions.split(statement, by=cast.lan, parts=PARTS)
    touch(cast, made[1])
    with pytest.raises(NotNow, match=f"{made[1].code} đã được xử lý"):
        actions.join(fresh(statement), by=cast.lan)
    assert Petition.objects.filter(split_from=statement).count() == 2


def test_what_was_not_split_is_not_joined(cast, statement):
    assert why_not_join(statement) == "Kiến nghị này chưa tách."
    with pytest.raises(NotNow):
        actions.join(statement, by=cast.lan)


# --- Proposed parts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            WHOLE,
            [
                "Cử tri thôn Đông đề nghị: Sửa đường liên thôn",
                "Cử tri thôn Đông đề nghị: Lắp đèn chiếu sáng",
                "Cử tri thôn Đông đề nghị: Nạo vét mương.",
            ],
        ),
        ("1) Sửa cầu\n2) Cấp nước sạch", ["Sửa cầu", "Cấp nước sạch"]),
        ("- Sửa cầu\n- Cấp nước sạch", ["Sửa cầu", "Cấp nước sạch"]),
        ("Sửa cầu Ông Đội. Đề nghị cấp nước sạch.", ["Sửa cầu Ông Đội.", "Đề nghị cấp nước sạch."]),
        ("Sửa cầu; cấp nước sạch", ["Sửa cầu", "Cấp nước sạch"]),
        ("Đường tỉnh 2 hỏng từ km 3 đến km 5.", ["Đường tỉnh 2 hỏng từ km 3 đến km 5."]),
    ],
)
def test_parts_are_proposed_where_the_text_is_cut(text, parts):
    assert proposed_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sửa đường thôn Đông; đồng thời cấp nước sạch.", ["Sửa đường thôn Đông", "Cấp nước sạch."]),
        ("Sửa đường. Ngoài ra, lắp đèn; và nạo vét mương.", ["Sửa đường.", "Lắp đèn", "Nạo vét mương."]),
        ("1. Sửa đường; 2. và đồng thời lắp đèn", ["Sửa đường", "Lắp đèn"]),
        ("Sửa đường; vành đai xanh", ["Sửa đường", "Vành đai xanh"]),
    ],
)
def test_a_part_reads_as_a_statement_of_its_own(text, parts):
    assert proposed_parts(text) == parts


def test_a_title_typed_by_hand_survives(cast, statement):
    statement.title = "Ba việc của thôn Đông"
    actions.edit_petition(statement, by=cast.lan)
    actions.split(statement, by=cast.lan, parts=PARTS)
    assert statement.title == "Sửa đường liên thôn"
    actions.join(fresh(statement), by=cast.lan)
    assert fresh(statement).title == "Ba việc của thôn Đông"
    actions.split(fresh(statement), by=cast.lan, parts=PARTS)
    again = fresh(statement)
    again.title = "Đường và các việc khác"
    actions.edit_petition(again, by=cast.lan)
    actions.join(fresh(statement), by=cast.lan)
    assert fresh(statement).title == "Đường và các việc khác"


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def test_it_is_split_and_joined_on_pages(clerk, statement):
    url = page("petition-split", statement)
    assert url in text_of(clerk.get(statement.get_absolute_url()))
    form = clerk.get(url).context["form"]
    assert [box.value() for box in form][:1] == ["Cử tri thôn Đông đề nghị: Sửa đường liên thôn"]
    response = clerk.post(url, {"part_1": PARTS[0], "part_2": PARTS[1], "part_3": "", "part_4": ""}, follow=True)
    text = text_of(response)
    assert ("thêm 1 kiến nghị (KN-2026-0002)" in text, "Nguyên văn trước khi tách" in text) == (True, True)
    join = page("petition-join", statement)
    assert join in text
    assert "KN-2026-0002" in text_of(clerk.get(join))
    clerk.post(join)
    assert Petition.objects.get().content == WHOLE


def test_more_boxes_keep_what_was_typed(clerk, statement):
    url = page("petition-split", statement)
    assert 'name="them-o"' in text_of(clerk.get(url))
    typed = {"part_1": PARTS[0], "part_2": "", "part_3": "Lắp đèn", "part_4": ""}
    response = clerk.post(url, typed | {"them-o": "1"})
    values = [box.value() for box in response.context["form"]]
    assert (response.status_code, values) == (200, [PARTS[0], "", "Lắp đèn", "", "", "", ""])
    assert (response.context["form"].errors, Petition.objects.count()) == ({}, 1)
    full = clerk.post(url, {f"part_{number}": "x" for number in range(1, 20)} | {"them-o": "1"})
    assert (len(full.context["form"].fields), 'name="them-o"' in text_of(full)) == (20, False)


def test_joined_again_the_register_goes_on_after_every_number_that_was_given(cast, statement):
    made = actions.split(statement, by=cast.lan, parts=PARTS)
    assert [row.code for row in made] == ["KN-2026-0002", "KN-2026-0003"]
    actions.join(fresh(statement), by=cast.lan)
    assert (fresh(statement).code, petition_of(cast.locality).code) == ("KN-2026-0001", "KN-2026-0004")


def test_joined_again_numbers_given_since_stay(cast, statement):
    actions.split(statement, by=cast.lan, parts=PARTS)
    later = petition_of(cast.locality)
    actions.join(fresh(statement), by=cast.lan)
    assert [fresh(later).code, petition_of(cast.locality).code] == ["KN-2026-0004", "KN-2026-0005"]


@pytest.mark.parametrize("hang", ["attachment", "duty"])
def test_a_part_on_which_something_hangs_keeps_the_split(cast, statement, hang):
    made = actions.split(statement, by=cast.lan, parts=PARTS)
    if hang == "duty":
        ObligationFactory(owner=cast.department, subject=made[0])
    else:
        AttachmentFactory(record=made[0])
    assert why_not_join(fresh(statement)) == f"{made[0].code} đã được xử lý, không hợp lại được nữa."


def test_whether_it_can_be_joined_costs_the_same_for_many_parts(cast, django_assert_num_queries):
    counts = []
    for parts in (PARTS[:2], [f"Việc {number}." for number in range(12)]):
        whole = petition_of(cast.locality, content=WHOLE)
        actions.split(whole, by=cast.lan, parts=parts)
        whole = fresh(whole)
        with CaptureQueriesContext(connection) as asked:
            assert why_not_join(whole) == ""
        with django_assert_num_queries(1):
            assert why_not_joinable(whole) == ""
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_one_part_is_no_split(clerk, statement):
    response = clerk.post(page("petition-split", statement), {"part_1": "Một việc."})
    assert (response.status_code, response.context["form"].non_field_errors()) == (
        422,
        ["Ghi ít nhất 2 phần; mỗi phần là một kiến nghị."],
    )


@pytest.mark.parametrize("name", ["petition-split", "petition-join"])
def test_others_stay_out(client, cast, statement, name):
    brought_to(statement, "forwarded", cast.department)
    codes = {}
    for user in (cast.stranger, cast.minh, cast.lan):
        client.force_login(user)
        codes[user.username] = client.get(page(name, statement)).status_code
    assert codes == {"stranger": 404, "minh": 403, "lan": 302}


def test_parts_are_found_by_their_own_words(cast, statement):
    actions.split(statement, by=cast.lan, parts=PARTS)
    assert [row.code for row in matching(Petition.objects.all(), "nao vet")] == ["KN-2026-0003"]
