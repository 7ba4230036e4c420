"""Loading the demonstration again changes nothing, and starting over asks first."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from coordination.deadlines.words import in_words
from coordination.operations.demo import loading
from coordination.people.models import Membership, User
from coordination.regulations.models import Clause

pytestmark = pytest.mark.xdist_group("demo")


def row_counts() -> dict:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


def test_loading_says_what_it_does(demo):
    assert demo.said == [f"Nạp {slug} …" for slug in (*demo.real, demo.lively)]


def test_a_second_run_changes_nothing_and_names_the_accounts_again(demo):
    before = row_counts()
    out = StringIO()
    call_command("demo", stdout=out)
    lines = out.getvalue().splitlines()
    assert row_counts() == before
    assert lines[0] == "Dữ liệu dùng thử đã có, không đổi gì."
    assert lines[1] == f"Tài khoản dùng thử, mật khẩu chung: {loading.PASSWORD}"
    assert len(lines) == 16


def test_beside_other_data_nothing_is_loaded(demo):
    for name in demo.real:
        place = demo.places[name]
        place.slug = f"khac-{name}"
        place.save()
    with pytest.raises(CommandError, match="Cơ sở dữ liệu đã có địa phương khác"):
        call_command("demo", stdout=StringIO())


def test_starting_over_without_a_terminal_needs_yes(demo, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("xóa\n"))
    before = row_counts()
    with pytest.raises(CommandError, match="thì ghi thêm --yes."):
        call_command("demo", "--reset", stdout=StringIO())
    assert row_counts() == before


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_starting_over_asks_at_a_terminal(demo, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("thôi\n"))
    before = row_counts()
    with pytest.raises(CommandError, match="Không xóa gì."):
        call_command("demo", "--reset", stdout=StringIO())
    assert row_counts() == before


def test_yes_goes_with_reset_alone():
    with pytest.raises(CommandError, match="--yes chỉ đi cùng --reset."):
        call_command("demo", "--yes", stdout=StringIO())


def test_one_account_works_for_the_offices_of_all_six_every_other_for_one(demo):
    accounts = {user: set() for user in User.objects.exclude(memberships=None)}
    for row in Membership.objects.select_related("user", "body__locality"):
        accounts[row.user].add(row.body.locality.slug)
    everywhere = [user.username for user, places in accounts.items() if len(places) > 1]
    assert everywhere == ["vanphong"]
    assert accounts[User.objects.get(username="vanphong")] == {*demo.real, demo.lively}


def test_every_account_signs_in_with_the_one_password(demo, client):
    names = User.objects.values_list("username", flat=True)
    assert {name: client.login(username=name, password=loading.PASSWORD) for name in names} == dict.fromkeys(
        names, True
    )


def test_clauses_that_give_a_period_are_rules_of_their_place(demo):
    clauses = Clause.objects.filter(locality__slug=demo.lively).select_related("rule")
    said = {clause.number: in_words(clause.rule.versions.get()) for clause in clauses if clause.rule}
    assert said == {
        "Điều 5 khoản 1": "chậm nhất 3 ngày làm việc trước ngày họp giao ban",
        "Điều 6 khoản 1": "chậm nhất 30 ngày trước ngày khai mạc kỳ họp",
        "Điều 6 khoản 2": "chậm nhất 15 ngày trước ngày khai mạc kỳ họp",
        "Điều 8 khoản 1": "5 ngày làm việc sau ngày thống nhất đợt tổng hợp",
        "Điều 8 khoản 3": "30 ngày sau ngày nhận kiến nghị",
        "Điều 9 khoản 3": "10 ngày làm việc sau ngày trả lời kiến nghị",
        "Điều 12 khoản 1": "10 ngày làm việc sau ngày ban hành báo cáo giám sát",
        "Điều 14": "mỗi năm ít nhất 1 lần",
    }
    assert clauses.count() == len(said) + 2
    assert {clause.rule.locality_id for clause in clauses if clause.rule} == {clauses[0].locality_id}
