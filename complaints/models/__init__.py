from complaints.models.letters import Letter
from complaints.models.receptions import Reception

__all__ = ["Letter", "Reception"]
