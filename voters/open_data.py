"""Published petitions as open data: the same rows as CSV, JSON and Atom, nothing that is not on the pages."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from coordination.lib.cells import is_reckoned, kept
from voters.queries import publishing as queries

FIELDS = (
    ("id", "mã công khai, không đổi"),
    ("url", "trang của kiến nghị"),
    ("title", "tiêu đề"),
    ("content", "nội dung, đã che dữ liệu cá nhân"),
    ("place", "địa bàn, bằng lời"),
    ("field", "mã lĩnh vực"),
    ("field_label", "lĩnh vực"),
    ("received_on", "ngày nhận, năm-tháng-ngày"),
    ("result", "mã kết quả tại ngày đăng"),
    ("result_label", "kết quả tại ngày đăng"),
    ("answer", "nội dung trả lời; trống khi chưa đăng trả lời"),
    ("answered_by", "cơ quan trả lời"),
    ("answered_on", "ngày trả lời"),
    ("voter", "cử tri; trống khi không nêu tên"),
    ("published_on", "ngày đăng"),
    ("updated_at", "lúc bản đăng đổi lần cuối, giờ quốc tế"),
)
TERMS = "Được dùng lại khi nêu nguồn và không làm sai lệch nội dung."
FEED_MOST = 50


def absolute(path: str) -> str:
    """The address as others write it down; from the settings, not from what a visitor's browser says."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def row_of(publication) -> dict[str, str]:
    """One published petition by the names of FIELDS; every value is text."""
    return {
        "id": publication.public_id,
        "url": absolute(publication.public_url),
        "title": publication.title,
        "content": publication.content,
        "place": publication.place_words,
        "field": publication.field,
        "field_label": publication.get_field_display(),
        "received_on": _day(publication.received_on),
        "result": publication.result,
        "result_label": publication.get_result_display(),
        "answer": publication.answer,
        "answered_by": publication.answered_by,
        "answered_on": _day(publication.answered_on),
        "voter": publication.voter_shown,
        "published_on": _day(publication.published_on),
        "updated_at": publication.shown_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if publication.shown_at
        else "",
    }


def as_csv(publications) -> bytes:
    """UTF-8 with its mark, so that spreadsheets read the accents; texts that would reckon are marked as text."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _words in FIELDS])
    for publication in publications:
        writer.writerow([safe(value) for value in row_of(publication).values()])
    return out.getvalue().encode("utf-8-sig")


def safe(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    value = kept(value, instead=" ")
    return f"'{value}" if is_reckoned(value) else value


def as_json(room, publications) -> bytes:
    """The rows with what they mean, whose they are and how they may be used."""
    items = [row_of(publication) for publication in publications]
    data = {
        "publisher": room.locality.full_name,
        "source": absolute(room.public_url),
        "terms": room.terms or TERMS,
        "fields": dict(FIELDS),
        "count": len(items),
        "items": items,
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def as_atom(room, publications) -> bytes:
    """The newest rows as a feed."""
    feed = _Feed(
        title=f"Kiến nghị cử tri và trả lời: {room.locality.full_name}",
        link=absolute(room.public_url),
        description="",
        language="vi",
        feed_url=absolute(reverse("public:feed", args=[room.locality.slug])),
    )
    feed.unchanged_since = room.changed_at
    newest = list(publications[:FEED_MOST])
    put_up = queries.put_up_at(newest)
    for publication in newest:
        changed = publication.shown_at or publication.changed_at
        answer = f"\n\nTrả lời ({publication.answered_by}): {publication.answer}" if publication.answer else ""
        feed.add_item(
            title=kept(publication.title, instead=" "),
            link=absolute(publication.public_url),
            description=kept(publication.content + answer, instead=" "),
            unique_id=absolute(publication.public_url),
            pubdate=_published(publication, put_up.get(publication.pk), changed),
            updateddate=timezone.localtime(changed),
        )
    return feed.writeString("utf-8").encode()


class _Feed(Atom1Feed):
    """An empty feed is as old as the room's setting, not as the moment it is asked for."""

    unchanged_since: datetime

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.unchanged_since


def _published(publication, put_up: datetime | None, changed: datetime) -> datetime | None:
    """When it was put up; nothing where only the day is known, because it was noted on another one."""
    if put_up is None or timezone.localdate(put_up) != publication.published_on:
        return None
    return timezone.localtime(min(put_up, changed))


def _day(value) -> str:
    return value.isoformat() if value else ""
