from datetime import date

import pytest

from config.lexicon import load_lexicon
from crawler.extract.letters.letter_fields import LetterField
from crawler.extract.letters.reply_day import day_of, day_of_reply

WORDS = load_lexicon().letter_words
ANSWER = "您好！占道现象已取缔。"
ASKED = LetterField(kind="asked", label="发信日期", value="2026-03-07 09:10", below="")


def replied(*parts: str, label: str = "") -> date | None:
    fields = [ASKED]
    if label:
        fields.append(LetterField(kind="replied", label="回复时间", value=label, below=""))
    return day_of_reply(fields, parts, WORDS)


SIGNED = {
    "unit and day": f"{ANSWER}\n县城管局 2026-03-09",
    "day alone": f"{ANSWER}\n县城管局\n2026年3月9日",
    "in brackets": f"{ANSWER}\n（某县城管局　2026年3月9日）",
}


@pytest.mark.parametrize("part", SIGNED.values(), ids=SIGNED)
def test_the_signature_of_a_reply_tells_its_day(part: str) -> None:
    assert replied(part) == date(2026, 3, 9)


OTHERS = {
    "a day in the text": "您好！护栏定于 2026年4月9日 加固。",
    "a span of days": f"{ANSWER}\n2026-03-09 至 2026-03-20",
    "a sentence that ends in a day": "您反映的问题我局已于2026年3月9日",
    "before the letter": f"{ANSWER}\n县城管局 2026-03-01",
}


@pytest.mark.parametrize("part", OTHERS.values(), ids=OTHERS)
def test_other_days_of_a_reply_are_no_signature(part: str) -> None:
    assert replied(part) is None


def test_the_label_comes_before_the_signature() -> None:
    assert replied(SIGNED["unit and day"], label="2026-03-10") == date(2026, 3, 10)


def test_a_value_begins_with_its_day() -> None:
    assert day_of(" 2026-03-09 10:00\n县城管局") == date(2026, 3, 9)
    assert day_of("县城管局") is None
