"""Where a redirect leads (RFC 9110 §15.4)."""

import ada_url

_STATUSES = {301, 302, 303, 307, 308}


def redirect_target(url: str, status: int | None, location: str | None) -> str | None:
    """Give the absolute target of a redirect, None where the answer is none.

    A Location that is no address is given as it stands, so that it can be shown and refused.
    """
    if status not in _STATUSES or location is None:
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
