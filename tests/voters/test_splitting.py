from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.audit.models import Event
from coordination.lib.period import Period
from coordination.records.errors import Forbidden, NotNow
from coordination.search.queries import matching
from tests.voters.factories import LOADER, ContactMeetingFactory, brought_to, petition_of
from tests.voters.factories_batches import agreed_batch, batch_of
from voters import actions, queries
from voters.actions.splitting import why_not_join
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
    with pytest.raises(NotNow, match="tổng hợp lại trước khi tách"):
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
    assert actions.split(back, by=cast.lan, parts=PARTS[:2])[0].code == "KN-2026-0002"


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
        ("Sửa cầu; cấp nước sạch", ["Sửa cầu", "cấp nước sạch"]),
        ("Đường tỉnh 2 hỏng từ km 3 đến km 5.", ["Đường tỉnh 2 hỏng từ km 3 đến km 5."]),
    ],
)
def test_parts_are_proposed_where_the_text_is_cut(text, parts):
    assert proposed_parts(text) == parts


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
