"""Forms: dates and numbers as people type them, choices within sight, the version that was opened."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from coordination.lib.dates import PartialDate
from coordination.lib.text import sort_key
from coordination.people.models import Body
from coordination.ui.forms import (
    DateField,
    DateTimeField,
    MoveForm,
    PartialDateFormField,
    RecordForm,
    TextArea,
    TimeField,
    read_clock,
)
from tests.testapp.factories import SheetFactory
from tests.testapp.models import Sheet
from tests.ui.pages import SheetForm


class Plain(MoveForm):
    day = forms.DateField(label="Ngày")
    count = forms.IntegerField(label="Số", required=False)
    share = forms.DecimalField(label="Tỷ lệ", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "---------"), ("a", "Một")], required=False)
    many = forms.MultipleChoiceField(choices=[("a", "Một"), ("b", "Hai")], required=False)
    yes = forms.BooleanField(label="Có", required=False)


def errors_of(field, text) -> str:
    with pytest.raises(ValidationError) as raised:
        field.clean(text)
    return raised.value.messages[0]


@pytest.mark.parametrize("text", ["18/05/2026", "18/5/2026", "18-05-2026", " 18.5.2026 ", "2026-05-18"])
def test_a_date_is_read_as_people_write_it(text):
    assert DateField().clean(text) == date(2026, 5, 18)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/06/2026", "Tháng 6 chỉ có 30 ngày."),
        ("1/13/2026", "Không có tháng 13."),
        ("mai", "“mai” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 29/7/2021."),
    ],
)
def test_a_wrong_date_says_what_is_wrong(text, message):
    assert errors_of(DateField(), text) == message


def test_an_empty_date_is_none():
    assert DateField(required=False).clean("  ") is None


def test_a_date_stands_in_the_field_as_day_month_year():
    assert 'value="05/02/2026"' in str(DateField().widget.render("day", date(2026, 2, 5)))


@pytest.mark.parametrize(("text", "value"), [("2021", PartialDate(2021)), ("7/2021", PartialDate(2021, 7)), ("", None)])
def test_a_date_may_be_known_in_part(text, value):
    assert PartialDateFormField(required=False).clean(text) == value


def test_a_partial_date_is_shown_as_typed():
    assert PartialDateFormField().prepare_value(PartialDate(2021, 7)) == "07/2021"


@pytest.mark.parametrize(
    ("text", "value"), [("16:30", time(16, 30)), ("16h30", time(16, 30)), ("8h", time(8)), ("8", time(8))]
)
def test_a_time_is_read_as_people_write_it(text, value):
    assert read_clock(text) == value


@pytest.mark.parametrize("text", ["25:00", "8:75", "sáng"])
def test_a_wrong_time_is_refused(text):
    assert errors_of(TimeField(), text) == "Giờ viết như 08:30 hoặc 14h."


def test_a_moment_is_in_the_office_time_zone():
    moment = DateTimeField().clean("18/05/2026 14h30")
    assert timezone.localtime(moment).isoformat() == "2026-05-18T14:30:00+07:00"
    assert DateTimeField().prepare_value(datetime(2026, 5, 18, 7, 30, tzinfo=UTC)) == "18/05/2026 14:30"


def test_a_moment_needs_both_parts():
    assert errors_of(DateTimeField(), "18/05/2026") == "Ghi cả ngày và giờ, ví dụ 18/05/2026 08:30."


@pytest.mark.parametrize(("typed", "value"), [("1.402", 1402), ("17", 17), ("-3", -3)])
def test_a_whole_number_may_carry_points(typed, value):
    form = Plain({"day": "1/1/2026", "count": typed})
    assert form.is_valid()
    assert form.cleaned_data["count"] == value


def test_a_decimal_has_a_comma():
    form = Plain({"day": "1/1/2026", "share": "1.234,5"})
    assert form.is_valid()
    assert str(form.cleaned_data["share"]) == "1234.5"
    assert 'value="1234,5"' in str(form["share"])


def test_wrong_input_is_told_in_vietnamese_and_kept():
    form = Plain({"day": "31/6/2026", "count": "mười", "share": "x", "kind": "z"})
    assert dict(form.errors) == {
        "day": ["Tháng 6 chỉ có 30 ngày."],
        "count": ["Ghi một số nguyên, ví dụ 12."],
        "share": ["Ghi một số, ví dụ 8,8."],
        "kind": ["Không có lựa chọn này trong danh sách."],
    }
    assert 'value="31/6/2026"' in str(form["day"])
    assert [box.name for box in form.faults()] == ["day", "count", "share", "kind"]


def test_a_missing_answer_is_told_in_vietnamese():
    assert Plain({}).errors == {"day": ["Chưa ghi ô này."]}


def test_fields_look_like_the_kit():
    form = Plain({"day": ""})
    assert 'class="w-date form-control is-invalid"' in str(form["day"])
    assert 'class="form-select"' in str(form["kind"])
    assert "– chọn –" in str(form["kind"])
    assert 'type="checkbox"' in str(form["many"])
    assert (form["yes"].is_tick, form["many"].is_wide, form["day"].is_wide) == (True, True, False)


def test_a_field_carries_label_hint_and_message():
    html = Plain({"day": "31/6/2026"})["day"].as_field_group()
    assert '<label class="form-label" for="id_day">Ngày <span class="req">(bắt buộc)</span></label>' in html
    assert 'aria-describedby="id_day_helptext id_day_error"' in html
    assert '<div class="invalid-feedback" id="id_day_error">' in html
    assert "required" not in str(Plain()["day"])


def test_a_text_area_has_four_lines():
    class Long(MoveForm):
        words = forms.CharField(widget=forms.Textarea)

    assert isinstance(Long().fields["words"].widget, TextArea)
    assert 'rows="4"' in str(Long()["words"])


def test_only_visible_rows_can_be_chosen(cast):
    form = SheetForm(user=cast.lan, instance=Sheet(locality=cast.locality))
    assert set(form.fields["to"].queryset) == set(Body.objects.visible_to(cast.lan))
    assert cast.other_council not in form.fields["to"].queryset
    assert cast.other_council not in form.fields["copies"].queryset


def test_names_to_choose_from_stand_in_vietnamese_order(cast):
    for name in ("Ủy ban kiểm tra", "Vụ Tổ chức", "Đảng ủy", "Chi cục Thuế"):
        Body.objects.create(locality=cast.locality, kind="department", name=name, code=name)
    form = SheetForm(user=cast.lan, instance=Sheet(locality=cast.locality))

    offered = [body.name for body in form.fields["to"].queryset]

    assert offered == sorted(offered, key=sort_key)
    new = ("Chi cục Thuế", "Đảng ủy", "Ủy ban kiểm tra", "Vụ Tổ chức")
    assert [name for name in offered if name in new] == list(new)


def test_chosen_rows_of_many_are_handed_to_the_action(cast):
    data = {"title": "Tờ 1", "copies": [cast.front.pk, cast.committee.pk]}
    form = SheetForm(data, user=cast.lan, instance=Sheet(locality=cast.locality))
    assert form.is_valid()
    assert set(form.related()["copies"]) == {cast.front, cast.committee}


@pytest.mark.parametrize("key", ["9" * 19, "-" + "9" * 30, "abc"])
def test_a_key_that_no_row_can_have_is_no_choice_among_many(cast, key):
    form = SheetForm({"title": "Tờ 1", "copies": [key]}, user=cast.lan, instance=Sheet(locality=cast.locality))
    assert form.errors == {"copies": ["Không có lựa chọn này trong danh sách."]}


def test_the_opened_version_travels_with_the_form(cast):
    sheet = SheetFactory(locality=cast.locality)
    assert '<input type="hidden" name="revision" value="1"' in str(SheetForm(user=cast.lan, instance=sheet)["revision"])
    form = SheetForm({"title": "Mới", "revision": "1"}, user=cast.lan, instance=sheet)
    assert form.is_valid()
    assert form.instance.revision == 1


def test_a_form_without_its_version_never_wins(cast):
    form = SheetForm({"title": "Mới"}, user=cast.lan, instance=SheetFactory(locality=cast.locality))
    assert form.is_valid()
    assert form.instance.revision == 0


def test_a_record_is_not_saved_by_its_form(cast):
    form = SheetForm({"title": "Mới"}, user=cast.lan, instance=Sheet(locality=cast.locality))
    assert form.is_valid()
    with pytest.raises(TypeError, match="saved by its action"):
        form.save()


def test_the_next_save_may_stand_over_the_other_version(cast):
    data = QueryDict("title=M&revision=1")
    form = SheetForm(data, user=cast.lan, instance=SheetFactory(locality=cast.locality))
    form.take_revision(7)
    assert form.data["revision"] == "7"


def test_wide_fields_are_named_in_meta(cast):
    class Wide(RecordForm):
        class Meta:
            model = Sheet
            fields = ("title", "content")
            wide = ("title",)

    form = Wide(user=cast.lan)
    assert (form["title"].is_wide, form["content"].is_wide) == (True, True)
