"""Asking once while many rows are written, and each time elsewhere."""

from coordination.lib.memory import remembered, remembering


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
