"""Asking once while many rows are written, and each time elsewhere; old objects are looked through only elsewhere."""

import contextlib
import gc

from coordination.lib.memory import all_staying, remembered, remembering


def test_a_question_is_asked_once_while_remembering_and_each_time_elsewhere():
    asked = []

    @remembered
    def double(number):
        asked.append(number)
        return 2 * number

    assert [double(1), double(1)] == [2, 2]
    with remembering():
        assert [double(1), double(1), double(2)] == [2, 2, 4]
    with remembering():
        assert double(1) == 2
    assert asked == [1, 1, 1, 2, 1]


def test_old_objects_are_left_alone_inside_and_looked_through_again_after_a_fault():
    usual = gc.get_threshold()
    with all_staying():
        with all_staying():
            inside = gc.get_threshold()
        ended = gc.get_threshold()
    with contextlib.suppress(ValueError), all_staying():
        raise ValueError
    assert (inside[:2], inside[2] > 10**6, ended, gc.get_threshold()) == (usual[:2], True, usual, usual)
