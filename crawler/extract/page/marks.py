"""What an element's attributes say of it: its names, the zone that they speak for, its absence."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from crawler.extract.page.flow import Zone
from crawler.extract.page.markup import attributes_of

_NAMED_ZONES = re.compile(
    r"(?P<foot>(?:\A|[\s_-])(?:foot(?!ball|age|note|path|print|step|wear)|copyright|siteinfo))"
    r"|(?P<side>(?:\A|[\s_-])(?:side|aside|relat|recommend|hotnews|xgxw|xgwz|xgyd|xglj|comment"
    r"|respond|breadcrumb|menu|nav(?:bar|i)?(?=\Z|[\s_-])|navbar|prevnext|friendlink))",
)
_APART = frozenset({"a", "img"})
"""Elements whose attributes are each their own: none would be found again in a cache."""
_MARKING = frozenset({"id", "class", "style", "hidden"})
_HIDING = frozenset(
    {"hide", "hidden", "is-hidden", "layui-hide", "fn-hide", "am-hide", "uk-hidden", "ng-hide"},
)
"""Classes by which the usual style sheets take an element off the page."""
_LONG = 300
"""Attributes longer than this are read each time: no page may fill the cache."""


class Marks(NamedTuple):
    """The marks of one element."""

    hints: str = ""
    """Lower-case id and class."""
    zone: int = Zone.PLAIN
    """The zone that the hints name, for elements that may name one."""
    hidden: bool = False
    """The element itself says that it is not shown."""


NO_MARKS = Marks()


def marks_of(name: str, written: str) -> Marks:
    """Read the marks in an element's attributes as the canonical markup has them."""
    if name in _APART:
        return _read(written) if _is_marked(written) else NO_MARKS
    return _read_once(written) if len(written) < _LONG else _read(written)


def _is_marked(written: str) -> bool:
    return "class=" in written or "id=" in written or "style=" in written or "hidden=" in written


def _read(written: str) -> Marks:
    return marks_in(attributes_of(written))


def marks_in(found: dict[str, str]) -> Marks:
    """Read the marks in attributes that were parted already."""
    if found.keys().isdisjoint(_MARKING):
        return NO_MARKS
    hints = f"{found.get('id', '')} {found.get('class', '')}".strip().lower()
    named = _NAMED_ZONES.search(hints) if hints else None
    zone = Zone.PLAIN
    if named is not None:
        zone = Zone.FOOT if named["foot"] else Zone.SIDE
    return Marks(hints, zone, is_unseen(found))


def is_unseen(found: Mapping[str, str | None]) -> bool:
    """Tell whether an element says of itself that it is not shown."""
    if "hidden" in found or not _HIDING.isdisjoint((found.get("class") or "").split()):
        return True
    return "display:none" in "".join((found.get("style") or "").split()).lower()


_read_once = lru_cache(maxsize=4096)(_read)
