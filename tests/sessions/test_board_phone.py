"""The readiness board on a phone: what the delegates have is folded away under its body, and nothing is left out."""

from datetime import date

import time_machine

from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory


@time_machine.travel("2026-07-15 02:00", tick=False)
def test_each_body_says_how_many_of_its_papers_are_folded_away(client, cast):
    session = CouncilSessionFactory(locality=cast.locality, number="2", part="mid_year", planned_opening="2026-07-28")
    place = {"locality": cast.locality, "session": session, "due_on": date(2026, 7, 7)}
    AgendaItemFactory(**place, title="Đã gửi một", preparing_body=cast.department, status="sent_to_delegates")
    AgendaItemFactory(**place, title="Đã gửi hai", preparing_body=cast.department, status="sent_to_delegates")
    AgendaItemFactory(**place, title="Đã nhận", preparing_body=cast.department, status="received")
    AgendaItemFactory(**place, title="Còn nợ", preparing_body=cast.committee)
    client.force_login(cast.lan)

    answer = client.get(f"{session.get_absolute_url()}?phan=tai-lieu")

    groups = [group for group, _reminder in answer.context["groups"]]
    assert [(group.body, group.sent, [row.is_sent for row in group.rows]) for group in groups] == [
        ("UBND tỉnh", 0, [False]),
        ("Sở Y tế", 2, [True, True, False]),
    ]
    words = " ".join(answer.content.decode().split())
    assert [
        words.count(part) for part in ('<tr class="is-sent">', "Hiện 2 tài liệu đã gửi đại biểu", "board-sent")
    ] == [
        2,
        1,
        1,
    ]
    assert [title in words for title in ("Đã gửi một", "Đã gửi hai", "Đã nhận", "Còn nợ")] == [True] * 4
