"""Which level of competence a body has. Pure: asked by proposals, forms and actions, so that level and body fit."""

from coordination.people.choices import BodyKind, Level
from coordination.people.models import Body, Locality
from voters.choices import JurisdictionLevel

BESIDE = {
    BodyKind.CENTRAL: (JurisdictionLevel.CENTRAL, JurisdictionLevel.VERTICAL),
    BodyKind.NA_DELEGATION: (JurisdictionLevel.CENTRAL,),
    BodyKind.VERTICAL: (JurisdictionLevel.VERTICAL, JurisdictionLevel.CENTRAL),
}
"""Kinds of bodies that stand in a locality but are competent, or hand on, for another level."""
ALSO_VERTICAL = (BodyKind.ENTERPRISE, BodyKind.OTHER)
"""Kinds that may belong to either: electricity, water."""


def levels_of(body: Body) -> tuple[str, ...]:
    """Levels of competence that fit a body, the likeliest first."""
    own = str(body.locality.level)
    if body.kind == BodyKind.CENTRAL:
        return BESIDE[body.kind]
    if body.kind in BESIDE:
        return *BESIDE[body.kind], own
    return (own, JurisdictionLevel.VERTICAL) if body.kind in ALSO_VERTICAL else (own,)


def is_beyond(place: Locality, body: Body | None, level: str = "") -> bool:
    """Whether a place sets no term for who is to answer: a body above it, or of another place not below it. Where no
    body is chosen yet the level tells."""
    if body is None:
        above = level == JurisdictionLevel.PROVINCE and place.level == Level.COMMUNE
        return above or level == JurisdictionLevel.CENTRAL
    if body.kind in (BodyKind.CENTRAL, BodyKind.NA_DELEGATION):
        return True
    return body.locality_id != place.pk and body.locality.parent_id != place.pk


def goes_through(body: Body) -> bool:
    """Whether the delegation of the National Assembly hands on what is sent to a body."""
    return body.kind != BodyKind.NA_DELEGATION and JurisdictionLevel.CENTRAL in levels_of(body)


def fitting(body: Body, *levels: str) -> str:
    """The first of the levels that fits the body, else the body's own."""
    possible = levels_of(body)
    return next((level for level in levels if level in possible), possible[0])


def why_not_of_level(body: Body | None, level: str) -> str:
    """That a body belongs to another level than the one said; nothing where they fit."""
    if body is None or not level or level in levels_of(body):
        return ""
    own = JurisdictionLevel(levels_of(body)[0]).label
    return f"{body} thuộc {own}, không phải {JurisdictionLevel(level).label}: sửa cấp, hoặc chọn cơ quan khác."


def elsewhere(body: Body | None, place: Locality | None) -> str:
    """That a body of a commune was chosen for what another commune's voters ask; it may be meant."""
    if body is None or place is None or place.level != body.locality.level or body.locality_id == place.pk:
        return ""
    return f"{body} không phải cơ quan của địa bàn {place.full_name}; xem lại nếu chọn nhầm."
