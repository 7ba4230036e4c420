"""What is asked of resolutions and their tasks: figures and pages take their rows here."""

from coordination.lib.period import Period
from sessions.choices import Procedure
from sessions.queries.common import within


def adopted(resolutions, period: Period):
    """Resolutions adopted within the period, with or without a number yet."""
    return resolutions.filter(within("adopted_on", period))


def normative(resolutions, period: Period):
    """Of those adopted, the normative legal documents."""
    return adopted(resolutions, period).filter(is_normative=True)


def shortened(resolutions, period: Period):
    """Of those adopted, the ones that took the shortened procedure."""
    return adopted(resolutions, period).filter(procedure=Procedure.SHORTENED)
