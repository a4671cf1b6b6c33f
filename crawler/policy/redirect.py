"""Where a redirect leads (RFC 9110 §15.4)."""

import ada_url

from crawler.policy.framing import Headers

_STATUSES = {301, 302, 303, 307, 308}


def is_redirect(status: int | None) -> bool:
    """Tell the statuses that lead elsewhere when a Location stands beside them."""
    return status in _STATUSES


def location_of(headers: Headers) -> str | None:
    """Give the Location of an answer, None where there is none to follow.

    A blank one is none. Raise ValueError where two different ones contradict each other.
    """
    found = {value.strip() for name, value in headers if name == "location"} - {""}
    if len(found) > 1:
        raise ValueError(f"two different Location headers: {', '.join(sorted(found))}"[:300])
    return next(iter(found), None)


def redirect_target(url: str, status: int | None, location: str | None) -> str | None:
    """Give the absolute target of a redirect, None where the answer is none.

    A Location that is no address is given as it stands, so that it can be shown and refused.
    """
    if not is_redirect(status) or location is None:
        return None
    text = _as_utf8(location.strip())
    try:
        return ada_url.join_url(url, text)
    except ValueError:
        return text


def _as_utf8(text: str) -> str:
    """Undo the latin-1 reading of a header that carries raw UTF-8, as browsers do."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return text
