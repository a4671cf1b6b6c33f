"""What a request says beside its address: who asks, where the link stood, what a form holds."""

from functools import lru_cache
from urllib.parse import urlencode

from crawler.fleet.fetch.journey import Journey
from crawler.fleet.fetch.past_caches import is_conditional
from crawler.policy.canonical import Address, address_of
from crawler.policy.framing import Headers
from schema.types.capture import Request

_UTF = "utf"
_AS_SENT = {"gb18030": "gbk"}
"""Pages labelled gb2312 and gbk are read as gb18030, but what they send is GBK."""
_FORM = "application/x-www-form-urlencoded"
_BY_SCRIPT = f"{_FORM}; charset=UTF-8"
"""What the scripts of pages (jQuery) call a form that they send."""


@lru_cache(maxsize=8)
def manners(user_agent: str) -> Headers:
    """Give the headers of every request; thousands of fetchers share them."""
    return (
        ("User-Agent", user_agent),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"),
        ("Accept-Encoding", "gzip"),
    )


def request_body(request: Request) -> bytes | None:
    """Give the body of a POST; None for a request that has none.

    A form that a browser submits goes out in its page's encoding (WHATWG HTML §4.10.21.4), a
    character that it lacks by its number; scripts send UTF-8 whatever the page is in.
    """
    if request.method != "POST":
        return None
    if not request.form:
        return request.payload.encode("utf-8", "replace")
    charset = request.form_charset
    if not charset or charset.startswith(_UTF):
        return urlencode(request.form, errors="replace").encode("ascii")
    codec = _AS_SENT.get(charset, charset)
    try:
        return urlencode(request.form, encoding=codec, errors="xmlcharrefreplace").encode("ascii")
    except LookupError:
        return urlencode(request.form, errors="replace").encode("ascii")


def own_headers(journey: Journey, address: Address) -> Headers:
    """Give the headers that this request has and others have not; Host and cookies aside."""
    request = journey.request
    headers: list[tuple[str, str]] = []
    referer = _referer(request.referer, address) if request.referer else None
    if referer is not None:
        headers.append(("Referer", referer))
    if request.by_script:
        headers.append(("X-Requested-With", "XMLHttpRequest"))
    if journey.past_caches:
        headers += [("Cache-Control", "no-cache"), ("Pragma", "no-cache")]
    elif request.validators and is_conditional(journey):
        headers += request.validators
    if journey.body is not None:
        plain = _FORM if request.form_charset else _BY_SCRIPT
        headers.append(("Content-Type", request.payload_type or plain))
        headers.append(("Content-Length", str(len(journey.body))))
    return tuple(headers)


def _referer(found_on: str, address: Address) -> str | None:
    """Say where the link stood, as much of it as browsers say by default.

    To its own host the whole address, to others the host alone, from https to http nothing
    (W3C Referrer Policy, strict-origin-when-cross-origin). It is true, so it is no disguise.
    """
    page = address_of(found_on)
    if page is None or (page.scheme == "https" and address.scheme == "http"):
        return None
    if (page.scheme, page.host) == (address.scheme, address.host):
        return page.href
    return f"{page.scheme}://{page.host}/"
