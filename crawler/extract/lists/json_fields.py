"""The names that the fields of list data go by, of one vendor or of many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMap:
    """Names of the fields of one answer, in lower case, the surest first."""

    title: tuple[str, ...] = (
        "title",
        "titles",
        "docttitle",
        "articletitle",
        "headline",
        "infotitle",
        "bt",
        "subject",
        "showtitle",
        "doctitle",
    )
    url: tuple[str, ...] = (
        "url",
        "link",
        "linkurl",
        "docpuburl",
        "puburl",
        "publishurl",
        "href",
        "infourl",
        "arturl",
        "visiturl",
        "htmlurl",
        "docurl",
        "post_url",
        "linkto",
    )
    published: tuple[str, ...] = (
        "display_publish_time",
        "first_publish_time",
        "publishdate",
        "publishedtimestr",
        "publishedtime",
        "pubdate",
        "pubtime",
        "pub_time",
        "publish_time",
        "publishtime",
        "display_date",
        "deploytime",
        "releasetime",
        "release_date",
        "showdate",
        "fbrq",
        "fbsj",
        "infodate",
        "webdate",
        "docreltime",
        "date",
        "time",
    )
    any_vendor: bool = False
    """The names are those of many vendors: of several in one row nobody knows which is shown."""
    created: tuple[str, ...] = (
        "created_at",
        "create_time",
        "createtime",
        "createdate",
        "cjsj",
        "inputtime",
    )


def field_text(row: Mapping[str, Any], names: Sequence[str]) -> str:
    """Give the first of the named fields that holds a text; empty where none does."""
    lower = {name.lower(): value for name, value in row.items()}
    for name in names:
        value = lower.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""
