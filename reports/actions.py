"""Everything that changes a review or what figures rest on."""

from django.db import transaction
from django.db.models import F, Max

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.jobs.queue import enqueue
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.records.errors import Conflict, NotNow
from coordination.workflow import door
from reports import drafting, snapshots
from reports.choices import ReviewStatus

PDF_JOB = "review_pdf"


@transaction.atomic
def create_review(review, *, by, related=None):
    """Save a new review with its parties, sections and shortcomings drafted from the data.

    Until it is sent to the others, a draft of a person is seen by their own side alone.
    """
    review.draft_of = _drafting_side(review, by)
    note = "Dựng bản thảo từ dữ liệu"
    return _save_whole(review, drafting.drafted(review), by=by, related=related, note=note)


@transaction.atomic
def carry_in(review, content, *, by, related=None):
    """Save a review rebuilt from a source: it is stored as it is, nobody changes it."""
    review.status = ReviewStatus.STORED
    return _save_whole(review, content, by=by, related=related, note="Lập lại từ nguồn")


def _save_whole(review, content, *, by, related, note):
    """The head, then every row of the content; saved once more so that the parties are concerned."""
    door.create(review, by=by, related=related)
    for rows in (content.parties, content.sections, content.limitations, content.directions):
        if rows:
            type(rows[0]).objects.bulk_create(rows)
    return door.change(review, by=by, note=note)


def _drafting_side(review, by):
    """The council, committee or Front whose draft it is: the lead party's where the person works for it."""
    if isinstance(by, System):
        return None
    lead = review.lead_party.principal
    if lead.pk in by.acting.principal_ids:
        return lead
    own = Body.objects.filter(pk__in=by.acting.principal_ids, kind__in=BodyKind.PRINCIPAL)
    return own.first() or by.acting.body.principal


@transaction.atomic
def edit_review(review, *, by, related=None):
    """Save changed head data (title, number, date, recipients). Raises NotNow once it is signed."""
    if review.is_final:
        raise _closed(review)
    return door.change(review, by=by, related=related)


@transaction.atomic
def edit_section(section, *, by):
    """Save the text of a section loaded at `section.revision`. Raises NotNow (closed to changes), Conflict."""
    review = section.review
    _check_editable(review)
    _claim(section)
    section.save(update_fields=["text"])
    door.change(review, by=by, note=f"Sửa mục “{section.heading}”")
    return section


@transaction.atomic
def save_line(line, *, by):
    """Add a shortcoming or a direction, at the end, or change one loaded at `line.revision`.

    Raises NotNow (closed to changes), Conflict.
    """
    review = line.review
    _check_editable(review)
    if line.pk:
        _claim(line)
    else:
        rows = type(line).objects.filter(review=review)
        line.order = (rows.aggregate(last=Max("order"))["last"] or 0) + 1
    line.full_clean()
    line.save()
    door.change(review, by=by, note=f"Ghi {line._meta.verbose_name}")
    return line


@transaction.atomic
def remove_line(line, *, by):
    """Take a shortcoming or a direction out of the review. Raises NotNow when the review is closed to changes."""
    review = line.review
    _check_editable(review)
    line.delete()
    door.change(review, by=by, note=f"Bỏ {line._meta.verbose_name}: {line}")


@transaction.atomic
def name_signer(party, *, by):
    """Write down who signs for a party, loaded at `party.revision`. Raises NotNow once it is signed, Conflict."""
    review = party.review
    if review.is_final:
        raise _closed(review)
    _claim(party)
    party.save()
    door.change(review, by=by, note=f"Ghi người ký của {party.body}")
    return party


def consult(review, *, by, note=""):
    """Send the draft to all parties; from now on they see it."""
    return door.move(review, "consult", by=by, note=note, draft_of=None)


def take_back(review, *, by, note=""):
    """Take the draft back to change it; those who have read it still see it."""
    return door.move(review, "take_back", by=by, note=note)


def agree(review, *, by, note=""):
    """Close the text and freeze the figures with a hash, so that "as reported" can stand beside "as now"."""
    frozen = [value.as_json() for value in snapshots.current(review)]
    return door.move(review, "agree", by=by, note=note, snapshot=frozen, snapshot_hash=snapshots.digest(frozen))


def reopen(review, *, by, note=""):
    """Open an agreed review again; the frozen figures go."""
    return door.move(review, "reopen", by=by, note=note, snapshot=None, snapshot_hash="")


def sign(review, *, by, note=""):
    """Record that the report was signed and issued."""
    return door.move(review, "sign", by=by, note=note)


def export_pdf(review, *, by):
    """Queue the official PDF; the job's page shows progress, the result waits in the inbox. Writes an audit event."""
    log.record(EventKind.EXPORTED, review, by=by, data={"format": "pdf"})
    title = f"Dựng PDF: {review.title}"
    return enqueue(PDF_JOB, by=by, params={"review": review.pk}, locality=review.locality, title=title)


def create_row(row, *, by, related=None):
    """Save a coverage, source, reported figure or indicator."""
    return door.create(row, by=by, related=related)


def edit_row(row, *, by, related=None):
    """Change a coverage, source, reported figure or indicator."""
    return door.change(row, by=by, related=related)


def _check_editable(review) -> None:
    if not review.is_editable:
        raise _closed(review)


def _closed(review) -> NotNow:
    return NotNow(f"Báo cáo ở trạng thái “{review.get_status_display()}” nên không sửa được.")


def _claim(text) -> None:
    """Take the revision that the form was opened at; someone else's save in between is told, not overwritten."""
    rows = type(text).objects.filter(pk=text.pk, revision=text.revision)
    if rows.update(revision=F("revision") + 1) != 1:
        raise Conflict("Người khác đã lưu chỗ này sau khi bạn mở.")
    text.revision += 1
