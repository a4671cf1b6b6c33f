"""Where a redirect leads (RFC 9110 §15.4)."""

from urllib.parse import quote

import ada_url

from crawler.policy.framing import Headers

_STATUSES = {301, 302, 303, 307, 308}
_BLANKS = " \t\r\n\f"
"""Not what Python strips: of text read as latin-1 that takes the last byte of a 内 in UTF-8."""


def is_redirect(status: int | None) -> bool:
    """Tell the statuses that lead elsewhere when a Location stands beside them."""
    return status in _STATUSES


def location_of(headers: Headers) -> str | None:
    """Give the Location of an answer, None where there is none to follow.

    A blank one is none. Raise ValueError where two different ones contradict each other.
    """
    found = {value.strip(_BLANKS) for name, value in headers if name == "location"} - {""}
    if len(found) > 1:
        raise ValueError(f"two different Location headers: {', '.join(sorted(found))}"[:300])
    return next(iter(found), None)


def redirect_target(url: str, status: int | None, location: str | None) -> str | None:
    """Give the absolute target of a redirect, None where the answer is none.

    A Location that is no address is given as it stands, so that it can be shown and refused.
    """
    if not is_redirect(status) or location is None:
        return None
    text = _escaped(location.strip(_BLANKS))
    try:
        return ada_url.join_url(url, text)
    except ValueError:
        return text


def _escaped(text: str) -> str:
    """Escape raw bytes, which a header carries as latin-1, each by itself: UTF-8 and GBK alike.

    So does Chrome (`HttpResponseHeaders::IsRedirect`), and the server knows its own bytes again.
    """
    return "".join(one if one.isascii() else quote(one, encoding="latin-1") for one in text)
