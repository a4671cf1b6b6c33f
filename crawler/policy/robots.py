"""What a robots.txt allows us (RFC 9309), read by protego.

Our choices where the RFC leaves one, or where its letter would harm a site:

* Not to be had (5xx, no answer, 429): all crawling of the host is held (§2.3.1.4) and its columns
  stay undetermined. The visit to the homepage is the audited act itself and no crawl.
* Not there (401, 403, 404, more redirects than we follow): everything is allowed (§2.3.1.3).
* A page in its place holds no rule: everything is allowed, and it is noted.
"""

import codecs
import math
import re
from dataclasses import dataclass, field

from protego import Protego

from schema.types.capture import Page
from schema.types.outcome import Outcome

PRODUCT_TOKEN = "pucha"
_TEXT_LIMIT = 512 * 1024
"""Bytes that are read; the RFC asks for at least 500 KiB (§2.5)."""
_ERROR_STATUS = 400
_READABLE = {
    Outcome.OK, Outcome.OK_TRUNCATED, Outcome.BODY_TOO_LARGE, Outcome.DECODED_OVER_LIMIT,
    Outcome.DECODE_ERROR,
}  # fmt: skip
"""A body came, whole or in part; what came of it counts."""
_NOT_THERE = {
    Outcome.HTTP_4XX, Outcome.AUTH_REQUIRED, Outcome.REDIRECT_LIMIT, Outcome.REDIRECT_BLOCKED,
    Outcome.BLOCKED_BY_POLICY, Outcome.NOT_MODIFIED,
}  # fmt: skip
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
         (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host; `rules` None: everything is allowed, or nothing where it is held."""

    rules: Protego | None
    crawl_delay: float | None = None
    held: str | None = None
    """Why nothing of the host may be crawled now."""
    note: str | None = None
    """What is odd about the file."""
    _known: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    """Answers already given: a file of 20,000 rules takes 12 ms for each."""

    def refusal(self, url: str) -> str | None:
        """Say why we may not fetch the address; None: we may."""
        if self.held is not None:
            return self.held
        if self.rules is None:
            return None
        if url not in self._known:
            self._known[url] = bool(self.rules.can_fetch(url, PRODUCT_TOKEN))
        return None if self._known[url] else "robots.txt of the site disallows this address"

    def allows(self, url: str) -> bool:
        """Tell whether we may fetch the address."""
        return self.refusal(url) is None


ALLOW_ALL = Robots(None)


def read_robots(page: Page) -> Robots:
    """Read the answer to /robots.txt, redirects followed; its rules are the first host's."""
    if page.outcome in _NOT_THERE or _is_missing(page):
        return ALLOW_ALL
    if page.outcome not in _READABLE:
        return Robots(
            None,
            held=f"robots.txt could not be had ({page.outcome}: {page.reason}): "
            "the crawl is held (RFC 9309 §2.3.1.4)",
        )
    text = _text(page.body)
    if text.lstrip()[:1] == "<":
        return Robots(None, note="a page stands in the place of robots.txt")
    rules = Protego.parse(text)
    return Robots(rules, _usable(rules.crawl_delay(PRODUCT_TOKEN)))


def _is_missing(page: Page) -> bool:
    return page.outcome in _READABLE and (page.status or 0) >= _ERROR_STATUS


def _text(body: bytes) -> str:
    """Decode as the byte order mark says, else as UTF-8 with what does not fit replaced."""
    cut = body[:_TEXT_LIMIT]
    if len(body) > len(cut):
        cut = cut[: cut.rfind(b"\n") + 1] or cut  # half a rule would forbid too much
    mark, charset = next((one for one in _BOMS if cut.startswith(one[0])), (b"", "utf-8"))
    text = cut[len(mark) :].decode(charset, errors="replace").replace("\x00", "")
    return _LINE_ENDS.sub("\n", text)


def _usable(delay: float | None) -> float | None:
    """Give a Crawl-delay that is a length of time."""
    if delay is None or not math.isfinite(delay) or delay < 0:
        return None
    return float(delay)
