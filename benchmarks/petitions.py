"""Generated petitions: of the fields and communes of the demonstration, in wording as varied as its sixty.

Every topic of `petitions.yaml` is said in several words, in one of many frames, with a detail or without, sometimes
without the request or without what is wrong, as people speak. The same seed gives the same petitions.
"""

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

TOPICS = Path(__file__).with_name("petitions.yaml")
SEED = 2026

FRAMES = (
    "{about} {wrong}; đề nghị {ask}",
    "{about} {wrong}; cử tri xin {ask}",
    "{about} {wrong}, đề nghị {ask}",
    "Đề nghị {ask} vì {about} {wrong}",
    "Cử tri phản ánh {about} {wrong}; mong cấp trên {ask}",
    "{about} {detail} {wrong}; đề nghị {ask}",
    "{about} {detail} {wrong}",
    "{about} {wrong}, bà con nhiều lần phản ánh",
    "{about} {wrong} đã lâu, dân mong {ask}",
    "Xin {ask}: {about} {wrong}",
    "Đề nghị {ask} đối với {about} {detail}",
    "{about} {wrong} {detail}",
    "Bà con kiến nghị {ask}; hiện {about} {wrong}",
    "{wrong} ở {about} {detail}; mong {ask}",
)
DETAILS = (
    "từ đầu năm", "đã hai năm nay", "từ sau đợt mưa vừa rồi", "của hơn một trăm hộ", "dài gần một cây số",
    "ở cuối thôn", "gần trường học", "cạnh nhà văn hóa", "trước cổng chợ", "sau khi sáp nhập xã",
    "của mấy chục hộ dân", "qua xóm trên", "gần trạm y tế", "phía sau ủy ban", "tại khu giáp ranh",
    "trong dịp Tết", "vào mùa mưa", "vào mùa khô", "nhiều tháng", "mấy kỳ tiếp xúc trước", "năm ngoái",
    "hiện nay", "trên địa bàn", "ở xóm dưới",
)  # fmt: skip
VILLAGES = (
    "thôn Đông", "thôn Tây", "thôn Nam", "thôn Trung", "thôn Chợ", "thôn Thượng", "thôn Hạ", "thôn Núi",
    "thôn Cao", "thôn Bến", "thôn Bản Sâu", "tổ 1", "tổ 2", "tổ 4", "tổ 7", "tổ 9", "trung tâm xã", "",
)  # fmt: skip


class Topic(NamedTuple):
    """Ways to say what it is about, what is wrong, what is asked for; `same` is the group that asks the same."""

    field: str
    about: tuple[str, ...]
    wrong: tuple[str, ...]
    ask: tuple[str, ...]
    same: str


class Wording(NamedTuple):
    """One generated petition: its field, its text, the village, the number of its commune."""

    field: str
    text: str
    village: str
    place: int


@cache
def topics() -> tuple[Topic, ...]:
    found = []
    for field, rows in yaml.safe_load(TOPICS.read_text()).items():
        for row in rows:
            same, line = next(iter(row.items())) if isinstance(row, dict) else ("", row)
            found.append(Topic(field, *(tuple(cell.strip().split("|")) for cell in line.split(" / ")), same))
    return tuple(found)


def petitions(number: int, *, places: int, with_same: bool = False, seed: int = SEED) -> Iterator[Wording]:
    """So many petitions, each field equally often; those that ask the same as a known group only on demand."""
    source = random.Random(seed)  # noqa: S311 - repeatable, not secret
    by_field: dict[str, list[Topic]] = {}
    for topic in topics():
        if with_same or not topic.same:
            by_field.setdefault(topic.field, []).append(topic)
    fields = list(by_field)
    for at in range(number):
        topic = source.choice(by_field[fields[at % len(fields)]])
        parts = {name: source.choice(getattr(topic, name)) for name in ("about", "wrong", "ask")}
        text = " ".join(source.choice(FRAMES).format(detail=source.choice(DETAILS), **parts).split())
        yield Wording(topic.field, text[0].upper() + text[1:], source.choice(VILLAGES), source.randrange(places))
