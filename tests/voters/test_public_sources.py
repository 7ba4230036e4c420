"""What a public version was made from: words of one answer never stand beside the body, day and result of another."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.records.errors import NotNow
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_publishing import open_room, put_up
from voters import actions as life
from voters.actions import publishing as actions
from voters.models import Petition, Publication
from voters.models.publishing import source_mark
from voters.queries import publishing as queries

OLD, NEW = "Trả lời cũ: sẽ làm.", "Trả lời mới: không làm được."
OLD_SAID = (OLD, "Sở Y tế", date(2026, 6, 1), "planned", True)
NEW_SAID = (NEW, "Sở Xây dựng", date(2026, 9, 20), "cannot_resolve", False)


@pytest.fixture
def petition(cast):
    """Answered once, by Sở Y tế."""
    petition = brought_to(petition_of(cast.locality, due_on=None), "in_progress", cast.department)
    life.reply(petition, by=LOADER, result="planned", text=OLD, sent_on=date(2026, 6, 1))
    return petition


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def answered_anew(petition, text=NEW):
    """Another body says something else."""
    body = BodyFactory(locality=petition.locality, name="Sở Xây dựng")
    row = Petition.objects.get(pk=petition.pk)
    life.reply(row, by=LOADER, result="cannot_resolve", text=text, sent_on=date(2026, 9, 20), body=body)


def said(publication):
    """What everybody reads as an answer, and whether the office knows of another one."""
    row = Publication.objects.get(pk=publication.pk)
    return row.answer, row.answered_by, row.answered_on, row.result, row.outdated


def stored(publication):
    return Publication.objects.get(pk=publication.pk)


def page(name, record, *args):
    return reverse(f"voters:{name}", args=[record.pk, *args])


def typed_in(response, **changes) -> dict:
    """What a browser sends back of the form on a page, with some boxes changed."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    return values | changes


def now_of(publication) -> str:
    return queries.source_of(stored(publication).petition)


# --- What is up ------------------------------------------------------------------------------------------------------


def test_a_typing_error_is_mended_without_taking_over_another_answer(petition, cast):
    publication = put_up(petition)
    answered_anew(petition)
    edited = stored(publication)
    edited.title = "Sửa lỗi gõ"
    edited.answer = OLD.replace("sẽ", "sẽ sớm")
    actions.edit_publication(edited, by=cast.lan)
    assert said(publication) == (OLD.replace("sẽ", "sẽ sớm"), *OLD_SAID[1:])
    assert stored(publication).title == "Sửa lỗi gõ"


def test_the_new_answer_is_taken_with_its_words(petition, cast):
    publication = put_up(petition)
    answered_anew(petition)
    edited = stored(publication)
    edited.answer = NEW
    actions.edit_publication(edited, by=cast.lan, made_from=now_of(publication))
    assert said(publication) == NEW_SAID


def test_the_old_words_are_no_words_of_the_new_answer(petition, cast):
    publication = put_up(petition)
    answered_anew(petition)
    with pytest.raises(ValidationError) as fault:
        actions.edit_publication(stored(publication), by=cast.lan, made_from=now_of(publication))
    assert fault.value.message_dict == {"answer": [actions.STILL_OLD]}
    assert said(publication) == OLD_SAID


def test_words_of_an_answer_before_do_not_stand_over_a_newer_one(petition, cast):
    publication = put_up(petition)
    opened_at = stored(publication).source_mark
    answered_anew(petition)
    taken = stored(publication)
    taken.answer = NEW
    actions.edit_publication(taken, by=cast.lan, made_from=now_of(publication))
    late = stored(publication)
    late.answer = f"{OLD} Sửa chữ."
    with pytest.raises(ValidationError) as fault:
        actions.edit_publication(late, by=cast.lan, made_from=opened_at)
    assert fault.value.message_dict == {"answer": [actions.OF_BEFORE]}
    assert said(publication) == NEW_SAID


def test_a_new_result_of_the_same_answer_is_taken_with_its_words(petition, cast):
    publication = put_up(petition)
    row = Petition.objects.get(pk=petition.pk)
    life.resolve(row, by=LOADER, on=date(2026, 9, 1), evidence="Biên bản nghiệm thu.")
    assert said(publication) == OLD_SAID
    actions.edit_publication(stored(publication), by=cast.lan, made_from=now_of(publication))
    assert said(publication) == (OLD, "Sở Y tế", date(2026, 6, 1), "resolved", False)


def test_an_answer_that_is_taken_down_says_nothing_of_its_body(petition, cast):
    publication = put_up(petition)
    answered_anew(petition)
    edited = stored(publication)
    edited.answer = ""
    actions.edit_publication(edited, by=cast.lan)
    assert said(publication) == ("", "", None, "planned", True)
    edited = stored(publication)
    edited.answer = OLD
    with pytest.raises(ValidationError) as fault:
        actions.edit_publication(edited, by=cast.lan)
    assert fault.value.message_dict == {"answer": [actions.OF_NOBODY]}


def test_no_answer_is_published_that_nobody_gave(cast):
    words = "Chưa ai nói điều này."
    petition = petition_of(cast.locality)

    def refused(action, publication, **fields):
        publication.answer = words
        with pytest.raises(ValidationError) as fault:
            action(publication, by=cast.lan, **fields)
        return fault.value.message_dict

    unanswered = {"answer": [actions.UNANSWERED]}
    assert refused(actions.prepare, actions.proposed(petition)) == unanswered
    draft = actions.prepare_proposed(petition, by=cast.lan)
    assert refused(actions.publish, stored(draft), checked=True) == unanswered
    actions.publish(stored(draft), by=cast.lan, checked=True)
    assert refused(actions.edit_publication, stored(draft)) == unanswered
    assert said(draft) == ("", "", None, "none", False)


def test_a_mark_of_an_older_version_still_says_that_nothing_changed(petition, cast):
    publication = put_up(petition)
    Publication.objects.update(source_mark=f"{now_of(publication)[:48]}{'0' * 16}")
    actions.compare(petition)
    assert said(publication) == (*OLD_SAID[:4], False)
    edited = stored(publication)
    edited.title = "Sửa lỗi gõ"
    actions.edit_publication(edited, by=cast.lan)
    assert (said(publication), stored(publication).source_mark) == ((*OLD_SAID[:4], False), now_of(publication))


def test_a_mark_knows_the_reply_by_itself(petition):
    reply = queries.newest_reply(petition)
    mark = source_mark(petition, reply)
    petition.title = "Khác"
    other = source_mark(petition, reply)
    assert (mark[:48] == other[:48], mark[48:] == other[48:], len(mark)) == (False, True, 64)


# --- Drafts ----------------------------------------------------------------------------------------------------------


def test_a_draft_whose_typing_error_is_mended_still_waits_for_the_new_answer(petition, cast):
    draft = actions.prepare_proposed(petition, by=cast.lan)
    answered_anew(petition)
    edited = stored(draft)
    edited.title = "Sửa lỗi gõ"
    actions.edit_publication(edited, by=cast.lan)
    with pytest.raises(NotNow) as refusal:
        actions.publish(stored(draft), by=cast.lan, checked=True)
    assert refusal.value.message == actions.CHANGED
    edited = stored(draft)
    edited.answer = NEW
    actions.edit_publication(edited, by=cast.lan, made_from=now_of(draft))
    actions.publish(stored(draft), by=cast.lan, checked=True)
    assert said(draft) == NEW_SAID


# --- The forms -------------------------------------------------------------------------------------------------------


def test_the_form_shows_the_newer_answer_and_takes_it_by_a_button(petition, clerk):
    publication = put_up(petition)
    assert clerk.get(page("publication-edit", publication)).context["newer"] is None
    answered_anew(petition, f"{NEW} Liên hệ ông Trần Văn Ba.")
    edit = page("publication-edit", publication)
    shown = clerk.get(edit)
    assert [row[:2] for row in shown.context["newer"].rows] == [
        ("Trả lời", "Sở Xây dựng, 20/09/2026"),
        ("Kết quả", "Không có cơ sở giải quyết"),
        ("Trả lời công khai", f"{NEW} Liên hệ ông [tên người]."),
    ]
    assert shown.context["newer"].rows[0][2] == "Sở Y tế, 01/06/2026"
    taken = clerk.post(edit, typed_in(shown, title="Đang sửa dở", take="1"))
    form = taken.context["form"]
    words = f"{NEW} Liên hệ ông [tên người]."
    assert (taken.status_code, form["title"].value(), form["answer"].value()) == (200, "Đang sửa dở", words)
    assert said(publication) == OLD_SAID  # nothing is saved yet
    saved = clerk.post(edit, typed_in(taken, checked="on"))
    assert (saved.status_code, said(publication)) == (302, (words, *NEW_SAID[1:]))
    assert stored(publication).title == "Đang sửa dở"


def test_an_edit_of_what_is_up_keeps_what_it_said(petition, clerk):
    publication = put_up(petition)
    answered_anew(petition)
    edit = page("publication-edit", publication)
    saved = clerk.post(edit, typed_in(clerk.get(edit), title="Sửa lỗi gõ", checked="on"))
    assert (saved.status_code, said(publication), stored(publication).title) == (302, OLD_SAID, "Sửa lỗi gõ")


def test_an_answer_that_comes_while_the_first_draft_is_written_is_compared(petition, clerk, cast):
    open_room(cast.locality)
    prepare = page("publication-prepare", petition)
    shown = clerk.get(prepare)
    answered_anew(petition)
    told = clerk.post(prepare, typed_in(shown, title="Chữ tôi gõ"))
    assert (told.status_code, Publication.objects.count()) == (409, 0)
    assert told.context["newer"].rows == [
        ("Trả lời", "Sở Xây dựng, 20/09/2026", "Sở Y tế, 01/06/2026"),
        ("Tiêu đề công khai", petition.title, "Chữ tôi gõ"),
        ("Trả lời công khai", NEW, OLD),
    ]
    assert told.context["form"]["title"].value() == "Chữ tôi gõ"
    clerk.post(prepare, typed_in(told))  # knowingly: the words stay those of the answer before
    draft = Publication.objects.get()
    with pytest.raises(NotNow):
        actions.publish(draft, by=cast.lan, checked=True)
    draft.delete()
    taken = clerk.post(prepare, typed_in(told, take="1"))
    clerk.post(prepare, typed_in(taken))
    draft = Publication.objects.get()
    actions.publish(draft, by=cast.lan, checked=True)
    assert (draft.title, said(draft)) == ("Chữ tôi gõ", NEW_SAID)


@pytest.mark.parametrize("is_up", [True, False])
def test_an_answer_that_comes_while_a_version_is_edited_is_compared(petition, clerk, cast, is_up):
    publication = put_up(petition) if is_up else actions.prepare_proposed(petition, by=cast.lan)
    edit = page("publication-edit", publication)
    shown = clerk.get(edit)
    answered_anew(petition)
    told = clerk.post(edit, typed_in(shown, answer=f"{OLD} Thêm.", checked="on"))
    assert (told.status_code, stored(publication).answer) == (409, OLD)
    assert told.context["newer"].rows[0] == ("Trả lời", "Sở Xây dựng, 20/09/2026", "Sở Y tế, 01/06/2026")
    again = clerk.post(edit, typed_in(told, checked="on"))
    assert (again.status_code, stored(publication).answer) == (302, f"{OLD} Thêm.")
    assert stored(publication).source_mark != now_of(publication)


@pytest.mark.parametrize(("seen", "status"), [("", 409), ("x", 409), ("0" * 64, 409), ("9" * 65, 422)])
def test_a_form_that_does_not_say_what_was_read_saves_nothing(petition, clerk, seen, status):
    prepare = page("publication-prepare", petition)
    response = clerk.post(prepare, typed_in(clerk.get(prepare), seen=seen))
    assert (response.status_code, Publication.objects.count()) == (status, 0)


def test_the_draft_that_is_published_is_the_one_that_was_read(petition, clerk, cast):
    draft = actions.prepare_proposed(petition, by=cast.lan)
    move = page("publication-move", draft, "publish")
    opened_at = clerk.get(move).context["opened_at"]
    edited = stored(draft)
    edited.content = "Đồng nghiệp vừa viết lại."
    actions.edit_publication(edited, by=LOADER)
    typed = {"checked": "on", "opened_at": opened_at}
    assert (clerk.post(move, typed).status_code, stored(draft).status) == (409, "draft")


def test_the_page_of_a_draft_says_that_there_is_something_newer(petition, clerk, cast):
    draft = actions.prepare_proposed(petition, by=cast.lan)
    assert clerk.get(draft.get_absolute_url()).context["is_behind"] is False
    answered_anew(petition)
    response = clerk.get(draft.get_absolute_url())
    assert response.context["is_behind"] is True
    assert "đã thay đổi từ khi soạn" in " ".join(response.content.decode().split())
