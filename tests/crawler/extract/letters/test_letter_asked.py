from config.lexicon import load_lexicon
from crawler.extract.letters.letter_asked import with_days_of_asking
from crawler.extract.letters.letter_fields import letter_fields
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

WORDS = load_lexicon().letter_words


def days_of_asking(markup: str) -> list[str]:
    fields = letter_fields(lay_blocks(parse(f"<div>{markup}</div>")), WORDS)
    return [one.value for one in with_days_of_asking(fields, WORDS) if one.kind == "asked"]


def test_day_of_posting_is_that_of_asking_beside_its_writer_alone() -> None:
    assert days_of_asking("<p>留言人：王某 发表时间：2026-3-7</p>") == ["2026-3-7"]
    assert days_of_asking("<p>发表时间：2026-3-7</p><p>来源：县政府网</p>") == []


def test_surer_label_stands() -> None:
    told = "<p>留言时间：2026-3-1</p><p>留言人：王某 发表时间：2026-3-7</p>"

    assert days_of_asking(told) == ["2026-3-1"]
