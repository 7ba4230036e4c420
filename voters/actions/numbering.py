"""Numbers of the register that stay used though their petitions are taken out of it."""

from collections import defaultdict

from voters.codes import OWN_CODE
from voters.models import UsedNumber


def keep_numbers(petitions) -> None:
    """Called in the transaction that deletes them, before it does: none of their numbers is given again."""
    last: dict[tuple[int, int], int] = defaultdict(int)
    for petition in petitions:
        own = OWN_CODE.fullmatch(petition.code)
        year, number = (int(part) for part in own.groups()) if own else (petition.year, petition.number)
        last[petition.locality_id, year] = max(last[petition.locality_id, year], number)
    for (place, year), number in last.items():
        here = UsedNumber.objects.filter(locality=place, year=year)  # ungated: only a number
        UsedNumber.objects.get_or_create(locality_id=place, year=year, defaults={"last": number})
        here.filter(last__lt=number).update(last=number)
