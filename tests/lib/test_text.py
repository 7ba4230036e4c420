"""Folding, the Vietnamese order and slugs."""

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.lib.text import fold, slugify_vi, sort_key, squeeze

IN_ORDER = ["Ái", "an", "ăn", "ấn", "Dũng", "dương", "Đặng", "đường", "o", "ô", "ơ", "tè", "tẻ", "Ung", "Ưng"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Nguyễn Huệ", "duong nguyen hue"),
        ("  Thị xã\u00a0 Đông\tHà\n", "thi xa dong ha"),
        (unicodedata.normalize("NFD", "Ưỡn ẹo, ỷ lại"), "uon eo, y lai"),
        ("53/QCPH-HĐND-UBND", "53/qcph-hdnd-ubnd"),
        ("phối\u00adhợp", "phoihop"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_does_not_care_how_unicode_is_composed(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_folded_text_is_one_squeezed_line(text):
    assert fold(text) == squeeze(fold(text))


def test_sort_key_puts_words_in_alphabetical_order():
    shuffled = IN_ORDER[:]
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_the_five_tones_come_in_dictionary_order():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_every_vietnamese_letter_sorts_between_its_neighbours():
    alphabet = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert sorted(reversed(alphabet), key=sort_key) == alphabet


def test_letters_weigh_more_than_tones_and_tones_more_than_capitals():
    assert sort_key("Án A") < sort_key("An Bình")
    assert sort_key("an") < sort_key("An") < sort_key("án")


def test_a_name_comes_before_its_continuation():
    assert sort_key("An") < sort_key("An Bình") < sort_key("Anh")


@given(st.text())
def test_sort_key_does_not_care_how_unicode_is_composed(text):
    assert sort_key(unicodedata.normalize("NFC", text)) == sort_key(unicodedata.normalize("NFD", text))


@given(st.text())
def test_sort_key_fits_a_database_column(text):
    assert "\x00" not in sort_key(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Thị xã Đông Hà", "thi-xa-dong-ha"), ("Nghị quyết số 12/NQ-HĐND", "nghi-quyet-so-12-nq-hdnd"), ("  – ", "")],
)
def test_slugify_vi(text, slug):
    assert slugify_vi(text) == slug


@given(st.text())
def test_a_slug_is_plain(text):
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slugify_vi(text))
