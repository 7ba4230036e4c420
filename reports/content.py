"""What a review says besides its head."""

from dataclasses import dataclass, field

from reports.models import Direction, Limitation, ReviewParty, ReviewSection


@dataclass(frozen=True)
class Content:
    """Parties, sections, shortcomings and directions in printing order: stored rows, or unsaved ones of a draft."""

    parties: list[ReviewParty]
    sections: list[ReviewSection]
    limitations: list[Limitation]
    directions: list[Direction] = field(default_factory=list)

    @classmethod
    def of(cls, review) -> "Content":
        """The stored content of a review."""
        return cls(
            list(review.parties.select_related("body")),
            list(review.sections.all()),
            list(review.limitations.select_related("party", "responsible")),
            list(review.directions.all()),
        )
