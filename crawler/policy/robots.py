"""What a robots.txt allows us (RFC 9309), read by protego."""

from dataclasses import dataclass

from protego import Protego

from schema.types.capture import Page
from schema.types.outcome import Outcome

PRODUCT_TOKEN = "pucha"
_TEXT_LIMIT = 512 * 1024
_UNAVAILABLE = 400


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host; `rules` None: everything is allowed."""

    rules: Protego | None
    crawl_delay: float | None = None

    def allows(self, url: str) -> bool:
        """Tell whether we may fetch the address."""
        return self.rules is None or bool(self.rules.can_fetch(url, PRODUCT_TOKEN))


ALLOW_ALL = Robots(None)


def read_robots(page: Page) -> Robots:
    """Read the answer to /robots.txt: none or an error of any kind allows everything.

    RFC 9309 §2.3.1.4 would treat a 5xx as "disallow all"; here that would make a broken
    robots.txt look like a site without news, so it is recorded and nothing is forbidden by it.
    """
    if page.outcome not in {Outcome.OK, Outcome.OK_TRUNCATED} or (page.status or 0) >= _UNAVAILABLE:
        return ALLOW_ALL
    if _is_html(page):
        return ALLOW_ALL
    text = page.body[:_TEXT_LIMIT].decode("utf-8-sig", errors="replace")
    rules = Protego.parse(text)
    delay = rules.crawl_delay(PRODUCT_TOKEN)
    return Robots(rules, None if delay is None else float(delay))


def _is_html(page: Page) -> bool:
    """Tell whether the site answers every unknown address with a page."""
    return page.body.lstrip()[:1] == b"<"
