from config.lexicon import load_lexicon
from crawler.extract.letters.letter_forms import letter_forms
from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks

WORDS = load_lexicon().letter_words


def forms(markup: str) -> tuple[str, ...]:
    return letter_forms(lay_blocks(parse(f"<div>{markup}</div>")), WORDS)


def test_links_to_write_by_are_named_once() -> None:
    link = "<a href='/write'>我要写信</a>"

    assert forms(f"{link}{link}<a href='/12345'><img alt='12345热线'></a>") == (
        "我要写信",
        "12345热线",
    )


def test_headlines_and_other_links_are_no_forms() -> None:
    headline = "<a href='/1'>我县举行12345政务服务便民热线开放日活动暨座谈会</a>"

    assert forms(f"{headline}<a href='/2'>政务公开</a>") == ()
