"""What may be written down about a mistake of the program."""

from traceback import extract_tb


def where(error: BaseException) -> str:
    """Kind and place of a mistake, without what it says: an exception's words may quote a person's name."""
    place = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} ở {place.filename.rpartition('/')[2]} dòng {place.lineno}"
