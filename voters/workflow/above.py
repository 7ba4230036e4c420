"""How a petition that was sent up moves with what becomes of it in the register above.

Nobody takes these steps by hand; they follow an act that was checked there.
"""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition
from voters.choices import PetitionStatus
from voters.rules import GIVEN_BACK, REOPENED_ABOVE
from voters.workflow.merging import nobody

WITH_ABOVE = (
    Transition(
        GIVEN_BACK,
        "Cấp trên trả lại",
        (PetitionStatus.IN_PROGRESS,),
        PetitionStatus.NEW,
        Permission.PETITION_REGISTER,
        whose=nobody,
    ),
    Transition(
        REOPENED_ABOVE,
        "Mở lại ở sổ cấp trên",
        (PetitionStatus.ANSWERED, PetitionStatus.FINISHED),
        PetitionStatus.REOPENED,
        Permission.PETITION_REGISTER,
        whose=nobody,
    ),
)
