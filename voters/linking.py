"""Rows of a file that name another petition by its code: the time before, the whole it was split from, the lead of its
group. The other one may stand in the register, above or below in the file, or in a part that is tried in another turn.
"""

from functools import partial

from coordination.exchange.cells import CellFault
from coordination.workflow import door
from voters import actions, queries, taken
from voters.models import Petition

LINKS = ("predecessor", "split_from", "merged_into")
"""Columns that name another petition of the register or of the file."""


def named(petition, name: str, code: str, place):
    """The petition of that code, or nothing where it still comes in this file. Raises CellFault where it is nowhere."""
    if code.lower() == petition.code.lower():
        raise CellFault("phải là một kiến nghị khác.", name)
    found = place.rows(Petition).filter(code__iexact=code).exclude(pk=petition.pk).first()
    if found is None and code.lower() not in place.coming.get("code", ()):
        raise CellFault(f"không có kiến nghị mang mã “{code[:40]}” trong sổ và trong tệp.", name)
    return found


def link(petition, name: str, code: str, place, *, by) -> None:
    """Name the other petition now, or once the file is written: where it stands in a later row, and in a group always,
    whose lead would have its steps, still to be taken, followed a second time."""
    if named(petition, name, code, place) and name != "merged_into":
        set_link(petition.pk, name, code, place, by)
    else:
        own = petition.__dict__.get("before_group")
        place.waiting.append(partial(set_link, petition.pk, name, code, place, by, own))


def set_link(key: int, name: str, code: str, place, by, own=None) -> None:
    """`own`: how it stood before it followed its group, where it did."""
    petition = Petition._base_manager.get(pk=key)  # ungated: of the row that was written just now
    if (found := named(petition, name, code, place)) is None:
        return  # it stands in a row that is tried in another turn
    if name == "merged_into":
        actions.merge_as_told(petition, found, own, by=taken.actor_of(by))
        return
    if name == "predecessor" and petition in queries.earlier_times(found):
        raise CellFault(f"{petition.code} và {found.code} không thể là lần trước của nhau.", name)
    if name == "split_from" and _is_part_of(found, petition):
        raise CellFault(f"{petition.code} và {found.code} không thể tách từ nhau.", name)
    setattr(petition, name, found)
    door.change(petition, by=by if name == "predecessor" else taken.actor_of(by))


def _is_part_of(part, whole) -> bool:
    """Whether a petition was split, at once or in several times, from another one."""
    seen = set()
    while part and part.pk not in seen:
        if part == whole:
            return True
        seen.add(part.pk)
        part = part.split_from
    return False
