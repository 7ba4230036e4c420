"""Found without accents, only by those who may see it."""

from coordination.search.queries import everywhere
from oversight.models import Mission, Recommendation
from tests.oversight.factories import (
    FrontActivityFactory,
    MissionFactory,
    RecommendationFactory,
    SocialCriticismFactory,
    TopicFactory,
)


def found_by(user, words) -> list:
    """What of this room is found; obligations about it are found as well."""
    targets = [entry.target for entry in everywhere(user, words)]
    return [target for target in targets if target._meta.app_label == "oversight"]


def test_each_is_found_by_its_words(cast):
    place = {"locality": cast.locality}
    names = {"title": "Trụ sở dôi dư", "place": "huyện Pác Nặm", "place_alias": "Pác Năm"}
    mission = MissionFactory(**place, **names, lead_body=cast.standing, status="held")
    records = {
        "tru so doi du": mission,
        "pac nam": mission,
        "thay may bom": RecommendationFactory(
            **place, mission=MissionFactory(**place, status="held"), text="Thay máy bơm", addressee=cast.department
        ),
        "nha o": TopicFactory(**place, title="Nhà ở cho hộ nghèo"),
        "hoc phi": SocialCriticismFactory(**place, title="Mức thu học phí"),
        "dai doan ket thon ben": FrontActivityFactory(**place, title="Ngày hội đại đoàn kết thôn Bến"),
    }
    assert {words: found_by(cast.lan, words) for words in records} == {words: [row] for words, row in records.items()}
    assert [found_by(cast.stranger, words) for words in records] == [[]] * 6
    seen = {words: [type(row) for row in found_by(cast.minh, words)] for words in records}
    assert seen == dict.fromkeys(records, []) | {"thay may bom": [Recommendation]}
    assert mission not in Mission.objects.visible_to(cast.minh)
