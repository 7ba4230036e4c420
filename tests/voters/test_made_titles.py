"""A title that was made from the content follows it; one that somebody typed stays."""

import pytest
from django.urls import reverse

from tests.voters.factories import petition_of
from voters.models import Petition
from voters.models.petitions import summary_of

OLD = "Đường trục thôn Đông lún sụt, ngập khi mưa to. Đề nghị sửa."
NEW = "Đường trục thôn Đông lún sụt (B). Đề nghị sửa."


def saved(client, cast, title, typed) -> str:
    """The title after the page of the petition was sent with this typed."""
    petition = petition_of(cast.locality, content=OLD, title=title)
    client.force_login(cast.lan)
    url = reverse("voters:petition-edit", args=[petition.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    sent = {name: f"{value:%d/%m/%Y}" if hasattr(value, "year") else value for name, value in sent.items()}
    answer = client.post(url, sent | typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return Petition.objects.get(pk=petition.pk).title


@pytest.mark.parametrize(
    ("title", "typed", "expected"),
    [
        (summary_of(OLD), {"content": NEW}, summary_of(NEW)),
        (summary_of(OLD), {"content": NEW, "title": "Đường thôn Đông"}, "Đường thôn Đông"),
        (summary_of(OLD), {"title": "Đường thôn Đông"}, "Đường thôn Đông"),
        ("Đường thôn Đông", {"content": NEW}, "Đường thôn Đông"),
        ("Đường thôn Đông", {"content": NEW, "title": ""}, summary_of(NEW)),
        (summary_of(OLD), {"place_detail": "thôn Đông"}, summary_of(OLD)),
    ],
)
def test_which_title_it_has_after_an_edit(client, cast, title, typed, expected):
    assert saved(client, cast, title, typed) == expected
