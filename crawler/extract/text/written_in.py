"""Tell the language that a text is written in."""

import re

_SAMPLE = 3000
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_KANA = re.compile(r"[\u3040-\u30ff]+")


def is_chinese(text: str) -> bool:
    """Tell whether a text is Chinese, by its beginning; Japanese has kana."""
    sample = text[:_SAMPLE]
    han = sum(map(len, _HAN.findall(sample)))
    return han * 5 >= len(sample) and sum(map(len, _KANA.findall(sample))) * 10 < han


def is_japanese(text: str) -> bool:
    """Tell whether a text is Japanese: every sentence has kana."""
    sample = text[:_SAMPLE]
    return sum(map(len, _KANA.findall(sample))) * 10 > len(sample)
