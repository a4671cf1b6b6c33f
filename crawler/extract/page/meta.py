"""Read the meta tags of a page: the standard ones of 《政府网站发展指引》, and the site's code."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.markup import attributes_of

STANDARD_NAMES = frozenset(
    {
        "sitename",
        "sitedomain",
        "siteidcode",
        "columnname",
        "columndescription",
        "columnkeywords",
        "columntype",
        "articletitle",
        "pubdate",
        "contentsource",
        "keywords",
        "author",
        "description",
        "image",
        "url",
    },
)
"""The tags of the guideline's annex (网页设计规范), in lower case."""

_SITE_CODE = re.compile(r"(?:\d{10}|bm\d{8})\Z", re.IGNORECASE)
_CODE_IN_SCRIPT = re.compile(r"sitecode\s*=\s*[\"']?((?:\d{10}|bm\d{8}))(?!\d)", re.IGNORECASE)


def read_metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Give every meta tag's first content that is not empty, by its lower-case name."""
    metas: dict[str, str] = {}
    for written in lay_blocks(tree).metas:
        attributes = attributes_of(written)
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = (attributes.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _speaks_of_code(tree: LexborHTMLParser) -> bool:
    """Tell whether an element can carry the code: selectors are dear, and few pages have one."""
    layout = lay_blocks(tree)
    if "sitecode=" in layout.source:
        return True
    addresses = [anchor.block.written for anchor in layout.anchors]
    addresses.extend(script.written for script in layout.scripts)
    return "sitecode" in "\n".join(addresses).lower()


def standard_metas(metas: Mapping[str, str]) -> dict[str, str]:
    """Keep the tags of the guideline."""
    return {name: value for name, value in metas.items() if name in STANDARD_NAMES}


def site_code(tree: LexborHTMLParser, metas: Mapping[str, str]) -> str | None:
    """Read the 网站标识码: meta SiteIDCode, else the plug-in 我为政府网站找错; None without."""
    stated = metas.get("siteidcode", "").strip()
    if _SITE_CODE.match(stated):
        return stated.lower()
    if not _speaks_of_code(tree):
        return stated.lower() or None
    for tag in tree.css("[sitecode]"):
        code = (tag.attributes.get("sitecode") or "").strip()
        if _SITE_CODE.match(code):
            return code.lower()
    for tag in tree.css("script[src*='sitecode' i], a[href*='sitecode' i]"):
        address = tag.attributes.get("src") or tag.attributes.get("href") or ""
        found = _CODE_IN_SCRIPT.search(address)
        if found is not None:
            return found.group(1).lower()
    return stated.lower() or None
