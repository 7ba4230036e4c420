"""By which way a petition came follows the kind of the meeting at which it was raised."""

from uuid import uuid4

import pytest

from tests.voters.factories import ContactMeetingFactory
from voters import actions
from voters.choices import MeetingKind

SAID = {
    "before": "TXCT trước kỳ họp",
    "after": "TXCT sau kỳ họp",
    "thematic": "TXCT chuyên đề",
    "workplace": "TXCT nơi làm việc",
    "residence": "TXCT nơi cư trú",
    "online": "TXCT trực tuyến",
    "outside": "TXCT ngoài đơn vị bầu cử",
    "other": "TXCT hình thức khác",
}


@pytest.mark.parametrize("kind", MeetingKind.values)
def test_what_is_entered_at_a_meeting_came_by_that_kind_of_meeting(cast, kind):
    meeting = ContactMeetingFactory(locality=cast.locality, kind=kind, held=True)
    entered = {"by": cast.lan, "key": uuid4(), "kind": "petition", "content": "Đề nghị sửa đường."}
    petition, _is_new = actions.enter(meeting, **entered)
    assert petition.get_origin_display() == SAID[kind]
