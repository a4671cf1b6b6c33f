"""Tell the language that a page is written in."""

import re

from crawler.extract.page.flow import Flow

_SAMPLE = 3000
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_KANA = re.compile(r"[\u3040-\u30ff]+")


def is_chinese(flow: Flow) -> bool:
    """Tell whether the page is written in Chinese, by its beginning; Japanese has kana."""
    sample = flow.text[:_SAMPLE]
    han = sum(map(len, _HAN.findall(sample)))
    return han * 5 >= len(sample) and sum(map(len, _KANA.findall(sample))) * 10 < han
