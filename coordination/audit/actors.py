"""Who did it: a person, or a system job that has a name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class System:
    """A program that acts by itself, such as System("demo") or System("nightly-sweep"); it answers to no permission."""

    name: str

    def __post_init__(self):
        if not self.name:
            raise ValueError("A system actor has a name.")

    def __str__(self) -> str:
        return f"Hệ thống ({self.name})"


def name_of(actor) -> str:
    """The actor's name as history keeps it, even after the account is gone."""
    return str(actor)
