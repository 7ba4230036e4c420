"""What holds for every page: where the root leads, the safety headers, the pages for things that are not there."""

import re

import pytest
from django.test import Client
from django.urls import reverse

CSP = {
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "connect-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "worker-src 'none'",
}


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize(
    ("who", "place"),
    [("lan", "deadlines:my-work"), ("tu", "reports:dashboard"), ("admin", "administration:body-list")],
)
def test_the_root_leads_to_the_first_place_of_the_role(who, place, client, cast):
    client.force_login(getattr(cast, who))
    answer = client.get("/")
    assert (answer.status_code, answer.url) == (302, reverse(place))


def test_every_answer_carries_the_strict_policy(client, db):
    answer = client.get(reverse("account_login"))
    assert answer.status_code == 200
    assert {part.strip() for part in answer["Content-Security-Policy"].split(";")} == CSP
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_an_unknown_address_is_told_in_vietnamese(client, cast):
    client.force_login(cast.lan)
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert 'lang="vi"' in answer.content.decode()
    assert "Không tìm thấy" in text_of(answer)
    assert "Content-Security-Policy" in answer


def test_a_form_without_its_token_is_refused_in_vietnamese(db):
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert 'lang="vi"' in answer.content.decode()
    assert "CSRF" not in text_of(answer)


def test_a_failure_of_ours_shows_no_traceback(client, cast, monkeypatch):
    def broken(self):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("coordination.people.models.users.User.active_memberships", broken)
    client.force_login(cast.stranger)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert 'lang="vi"' in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


def test_sign_up_is_closed(client, db):
    assert client.get("/tai-khoan/dang-ky/").status_code == 404
