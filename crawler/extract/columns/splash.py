"""Find the way in from a splash page (欢迎页): 进入首页, or the one picture that it shows."""

from crawler.extract.page.image_map import map_links
from crawler.extract.page.layout import Layout
from crawler.extract.text.urls import resolve
from schema.types.column_names import ColumnNames

_FEW_WAYS = 6
_LITTLE_TEXT = 300
_EDGES = "·>》›»+-→【】[]|()（）! ！"


def way_in(layout: Layout, *, base: str | None, names: ColumnNames) -> str | None:
    """Give the address behind a splash page; None for any page with more than a few ways."""
    if len(layout.folded) > _LITTLE_TEXT:
        return None
    ways: dict[str, list[str]] = {}
    for anchor in (*layout.anchors, *map_links(layout)):
        url = resolve(base, anchor.href)
        if url is not None and url != base and _is_own(url, base):
            words = (anchor.text, anchor.title, anchor.picture)
            ways.setdefault(url, []).extend(map(_flat, words))
    if not ways or len(ways) > _FEW_WAYS:
        return None
    entered = [url for url, words in ways.items() if any(word in names.enter for word in words)]
    if entered:
        return entered[0]
    pictured = layout.pictured > 0 and not layout.folded.strip()
    return next(iter(ways)) if pictured and len(ways) == 1 else None


def _flat(text: str) -> str:
    return "".join(text.split()).strip(_EDGES).lower()


def _is_own(url: str, base: str | None) -> bool:
    if base is None:
        return "://" not in url
    return url.split("/")[2:3] == base.split("/")[2:3]
