"""Resolve links as a browser does (WHATWG URL)."""

import ada_url

_NO_PAGE = ("javascript:", "mailto:", "tel:", "data:", "about:", "vbscript:", "sms:")


def resolve(base: str | None, href: str | None) -> str | None:
    """Give a link's absolute address; None where it leads to no page of its own.

    Without a base a relative link stays as the file has it. A fragment alone is no page, unless it
    is the route of a single-page application (`#/…`, `#!…`).
    """
    if href is None:
        return None
    link = href.strip()
    if not link or link.lower().startswith(_NO_PAGE):
        return None
    if link.startswith("#") and not link.startswith(("#/", "#!")):
        return None
    return _join(base, link)


def _join(base: str | None, link: str) -> str | None:
    try:
        if base is None:
            return ada_url.normalize_url(link) if "://" in link else link
        return str(ada_url.join_url(base, link))
    except ValueError:
        return None
