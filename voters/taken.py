"""What was already done with a petition, as a row of a register tells it: columns for the latest steps, lines for those
before them. A file never changes the steps of a stored petition.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.audit.actors import System
from coordination.exchange.cells import CellFault
from coordination.exchange.columns import Day, Place, Text
from coordination.lib.dates import DateError, parse, screen
from coordination.lib.text import fold, squeeze
from coordination.records.errors import Refused
from voters.choices import Judgement, PetitionStatus, Result
from voters.models import Petition
from voters.nearby import BodyNear, MeetingsNamed
from voters.replaying import DONE, SAID_BEFORE, Step, in_order, replay, told_apart
from voters.rules import FINISHING, keeps_register
from voters.workflow.above import GIVEN_BACK, REOPENED_ABOVE
from voters.workflow.merging import FOLLOW, back_to

WORDS = {
    "forward": "chuyển",
    "refuse": "từ chối",
    "accept": "nhận giải quyết",
    "spot": "trả lời tại hội nghị",
    "reply": "trả lời",
    "resolve": "giải quyết xong",
    "judge": "đánh giá",
    "reopen": "mở lại",
    "return": "trả lại",
    "finish": "kết thúc",
    "follow_answer": "trả lời theo nhóm",
    "follow_end": "kết thúc theo nhóm",
    "follow_reopen": "mở lại theo nhóm",
    GIVEN_BACK: "cấp trên trả lại",
    REOPENED_ABOVE: "cấp trên mở lại",
    **{back_to(status): f"gỡ khỏi nhóm, {PetitionStatus(status).label.lower()}" for status in PetitionStatus.OPEN},
}
"""What a step is called in a line of earlier steps."""
NAMED = {fold(words): name for name, words in WORDS.items()}
LINE = "ngày | việc | cơ quan | số | kết quả | nội dung | phối hợp, đồng gửi | hẹn xong | báo cử tri | lộ trình"
LINE += " | báo tại | báo cả tại"
PARTS = 12
DAY_OF = {
    "forward": "forwarded_on",
    "accept": "accepted_on",
    "spot": "replied_on",
    "reply": "replied_on",
    "resolve": "resolved_on",
    "judge": "judged_on",
    "reopen": "reopened_on",
    "return": "returned_on",
    "finish": "ended_on",
}
"""Step → the column of its day."""
STEP_OF = {key: name for name, key in DAY_OF.items()}
ANSWERS = ("spot", "reply", *FOLLOW.values())
"""Steps by which a petition has an answer."""
AFTER_ANSWER = {
    "judged_on": "judge",
    "judgement": "judge",
    "resolved_on": "resolve",
    "reopened_on": "reopen",
    "ended_on": "finish",
}
"""Column → the step that it tells, which only follows an answer."""
AFTER_FORWARD = ("accepted_on", "replied_on", "resolved_on", "judged_on", "reopened_on", "ended_on")
AFTER_ACCEPT = AFTER_FORWARD[1:]
NO_DAY_YET = {PetitionStatus.FORWARDED: "forwarded_on", PetitionStatus.IN_PROGRESS: "accepted_on"}
"""Status → the column whose day it cannot do without."""
NEEDS = {
    "supporting": "forwarded_on",
    "forward_number": "forwarded_on",
    **dict.fromkeys(("reply_body", "reply_says", "on_spot", "copied_to"), "replied_on"),
    **dict.fromkeys(("promised_on", "roadmap", "told_on", "told_at", "also_told_at"), "replied_on"),
    "evidence": "resolved_on",
    "judge": "judged_on",
    "verdict_text": "judged_on",
}
"""Column → the column of the day of its step, without which there is nothing to write it down with."""

DAY_WORDS = {
    "forwarded_on": "Ngày chuyển",
    "replied_on": "Ngày trả lời",
    "resolved_on": "Ngày giải quyết xong",
    "judged_on": "Ngày đánh giá",
}
NEAR = BodyNear("body", "Cơ quan")
MEETINGS = MeetingsNamed("also_told_at", "Báo cả tại")


# --- From a petition ----------------------------------------------------------------------------------------------


def latest(name: str, attribute: str, *others: str) -> Callable[[Petition], Any]:
    """Reads what the latest step of a name (or of one of others) says."""

    def read(petition):
        steps = _told(petition)[1]
        return next((getattr(step, attribute) or None for step in steps if step.name in (name, *others)), None)

    return read


def on_spot(petition) -> bool:
    """Whether the latest answer was given at the meeting."""
    return any(step.name == "spot" for step in _told(petition)[1])


def earlier(petition) -> str:
    """The steps that have no column, a line for each."""
    return "\n".join(line_of(step) for step in _told(petition)[0])


class EarlierSteps(Text):
    """Steps as lines. They say nothing new where the petition began with just these, wherever a dump would put them."""

    def is_same(self, record, value, place):
        try:
            said = [line_of(step) for step, _ in _earlier_steps({"earlier_steps": value}, place)]
        except CellFault:
            return False
        before, latest = _told(record)
        return said == [line_of(step) for step in (*before, *latest)][: len(said)]


class OfReply:
    """Mixin of day and evidence of what was done: an answer that says so tells both, without a step of its own."""

    def is_same(self, record, value, place):
        if super().is_same(record, value, place):
            return True
        by_reply = any(step.name in ("reply", "spot") and step.says == Result.RESOLVED for step in _told(record)[1])
        return by_reply and getattr(record, self.key) == value


class ResolvedOn(OfReply, Day):
    """The day on which it was done."""


class Evidence(OfReply, Text):
    """What shows that it was done."""


def _told(petition) -> tuple[list[Step], list[Step]]:
    """Steps told in lines and in columns; reckoned once for a row."""
    if "_told" not in petition.__dict__:
        petition._told = told_apart(petition) if petition.pk else ([], [])
    return petition._told


def line_of(step: Step) -> str:
    """A step as a line that `_step` understands."""
    bodies = "; ".join(body.short_name for body in (*step.supporting, *step.copied_to))
    parts = (
        screen(step.on),
        WORDS[step.name],
        step.body.short_name if step.body else "",
        step.number,
        _label(step),
        step.text,
        bodies,
        screen(step.promised_on),
        screen(step.told_on),
        step.roadmap,
        str(step.told_at or ""),
        "; ".join(map(str, step.also_told_at)),
    )
    return " | ".join(squeeze(part.replace("|", "/")) for part in parts).rstrip("| ")


def _label(step: Step) -> str:
    if not step.says:
        return ""
    return str((Judgement if step.name == "judge" else Result)(step.says).label)


# --- From a row ---------------------------------------------------------------------------------------------------


def take(petition: Petition, values: dict, place: Place, *, by) -> bool:
    """Take the steps that a row tells, each on its day; tells whether there were any. Raises CellFault at the column of
    the day, or of what cannot be written down with any step.
    """
    before = [*_earlier_steps(values, place)]
    latest = in_order(_latest_steps(values, petition, [step.name for step, _ in before]))
    steps = [*before, *((step, _cell_of(step, values)) for step in latest)]
    if steps:
        _check_may(by, place, steps[0][1])
    today, actor = timezone.localdate(), actor_of(by)
    for step, key in steps:
        if step.on > today:
            raise CellFault(f"ngày {screen(step.on)} chưa tới.", key)
        _take(petition, step, key, by=actor)
    _check_end(petition, values)
    return bool(steps)


def actor_of(by) -> System:
    """Who writes down what others did before: a job that names the person."""
    return by if isinstance(by, System) else System(f"nạp từ Excel, {by}")


def _cell_of(step: Step, values: dict) -> str:
    """The column that tells the day of a step. Of one that is only known by what followed it, the column of that."""
    own = DAY_OF[step.name]
    if values.get(own) or step.name not in ("forward", "accept"):
        return own
    return next((key for key in AFTER_FORWARD if values.get(key) == step.on), own)


def _check_answered(values: dict, before: list[str]) -> None:
    """What follows an answer does not stand without one, in the row or in the lines `before`, nor is it older."""
    v = values.get
    on = v("replied_on")
    for key in ("promised_on", "told_on"):
        if on and v(key) and v(key) < on:
            raise CellFault(f"trước ngày trả lời ({screen(on)}).", key)
    has_words = v("reply_text") or v("reply_number")
    if has_words and not on or any(name in ANSWERS for name in before):
        return  # of words without a day something else is told
    for key, name in AFTER_ANSWER.items():
        if v(key) and not on:
            raise CellFault(f"{WORDS[name]} mà chưa có trả lời; ghi “{DAY_WORDS['replied_on']}” hoặc bỏ ô này.", key)
        by_reply = name == "resolve" and v("reply_says") == Result.RESOLVED  # another sentence is told of that
        if v(key) and key in STEP_OF and v(key) < on and not by_reply:
            raise CellFault(f"trước ngày trả lời ({screen(on)}).", key)


def _check_needs(values: dict, days: dict) -> None:
    """Nothing stands beside a day that is missing: it would be lost without a word."""
    for key, day in NEEDS.items():
        if values.get(key) and not days.get(day):
            raise CellFault(f"chỉ ghi được cùng “{DAY_WORDS[day]}”; cột ấy còn trống.", key)


def _check_may(by, place: Place, key: str) -> None:
    """Past steps are written down by those who keep the register."""
    if not isinstance(by, System) and not keeps_register(by.acting, place.locality.pk):
        raise CellFault("chỉ văn phòng giữ sổ kiến nghị mới nạp được kiến nghị kèm những việc đã làm.", key)


def _take(petition, step: Step, key: str, *, by) -> None:
    own = key == "earlier_steps" or DAY_OF[step.name] == key
    said = WORDS[step.name if own else STEP_OF[key]]
    try:
        replay(petition, [step], by=by)
    except ValidationError as error:  # the heading of a day's own column names the step already
        words = " ".join(error.messages)
        raise CellFault(f"{said}: {words}" if key == "earlier_steps" else words, key) from None
    except CellFault:
        raise
    except Refused as refusal:
        raise CellFault(f"{said}: {refusal.message}", key) from None


def _check_end(petition, values) -> None:
    """Where the row says how it ended, the days must lead there."""
    for key, label in (("status", petition.get_status_display()), ("result", petition.get_result_display())):
        said = values.get(key)
        if said and said != getattr(petition, key):
            words = str((PetitionStatus if key == "status" else Result)(said).label)
            raise CellFault(f"ghi “{words}”, nhưng các ngày trong dòng này dẫn tới “{label}”.", key)


def _latest_steps(values: dict, petition: Petition, before: list[str]) -> Iterator[Step]:
    """The steps that have columns of their own. `before`: the names of those in lines."""
    v = values.get
    days = dict(values)
    _check_answered(values, before)
    _check_words(values)
    if not before and not v("on_spot"):
        days["forwarded_on"] = v("forwarded_on") or _first(values, AFTER_FORWARD)
        days["accepted_on"] = v("accepted_on") or _first(values, AFTER_ACCEPT)
    for status, key in NO_DAY_YET.items():
        if v("status") == status and not days.get(key) and not before:
            raise CellFault(f"còn trống; trạng thái “{status.label}” cần ngày này.", key)
    _check_needs(values, days)
    if on := days.get("forwarded_on"):
        number = v("forward_number") or (petition.batch.dispatch_number if petition.batch else "")
        to = v("competent_body")
        if to is None:
            done = WORDS[STEP_OF[_cell_of(Step("forward", on), values)]]
            raise CellFault(f"còn trống; đã {done} thì phải có cơ quan nhận.", "competent_body")
        yield Step("forward", on, to, number, supporting=v("supporting") or ())
    if on := days.get("accepted_on"):
        yield Step("accept", on)
    if v("replied_on"):
        yield _reply(values)
    if v("resolved_on") and not _is_done_by_reply(values):
        yield Step("resolve", v("resolved_on"), text=v("evidence") or DONE)
    yield from _verdict(values)
    if v("returned_on"):
        yield Step("return", v("returned_on"), text=v("return_reason") or "")
    if end := v("ended_on") or _end(values):
        yield Step("finish", end)


def _check_words(values: dict) -> None:
    """What a row says without the day that belongs to it."""
    v = values.get
    needed = (
        ("replied_on", "có nội dung hoặc số văn bản trả lời", v("reply_text") or v("reply_number")),
        ("judged_on", "có đánh giá trả lời", v("judgement")),
        (
            "returned_on",
            "kiến nghị đã trả lại",
            v("return_reason") or (v("result") == Result.RETURNED and not v("earlier_steps")),
        ),
        ("reopened_on", "kiến nghị đã mở lại", v("status") == PetitionStatus.REOPENED and not v("earlier_steps")),
        ("told_on", "đã ghi báo ở đâu", v("told_at") or v("also_told_at")),
        (
            "replied_on",
            "kết quả này cần một trả lời đã gửi",
            v("result") in Result.BY_REPLY and not v("earlier_steps"),
        ),
    )
    for key, why, said in needed:
        if said and not v(key):
            raise CellFault(f"còn trống; {why}.", key)
    if v("returned_on") and not v("return_reason"):
        raise CellFault("còn trống; trả lại thì phải có lý do.", "return_reason")


def _first(values, keys):
    """The first of the days: what came before it was done by then."""
    return min((values[key] for key in keys if values.get(key)), default=None)


def _end(values):
    """The day on which a petition was closed, where the row only says that it was: that of its last step."""
    v = values.get
    if v("status") != PetitionStatus.FINISHED or v("result") not in FINISHING:
        return None
    return max((values[key] for key in ("replied_on", "resolved_on", "judged_on") if values.get(key)), default=None)


def _says(values) -> str:
    """The result that the reply stated."""
    v = values.get
    if v("reply_says"):
        return v("reply_says")
    if v("result") == Result.RESOLVED and not v("resolved_on"):
        return Result.RESOLVED
    return SAID_BEFORE.get(v("result"), v("result") or "")


def _reply(values) -> Step:
    v = values.get
    says = _says(values)
    if says not in Result.BY_REPLY:
        raise CellFault("còn trống; có ngày trả lời thì phải có kết quả.", "result")
    text = v("reply_text") or (f"Theo văn bản {v('reply_number')}." if v("reply_number") else "")
    if not text:
        raise CellFault("còn trống; có ngày trả lời thì phải có nội dung hoặc số văn bản.", "reply_text")
    return Step(
        "spot" if v("on_spot") else "reply",
        v("replied_on"),
        v("reply_body"),
        v("reply_number") or "",
        says,
        text,
        copied_to=v("copied_to") or (),
        promised_on=v("promised_on"),
        told_on=v("told_on"),
        told_at=v("told_at"),
        also_told_at=v("also_told_at") or (),
        roadmap=v("roadmap") or "",
        evidence=(v("evidence") or "") if _is_done_by_reply(values) else "",
    )


def _is_done_by_reply(values: dict) -> bool:
    """Whether the answer says that it is done, and on that day: one fact, told twice. Done is done once, and only what
    was answered: another day is a fault unless further steps lie between."""
    v = values.get
    if not (v("replied_on") and v("resolved_on") and v("reply_says") == Result.RESOLVED):
        return False
    said = f"trả lời ngày {screen(v('replied_on'))}"
    reopened = v("reopened_on") and v("replied_on") <= v("reopened_on") <= v("resolved_on")
    if v("resolved_on") > v("replied_on") and not reopened:
        words = f"{said} đã nêu giải quyết xong; ghi ngày ấy, hoặc ghi “Kết quả nêu trong trả lời” là "
        raise CellFault(f"{words}“{Result.PLANNED.label}”.", "resolved_on")
    if v("resolved_on") < v("replied_on") and not v("earlier_steps"):
        raise CellFault(f"{said} mới nêu giải quyết xong; ghi ngày ấy, ngày làm xong ghi ở bằng chứng.", "resolved_on")
    return v("resolved_on") == v("replied_on")


def _verdict(values) -> Iterator[Step]:
    v = values.get
    if v("judged_on"):
        for key in ("judgement", "judge"):
            if not v(key):
                raise CellFault("còn trống; có ngày đánh giá thì phải ghi.", key)
        yield Step("judge", v("judged_on"), v("judge"), says=v("judgement"), text=v("verdict_text") or "")
    if v("reopened_on"):
        yield Step("reopen", v("reopened_on"))


def _earlier_steps(values: dict, place: Place) -> Iterator[tuple[Step, str]]:
    for number, line in enumerate((values.get("earlier_steps") or "").split("\n"), 1):
        if line.strip():
            try:
                yield _step(line, place), "earlier_steps"
            except (CellFault, DateError) as fault:
                words = getattr(fault, "message", "") or str(fault)
                raise CellFault(f"bước thứ {number}: {words} Ghi: {LINE}.", "earlier_steps") from None


def _step(line: str, place: Place) -> Step:
    parts = [part.strip() for part in line.split("|")]
    parts += [""] * (PARTS - len(parts))
    day, act, body, number, says, text, others, promised, told, roadmap, at, also = parts[:PARTS]
    name = NAMED.get(fold(act))
    if name is None:
        raise CellFault(f"không có việc “{act[:40]}”.")
    bodies = tuple(_body(words, place) for words in others.split(";") if words.strip())
    return Step(
        name,
        parse(day),
        _body(body, place) if body else None,
        number,
        _value(says, Judgement if name == "judge" else Result) if says else "",
        text,
        supporting=bodies if name == "forward" else (),
        copied_to=bodies if name == "reply" else (),
        promised_on=parse(promised) if promised else None,
        told_on=parse(told) if told else None,
        roadmap=roadmap,
        told_at=MEETINGS.find(at, place) if at else None,
        also_told_at=MEETINGS.several(also, place),
    )


def _body(words: str, place: Place):
    return NEAR.find(words.strip(), place)


def _value(words: str, choices) -> str:
    known = {fold(str(label)): value for value, label in choices.choices}
    if fold(words) not in known:
        raise CellFault(f"không có kết quả “{words[:40]}”.")
    return known[fold(words)]
