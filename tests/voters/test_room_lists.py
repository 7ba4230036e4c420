"""The lists of the room over each of them: in one line, what is used less in a menu, the shown one never hidden."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def lists_over(client, name) -> tuple[list[str], list[str], list[str]]:
    """What stands in the line, what in its menu, and what is marked as shown."""
    page = client.get(reverse(name)).content.decode()
    line, _, menu = page.split('aria-label="Các sổ của phần này"')[1].split("</ul>")[0].partition("<details")
    links = re.compile(r'<a [^>]*?(aria-current="page")?>([^<]+)</a>')
    return (
        [words for _shown, words in links.findall(line)],
        [words for _shown, words in links.findall(menu)],
        [words for shown, words in links.findall(line + menu) if shown],
    )


FRONT = [
    "Kiến nghị",
    "Tiếp xúc cử tri",
    "Kế hoạch tiếp xúc",
    "Đợt tổng hợp",
    "Có thể trùng",
    "Đôn đốc",
    "Dự thảo trả lời",
    "Công khai",
]


def test_many_lists_stand_in_one_line_and_a_menu(client, cast):
    client.force_login(cast.lan)
    more = ["Chuyển tiếp", "Thẩm quyền", "Chuyển lòng vòng", "Báo cáo giải quyết", "Báo cáo giám sát"]
    assert lists_over(client, "voters:petition-list") == (FRONT, more, ["Kiến nghị"])


def test_the_list_that_is_shown_stands_in_the_line(client, cast):
    client.force_login(cast.lan)
    more = ["Chuyển tiếp", "Thẩm quyền", "Báo cáo giải quyết", "Báo cáo giám sát"]
    assert lists_over(client, "voters:bounce-list") == ([*FRONT, "Chuyển lòng vòng"], more, ["Chuyển lòng vòng"])


def test_a_role_sees_its_own_lists_only(client, cast):
    client.force_login(cast.minh)
    line, menu, _shown = lists_over(client, "voters:petition-list")
    own = [words for words in FRONT if words not in ("Có thể trùng", "Công khai")]
    assert (line, menu) == ([*own, "Thẩm quyền", "Chuyển lòng vòng"], ["Báo cáo giải quyết", "Báo cáo giám sát"])
