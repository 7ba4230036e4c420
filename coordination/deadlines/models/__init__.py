from coordination.deadlines.models.obligations import Obligation

__all__ = ["Obligation"]
