"""The pages: lists, the review and its rows, figures and the records behind them, the dashboard."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.jobs.models import Job
from coordination.search.models import Entry
from reports import actions
from reports.models import Direction, Review
from tests.people.factories import TermFactory
from tests.regulations.factories import RegulationFactory
from tests.reports.factories import (
    CoverageFactory,
    DirectionFactory,
    IndicatorFactory,
    LimitationFactory,
    ReportedFigureFactory,
    ReviewFactory,
    SourceFactory,
)
from tests.voters.factories import PetitionFactory

D = date


def address(name, *args) -> str:
    return reverse(f"reports:{name}", args=args)


def text_of(response) -> str:
    """The page as one line."""
    return " ".join(response.content.decode().split())


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def leader(client, cast):
    client.force_login(cast.tu)
    return client


@pytest.fixture
def regulation(cast):
    return RegulationFactory(locality=cast.locality, parties=[cast.standing, cast.committee, cast.front])


@pytest.fixture
def review(cast, regulation):
    """Drafted by Lan for 2025."""
    fields = {"locality": cast.locality, "lead_party": cast.standing, "regulation": regulation}
    days = {"start": D(2025, 1, 1), "end": D(2025, 12, 31)}
    return actions.create_review(Review(title="Kết quả phối hợp năm 2025", **fields, **days), by=cast.lan)


def brought_to(review, status, **fields):
    Review.objects.filter(pk=review.pk).update(status=status, **fields)
    review.refresh_from_db()
    return review


# --- Lists -------------------------------------------------------------------------------------------------------

LISTS = {
    "review": (lambda cast: ReviewFactory(locality=cast.locality, lead_party=cast.council), 13),
    "registercoverage": (lambda cast: CoverageFactory(locality=cast.locality), 12),
    "source": (lambda cast: SourceFactory(locality=cast.locality), 12),
    "reportedfigure": (lambda cast: ReportedFigureFactory(locality=cast.locality, bodies=[cast.board]), 14),
    "indicator": (lambda cast: IndicatorFactory(locality=cast.locality), 13),
}


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_the_same_number_of_queries(clerk, cast, name, item_count, django_assert_num_queries):
    make, queries = LISTS[name]
    for _ in range(item_count):
        make(cast)
    clerk.get(address(f"{name}-list"))  # content types and the session are known from now on
    with django_assert_num_queries(queries):
        response = clerk.get(address(f"{name}-list"))
    assert len(response.context["page"].object_list) == item_count


@pytest.mark.parametrize("name", LISTS)
def test_others_see_none_and_those_without_permission_are_refused(client, cast, name):
    record = LISTS[name][0](cast)
    client.force_login(cast.stranger)
    assert len(client.get(address(f"{name}-list")).context["page"].object_list) == 0
    assert client.get(record.get_absolute_url()).status_code == 404
    for user in (cast.minh, cast.dai_bieu, cast.admin):
        client.force_login(user)
        assert client.get(address(f"{name}-list")).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_every_record_has_its_page_and_is_found(clerk, cast, name):
    record = LISTS[name][0](cast)
    response = clerk.get(record.get_absolute_url())
    assert (response.status_code, response.context["title"]) == (200, str(record))
    assert Entry.objects.visible_to(cast.lan).about(record).count() == 1


def test_reviews_are_filtered_by_words_without_accents_and_by_status(clerk, review, cast):
    ReviewFactory(locality=cast.locality, lead_party=cast.council, title="Sơ kết quý I")
    found = {
        query: [row.record.title for row in clerk.get(f"{address('review-list')}?{query}").context["page"].object_list]
        for query in ("q=so+ket+quy", "status=signed", "den=31/12/2024")
    }
    assert found == {"q=so+ket+quy": ["Sơ kết quý I"], "status=signed": [], "den=31/12/2024": []}


# --- The ground of figures ---------------------------------------------------------------------------------------


def test_an_office_says_that_a_register_is_complete(clerk, cast):
    data = {"register": "petitions", "valid_from": "01/01/2025", "valid_to": ""}
    response = clerk.post(address("registercoverage-create"), data, follow=True)
    assert "Kiến nghị cử tri từ 01/01/2025" in text_of(response)


@pytest.mark.parametrize(
    ("name", "data", "field", "words"),
    [
        (
            "registercoverage",
            {"register": "petitions", "valid_from": "01/02/2025", "valid_to": "31/01/2025"},
            "__all__",
            "Ngày cuối phải sau ngày đầu.",
        ),
        (
            "registercoverage",
            {"register": "petitions", "valid_from": "31/02/2025"},
            "valid_from",
            "Tháng 2 năm 2025 chỉ có 28 ngày.",
        ),
        (
            "registercoverage",
            {"register": "xe", "valid_from": "01/02/2025"},
            "register",
            "Không có lựa chọn này trong danh sách.",
        ),
        (
            "reportedfigure",
            {"key": "petitions.total", "part": "province", "value": "1", "unit": "kiến nghị"},
            "part",
            "Chỉ số này không có phần ấy. Các phần: không chia.",
        ),
        (
            "reportedfigure",
            {"key": "petitions.total", "start": "31/12/2022", "end": "01/01/2022", "value": "1", "unit": "kiến nghị"},
            "end",
            "Ngày đầu kỳ (31/12/2022) sau ngày cuối kỳ (01/01/2022).",
        ),
        ("reportedfigure", {"key": "x", "value": "mười"}, "value", "Ghi một số, ví dụ 8,8."),
        ("indicator", {"name": "GRDP", "unit": "%"}, "__all__", "Cần một giá trị, hoặc cả tử số và mẫu số."),
        ("source", {"published_on": "32/1/2025"}, "published_on", "Không có ngày 32."),
    ],
)
def test_forms_say_what_is_wrong_at_the_field_and_keep_what_was_typed(clerk, cast, name, data, field, words):
    if name in ("reportedfigure", "indicator"):
        data = data | {"source": SourceFactory(locality=cast.locality).pk, "qualifier": "exact"}
    response = clerk.post(address(f"{name}-create"), data)
    form = response.context["form"]
    assert (response.status_code, list(form.errors[field])) == (422, [words])
    assert {key: form.data[key] for key in data} == {key: str(value) for key, value in data.items()}


def test_a_number_is_brought_in_with_its_scope(clerk, cast):
    data = {
        "key": "oversight.targets",
        "part": "commune",
        "start": "01/01/2022",
        "end": "31/12/2022",
        "value": "1.014",
        "qualifier": "over",
        "unit": "xã, phường",
        "bodies": [cast.board.pk],
        "source": SourceFactory(locality=cast.locality).pk,
    }
    response = clerk.post(address("reportedfigure-create"), data, follow=True)
    assert response.context["title"] == "hơn 1.014 xã, phường, năm 2022"
    assert list(response.context["record"].bodies.all()) == [cast.board]


@pytest.mark.parametrize("name", ["registercoverage", "source", "reportedfigure", "indicator"])
def test_what_figures_rest_on_is_written_by_offices_only(client, cast, name):
    record = LISTS[name][0](cast)
    client.force_login(cast.thu_ky)
    assert client.get(record.get_absolute_url()).status_code == 200
    assert client.get(address(f"{name}-create")).status_code == 403
    assert client.get(address(f"{name}-edit", record.pk)).status_code == 403


# --- A new review ------------------------------------------------------------------------------------------------


def draft_data(cast, regulation, **more):
    data = {"regulation": regulation.pk, "lead_party": cast.standing.pk, "start": "01/01/2025", "end": "31/12/2025"}
    return data | more


def test_the_form_begins_with_what_is_most_likely(clerk, cast, regulation, time_machine):
    time_machine.move_to("2026-07-15 09:00+07:00")
    initial = clerk.get(address("review-create")).context["form"].initial
    assert (initial["start"], initial["end"]) == (D(2026, 1, 1), D(2026, 12, 31))
    assert (initial["regulation"], initial["lead_party"]) == (regulation, cast.standing)


def test_a_draft_is_made_and_opened(clerk, cast, regulation):
    response = clerk.post(address("review-create"), draft_data(cast, regulation), follow=True)
    review = response.context["record"]
    assert (review.title, review.created_by) == ("Kết quả thực hiện Quy chế phối hợp năm 2025", cast.lan)
    assert [row.body for row in review.parties.all()] == [cast.standing, cast.committee, cast.front]


def test_a_period_from_the_beginning_of_a_term(clerk, cast, regulation):
    data = draft_data(cast, regulation, term="2021-2026", start="", end="17/11/2022")
    review = clerk.post(address("review-create"), data, follow=True).context["record"]
    assert (review.term, review.start, review.end) == ("2021-2026", D(2021, 7, 1), D(2022, 11, 17))


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"end": ""}, "end", "Cần ngày cuối của kỳ báo cáo."),
        ({"start": ""}, "start", "Cần ngày đầu của kỳ, hoặc chọn nhiệm kỳ."),
        ({"end": "31/12/2024"}, "end", "Ngày đầu kỳ (01/01/2025) sau ngày cuối kỳ (31/12/2024)."),
        ({"end": "30/02/2025"}, "end", "Tháng 2 năm 2025 chỉ có 28 ngày."),
        ({"term": "2021-2026"}, "start", "Nhiệm kỳ không bắt đầu từ ngày ấy: để trống ngày đầu, hoặc bỏ nhiệm kỳ."),
        (
            {"term": "2021-2026", "start": "", "end": "31/12/2030"},
            "end",
            "Ngày 31/12/2030 không nằm trong nhiệm kỳ 2021-2026.",
        ),
        ({"term": "1999-2004"}, "term", "Không có lựa chọn này trong danh sách."),
        ({"lead_party": "council"}, "lead_party", "Bên chủ trì phải là một bên của Quy chế: {names}."),
        ({"lead_party": "department"}, "lead_party", "Không có lựa chọn này trong danh sách."),
    ],
)
def test_faults_of_a_new_review(clerk, cast, regulation, more, field, words):
    if more.get("lead_party"):
        more = {"lead_party": getattr(cast, more["lead_party"]).pk}
    response = clerk.post(address("review-create"), draft_data(cast, regulation, **more))
    names = ", ".join(str(body) for body in regulation.bodies)
    assert (response.status_code, list(response.context["form"].errors[field])) == (422, [words.format(names=names)])
    assert Review.objects.count() == 0


def test_choices_are_of_the_own_place(clerk, cast, regulation):
    other = RegulationFactory(locality=cast.commune)
    TermFactory(locality=cast.commune, name="2031-2036")
    form = clerk.get(address("review-create")).context["form"]
    assert list(form.fields["regulation"].queryset) == [regulation]
    assert other not in form.fields["regulation"].queryset
    assert set(form.fields["lead_party"].queryset) == {cast.council, cast.standing, cast.committee, cast.front}
    assert [value for value, _words in form.fields["term"].choices] == ["", "2021-2026"]


def test_reviews_are_drafted_by_offices_only(client, cast):
    for user in (cast.thu_ky, cast.minh, cast.xa):
        client.force_login(user)
        assert client.get(address("review-create")).status_code == 403


# --- The page of a review ----------------------------------------------------------------------------------------


def test_the_page_shows_the_report_as_it_will_be_printed(clerk, review):
    response = clerk.get(review.get_absolute_url())
    assert [part.heading for part in response.context["parts"]][:2] == [
        "I. Đặc điểm tình hình, triển khai Quy chế",
        "II. Kết quả phối hợp",
    ]
    assert response.context["may_edit"] is True
    assert address("review-section", review.pk, "strengths") in text_of(response)


@pytest.mark.parametrize("line_count", [1, 3])
def test_the_page_asks_the_same_number_of_queries(clerk, cast, review, line_count, django_assert_num_queries):
    for _ in range(line_count):
        LimitationFactory(review=review, party=cast.committee, responsible=cast.department)
        DirectionFactory(review=review)
        ReportedFigureFactory(locality=cast.locality, start=D(2025, 1, 1), end=D(2025, 12, 31), bodies=[cast.board])
    clerk.get(review.get_absolute_url())
    with django_assert_num_queries(25):
        clerk.get(review.get_absolute_url())


def test_who_may_only_read_finds_nothing_to_write(client, cast, review):
    actions.consult(review, by=cast.lan)
    client.force_login(cast.thu_ky)
    response = client.get(review.get_absolute_url())
    page = text_of(response)
    assert (response.context["may_edit"], "Sửa mục này" in page, "Thêm hạn chế" in page) == (False, False, False)
    urls = [
        address("review-section", review.pk, "strengths"),
        address("review-line", review.pk, "han-che"),
        address("review-edit", review.pk),
        address("review-signer", review.pk, review.parties.first().pk),
    ]
    assert [client.get(url).status_code for url in urls] == [403] * 4


def test_an_unsent_draft_does_not_exist_for_the_others(client, cast, review):
    for user in (cast.ubnd, cast.hoa, cast.stranger):
        client.force_login(user)
        urls = [review.get_absolute_url(), address("review-section", review.pk, "strengths")]
        assert [client.get(url).status_code for url in urls] == [404, 404]
        assert client.post(address("review-pdf", review.pk)).status_code == 404


def test_figures_that_moved_since_agreement_are_shown(leader, cast, review):
    CoverageFactory(locality=cast.locality)
    brought_to(review, "consulting")
    actions.agree(review, by=cast.tu)
    PetitionFactory(locality=cast.locality, received_on=D(2025, 3, 1), due_on=None)
    page = text_of(leader.get(review.get_absolute_url()))
    assert "Kiến nghị cử tri đã tiếp nhận</a>: báo cáo 0, nay 1" in page


# --- Sections, lines, signers ------------------------------------------------------------------------------------


def test_a_section_is_written(clerk, review):
    url = address("review-section", review.pk, "strengths")
    form = clerk.get(url).context["form"]
    response = clerk.post(url, {"text": "Ba bên chủ động.\n\nHọp đều.", "revision": form["revision"].value()})
    assert (response.status_code, response.url) == (302, f"{review.get_absolute_url()}#muc-strengths")
    assert review.sections.get(key="strengths").paragraphs == ["Ba bên chủ động.", "Họp đều."]


def test_somebody_elses_save_is_shown_beside_ones_own_text(clerk, cast, review):
    url = address("review-section", review.pk, "strengths")
    section = review.sections.select_related("review__locality").get(key="strengths")
    section.text = "Chữ của anh Tú."
    actions.edit_section(section, by=cast.tu)
    response = clerk.post(url, {"text": "Chữ của Lan.", "revision": 1})
    page = text_of(response)
    assert response.status_code == 409
    assert ("Chữ của anh Tú." in page, "Chữ của Lan." in page) == (True, True)
    again = {"text": "Chữ của Lan.", "revision": response.context["form"]["revision"].value()}
    assert clerk.post(url, again).status_code == 302
    assert review.sections.get(key="strengths").text == "Chữ của Lan."


def test_a_closed_review_keeps_its_text_and_says_why(clerk, review):
    brought_to(review, "agreed")
    url = address("review-section", review.pk, "strengths")
    response = clerk.post(url, {"text": "Chữ mới.", "revision": 1})
    assert (response.status_code, response.context["form"]["text"].value()) == (422, "Chữ mới.")
    assert "Báo cáo ở trạng thái “Các bên đã thống nhất” nên không sửa được." in text_of(response)


def test_an_unknown_section_line_or_kind_is_404(clerk, cast, review):
    foreign = LimitationFactory(review=ReviewFactory(locality=cast.locality, lead_party=cast.council))
    urls = [
        address("review-section", review.pk, "x"),
        address("review-line", review.pk, "x"),
        address("review-line-edit", review.pk, "han-che", 99999),
        address("review-line-edit", review.pk, "han-che", foreign.pk),
        address("review-signer", review.pk, 99999),
    ]
    assert [clerk.get(url).status_code for url in urls] == [404] * 5
    assert clerk.post(address("review-line-remove", review.pk, "han-che", foreign.pk)).status_code == 404


def test_a_shortcoming_is_added_changed_and_taken_out(clerk, cast, review):
    add = address("review-line", review.pk, "han-che")
    data = {
        "party": cast.committee.pk,
        "responsible": cast.department.pk,
        "field": "petitions",
        "text": "Trả lời chậm.",
    }
    assert clerk.post(add, data).url == f"{review.get_absolute_url()}#han-che"
    line = review.limitations.get()
    assert (line.party, line.responsible, line.order) == (cast.committee, cast.department, 1)
    edit = address("review-line-edit", review.pk, "han-che", line.pk)
    clerk.post(edit, data | {"text": "Trả lời còn chậm.", "revision": 1})
    line.refresh_from_db()
    assert line.text == "Trả lời còn chậm."
    clerk.post(address("review-line-remove", review.pk, "han-che", line.pk))
    assert review.limitations.count() == 0


def test_a_shortcoming_names_a_party_of_the_review_and_a_body_of_the_place(clerk, cast, review):
    form = clerk.get(address("review-line", review.pk, "han-che")).context["form"]
    assert set(form.fields["party"].queryset) == {cast.standing, cast.committee, cast.front}
    assert cast.commune_council not in form.fields["responsible"].queryset


@pytest.mark.parametrize(
    ("kind", "data", "field", "words"),
    [
        ("han-che", {"text": ""}, "text", "Chưa ghi ô này."),
        ("han-che", {"text": "Chậm.", "field": "x"}, "field", "Không có lựa chọn này trong danh sách."),
        ("phuong-huong", {"text": "Làm.", "year": "năm sau"}, "year", "Ghi một số nguyên, ví dụ 12."),
    ],
)
def test_faults_of_a_line(clerk, review, kind, data, field, words):
    response = clerk.post(address("review-line", review.pk, kind), data)
    assert (response.status_code, list(response.context["form"].errors[field])) == (422, [words])


def test_a_direction_is_added(clerk, review):
    clerk.post(
        address("review-line", review.pk, "phuong-huong"), {"party_words": "Ba bên", "year": "2026", "text": "Họp."}
    )
    line = Direction.objects.get(review=review)
    assert (line.party_words, line.year, line.text) == ("Ba bên", 2026, "Họp.")


def test_who_signs_is_named(clerk, review):
    party = review.parties.first()
    url = address("review-signer", review.pk, party.pk)
    clerk.post(url, {"signer_post": "Chủ tịch", "signer": "Nguyễn Văn A", "revision": 1})
    party.refresh_from_db()
    assert (party.signer, party.signer_post) == ("Nguyễn Văn A", "Chủ tịch")


def test_head_data_are_changed(clerk, review):
    url = address("review-edit", review.pk)
    data = {"title": review.title, "number": "12", "issued_on": "20/01/2026", "recipients": "Tỉnh ủy"}
    clerk.post(url, data | {"revision": review.revision})
    review.refresh_from_db()
    assert (review.number, review.issued_on, review.recipients) == ("12", D(2026, 1, 20), "Tỉnh ủy")


def test_the_head_of_a_signed_report_stays(clerk, review):
    brought_to(review, "signed")
    assert clerk.get(review.get_absolute_url()).context["edit_url"] == ""
    data = {"title": "Tên khác", "revision": review.revision}
    response = clerk.post(address("review-edit", review.pk), data)
    review.refresh_from_db()
    assert (response.status_code, review.title) == (422, "Kết quả phối hợp năm 2025")


def test_the_steps_stand_on_the_page_and_move_the_review(clerk, leader, cast, review):
    assert [button.label for button in leader.get(review.get_absolute_url()).context["buttons"]] == [
        "Gửi các bên lấy ý kiến",
        "Chốt: các bên đã thống nhất",
    ]
    leader.post(address("review-move", review.pk, "consult"), {"note": "Trước 20/01."})
    review.refresh_from_db()
    assert (review.status, review.draft_of) == ("consulting", None)


# --- PDF ---------------------------------------------------------------------------------------------------------


def test_the_pdf_is_asked_for_and_its_progress_shown(clerk, review):
    response = clerk.post(address("review-pdf", review.pk))
    job = Job.objects.get()
    assert (response.status_code, response.url) == (302, job.get_absolute_url())
    assert clerk.get(address("review-pdf", review.pk)).status_code == 405


# --- An ended place ----------------------------------------------------------------------------------------------


@pytest.fixture
def ended(cast):
    """A stored review of the place that became this one."""
    return ReviewFactory(locality=cast.ended, lead_party=cast.ended_council, status="stored")


def test_reviews_of_an_ended_place_are_read_and_downloaded_only(clerk, ended):
    response = clerk.get(ended.get_absolute_url())
    page = text_of(response)
    assert (response.status_code, response.context["buttons"], response.context["may_edit"]) == (200, [], False)
    assert "Địa phương đã kết thúc: báo cáo chỉ xem và tải về." in page
    assert clerk.post(address("review-pdf", ended.pk)).status_code == 302


def test_nothing_of_an_ended_place_is_edited(clerk, ended):
    line = LimitationFactory(review=ended)
    urls = [
        address("review-edit", ended.pk),
        address("review-section", ended.pk, "overview"),
        address("review-line", ended.pk, "han-che"),
        address("review-line-edit", ended.pk, "han-che", line.pk),
        address("review-signer", ended.pk, ended.parties.first().pk),
        address("review-line-remove", ended.pk, "han-che", line.pk),
    ]
    assert [clerk.post(url, {"text": "Chữ mới."}).status_code for url in urls] == [403] * 6


def test_who_acts_for_an_ended_place_drafts_nothing(client, cast):
    client.force_login(cast.acting_as(cast.ended_council, "council_clerk"))
    assert client.get(address("review-list")).context["create"] is None
    assert client.get(address("review-create")).status_code == 403


# --- Figures -----------------------------------------------------------------------------------------------------


def test_all_figures_of_a_period(clerk, cast):
    CoverageFactory(locality=cast.locality)
    PetitionFactory(locality=cast.locality, received_on=D(2025, 3, 1))
    ReportedFigureFactory(
        locality=cast.locality, key="oversight.topics", start=D(2025, 1, 1), end=D(2025, 12, 31), bodies=[cast.board]
    )
    response = clerk.get(f"{address('figure-list')}?ky=nam-2025")
    words = {(row.figure.key, row.bodies): row.words for _label, rows in response.context["groups"] for row in rows}
    assert words["petitions.total", None] == "1 kiến nghị"
    assert words["sessions.held", None] == "chưa có số liệu"
    assert words["oversight.topics", ("Ban Kinh tế - Ngân sách",)] == "76 chuyên đề"
    assert f"{address('figure-records', 'petitions.total')}?tu=01/01/2025&amp;den=31/12/2025" in text_of(response)


@pytest.mark.parametrize("name", ["figure-list", "dashboard"])
def test_a_faulty_period_is_said_and_the_current_one_shown(clerk, name):
    response = clerk.get(f"{address(name)}?tu=31/12/2025&den=01/01/2025")
    assert response.status_code == 400
    assert "Ngày đầu kỳ (31/12/2025) sau ngày cuối kỳ (01/01/2025)." in text_of(response)


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("", ""),
        ("ky=nam-2026", "nam-2026"),
        ("tu=01/01/2023&den=31/05/2023", "khac"),
        ("ky=nhiem-ky-2021-2026&den=17/11/2022", "khac"),
    ],
)
def test_the_menu_shows_what_is_chosen(clerk, query, chosen, time_machine):
    time_machine.move_to("2026-07-15 09:00+07:00")
    context = clerk.get(f"{address('figure-list')}?{query}").context
    assert (context["chosen"], context["chosen"] in dict(context["choices"])) == (chosen, True)


def test_the_records_behind_a_figure_and_behind_one_part_of_it(clerk, cast):
    CoverageFactory(locality=cast.locality)
    province = PetitionFactory(locality=cast.locality, received_on=D(2025, 3, 1))
    unclassified = PetitionFactory(locality=cast.locality, received_on=D(2025, 3, 1), level="")
    url = f"{address('figure-records', 'petitions.by_level')}?ky=nam-2025"
    shown = {
        part: [row for row, _readable in clerk.get(f"{url}&phan={part}").context["lines"]]
        for part in ("", "province", "commune", "unknown", "x")
    }
    assert shown == {
        "": [unclassified, province],
        "province": [province],
        "commune": [],
        "unknown": [unclassified],
        "x": [unclassified, province],
    }


def test_of_a_confidential_record_only_the_code_is_shown(clerk, cast):
    CoverageFactory(locality=cast.locality)
    secret = PetitionFactory(locality=cast.locality, received_on=D(2025, 3, 1), confidential=True, title="Chuyện kín")
    response = clerk.get(f"{address('figure-records', 'petitions.total')}?ky=nam-2025")
    page = text_of(response)
    assert response.context["value"].number == 1
    assert (secret.case_code in page, "Chuyện kín" in page, secret.get_absolute_url() in page) == (True, False, False)


def test_single_records_outside_the_register_are_called_examples(clerk, cast):
    PetitionFactory(locality=cast.locality, received_on=D(2024, 3, 1))
    page = text_of(clerk.get(f"{address('figure-records', 'petitions.total')}?ky=nam-2024"))
    assert "1 hồ sơ dẫn chứng: được ghi lẻ, không đếm thành số liệu của kỳ." in page


def test_an_unknown_figure_is_404(clerk):
    assert clerk.get(address("figure-records", "petitions.x")).status_code == 404


def test_long_lists_of_records_have_pages(clerk, cast):
    CoverageFactory(locality=cast.locality)
    for _ in range(51):
        PetitionFactory(locality=cast.locality, received_on=D(2025, 3, 1))
    url = f"{address('figure-records', 'petitions.total')}?ky=nam-2025"
    assert [len(clerk.get(f"{url}&page={page}").context["lines"]) for page in (1, 2, 99)] == [50, 1, 1]


def test_figures_are_for_those_who_may_see_them(client, cast):
    urls = [address("dashboard"), address("figure-list"), address("figure-records", "petitions.total")]
    for user, status in ((cast.minh, 403), (cast.dai_bieu, 403), (cast.admin, 403), (cast.hoa, 200), (cast.xa, 200)):
        client.force_login(user)
        assert [client.get(url).status_code for url in urls] == [status] * 3
