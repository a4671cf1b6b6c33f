"""Tell a link that can lead nowhere, as it is written, from one that merely was not asked for."""

import re

from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.markup import attributes_of
from schema.types.content_words import ContentWords

_FILE = re.compile(r"file:|[a-z]:[\\/]|\\\\\w", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)", re.IGNORECASE)
_PRIVATE = re.compile(
    r"(?:localhost|127(?:\.\d{1,3}){3}|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|0\.0\.0\.0|\[::1\])\Z",
    re.IGNORECASE,
)
_TWICE = re.compile(r"https?:/{0,2}https?[:/]", re.IGNORECASE)
_WIDE = re.compile(r"https?：|https?:／", re.IGNORECASE)
_NO_SCHEME = re.compile(r"www\.[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org)(?=[/?#:]|\Z)", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_TEXT = re.compile(r"[^/.?=#&:\\%]*[\u4e00-\u9fff][^/.?=#&:\\%]*\Z")
_NOWHERE = re.compile(
    r"(?:#+|javascript:\s*(?:;*|void\s*\(\s*0?\s*\)\s*;*|//)\s*|about:blank)?\Z", re.IGNORECASE
)
_PLAIN = frozenset({"href", "title", "target", "style", "rel", "alt"})
_HEADLINE = 8
"""Characters from which a link's text is a headline and no button."""
_LEVELS = 3


def wrong_address(href: str, words: ContentWords) -> str:
    """Say in Chinese what makes an address impossible for a visitor; empty: nothing."""
    link = href.strip()
    if _FILE.match(link):
        return "链接指向编辑者自己电脑上的文件"
    if _WIDE.match(link):
        return "网址里有全角符号"
    if _TWICE.match(link):
        return "网址里有两个 http"
    if _NO_SCHEME.match(link):
        return "网址缺少 http://，会被当作本站路径"
    host = _HOST.match(link)
    if host is not None:
        return _wrong_host(host.group(1), words)
    return "链接地址是一段文字" if _HAN_TEXT.match(link) else ""


def _wrong_host(host: str, words: ContentWords) -> str:
    if _PRIVATE.match(host):
        return "链接指向本机或内网地址，公众无法访问"
    if not host:
        return "网址没有主机名"
    last = host.rstrip(".").rpartition(".")[2]
    if _HAN.search(host) and last not in words.chinese_domains and _HAN.search(last):
        return "网址的主机名是一段文字"
    return ""


def leads_nowhere(anchor: Anchor) -> bool:
    """Tell a headline without an address, where nothing in its markup lets a script act on it."""
    block = anchor.block
    text = anchor.text
    if block.tag != "a" or len(text) < _HEADLINE or not _HAN.search(text):
        return False
    attributes = attributes_of(block.written)
    href = attributes.get("href")
    if href is None or not _NOWHERE.match(href.strip()) or not attributes.keys() <= _PLAIN:
        return False
    return not _is_acted_on(block.parent)


def _is_acted_on(block: Block | None) -> bool:
    here = block
    for _ in range(_LEVELS):
        if here is None:
            return False
        if any(name.startswith(("on", "data-")) for name in attributes_of(here.written)):
            return True
        here = here.parent
    return False
