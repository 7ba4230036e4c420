"""The codes that the program gives, and numbers that stay used though their petitions are taken out of the register."""

from collections import defaultdict

from coordination.records.errors import NotNow
from voters.codes import OWN_CODE
from voters.models import UsedNumber


def code_of(year: int, number: int) -> str:
    """The code with a number; raises NotNow after the last one, which a code that was typed may have come near."""
    code = f"KN-{year}-{number:04}"
    if OWN_CODE.fullmatch(code) is None:
        words = f"Sổ năm {year} hết số (mã cuối là KN-{year}-{number - 1}): hoàn tác lần nạp đã ghi mã lớn như vậy, "
        raise NotNow(f"{words}hoặc báo quản trị viên.")
    return code


def keep_numbers(petitions) -> None:
    """Called in the transaction that deletes them, before it does: none of these numbers, which the program gave, is
    given again.
    """
    last: dict[tuple[int, int], int] = defaultdict(int)
    for petition in petitions:
        own = OWN_CODE.fullmatch(petition.code)
        year, number = (int(part) for part in own.groups()) if own else (petition.year, petition.number)
        last[petition.locality_id, year] = max(last[petition.locality_id, year], number)
    for (place, year), number in last.items():
        here = UsedNumber.objects.filter(locality=place, year=year)  # ungated: only a number
        UsedNumber.objects.get_or_create(locality_id=place, year=year, defaults={"last": number})
        here.filter(last__lt=number).update(last=number)
