"""Our own letter pages with their true states: every engine, situation and wording."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schema.types.reading import LetterNote, LetterState
from testkit.letter_dressing import DRESSINGS
from testkit.letter_engines import CHARSETS, ENGINES, LIST_DATA, Letter
from testkit.letter_wording import ROW_TRUTHS, SITUATIONS, Situation, Wording

_TOPICS = (
    ("咨询新生儿医保办理", "请问新生儿参加居民医保需要哪些材料，在哪里办理？"),
    ("关于城东路面破损的反映", "城东大道与建设路口路面破损严重，请有关部门尽快处理，盼回复。"),
    ("老旧小区加装电梯", "我们单元十二户都同意加装电梯，请问补贴如何申请？谢谢！"),
    ("公交线路何时恢复", "6路公交停运两个月了，请问什么时候恢复？希望得到答复。"),
    ("建议增设充电桩", "建议在市民广场停车场增设充电桩。\n另外夜间照明不足，也请一并考虑。"),
)
_FIRST_DAY = date(2026, 1, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCase:
    """One page and what is true of its letter."""

    id: str
    engine: str
    situation: str
    body: bytes
    url: str
    asked: date
    truth: LetterState
    note: LetterNote | None


def letter_cases() -> Iterator[LetterCase]:
    """Give every page, plain and in other markup; the same ones in the same order at each call."""
    number = 0
    for engine, write in ENGINES.items():
        for situation in SITUATIONS:
            for place, wording in enumerate(situation.wordings, 1):
                number += 1
                title, question = _TOPICS[number % len(_TOPICS)]
                letter = Letter(
                    number=number,
                    title=title,
                    asked=_FIRST_DAY + timedelta(days=number % 200),
                    question=question,
                    unit=("县住建局", "某县交通运输局", "市医保局")[number % 3],
                    replied=_FIRST_DAY + timedelta(days=number % 200 + 9),
                    wording=wording,
                )
                truth, note = _truth(engine, situation, wording)
                case = LetterCase(
                    id=f"{engine}: {situation.name} {place}",
                    engine=engine,
                    situation=situation.name,
                    body=write(letter).encode(CHARSETS.get(engine, "utf-8")),
                    url=f"http://www.county.gov.cn/hd/{engine}/{number}.html",
                    asked=letter.asked,
                    truth=truth,
                    note=note,
                )
                yield case
                if engine not in LIST_DATA:
                    yield _dressed(case, number)


def _dressed(case: LetterCase, number: int) -> LetterCase:
    """Give the same letter in other markup."""
    dress = DRESSINGS[number % len(DRESSINGS)]
    charset = CHARSETS.get(case.engine, "utf-8")
    body = dress(case.body.decode(charset)).encode(charset)
    return replace(case, id=f"{case.id} {dress.__name__.strip('_')}", body=body)


def _truth(
    engine: str, situation: Situation, wording: Wording
) -> tuple[LetterState, LetterNote | None]:
    """Give the truth of the page; a row of list data without a reply tells by its word alone."""
    if engine not in LIST_DATA or wording.reply:
        return situation.truth, situation.note
    return ROW_TRUTHS[wording.state]
