import pytest

from crawler.extract.text.written_in import is_chinese


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("关于做好防汛工作的通知", True),
        ("体罰を禁止する法律ができることになりました", False),
        ("News", False),
    ],
)
def test_language_is_told_by_its_characters(text: str, *, chinese: bool) -> None:
    assert is_chinese(text) is chinese
