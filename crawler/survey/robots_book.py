"""The robots.txt of every host that a survey meets: asked for first, and obeyed or recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import ada_url

from crawler.policy.canonical import host_of, normalised, same_site
from crawler.policy.robots import Robots, read_robots
from schema.types.capture import Page, Request
from schema.types.outcome import Outcome

_MOST_TEXT = 65_536
"""Characters of the site's own file that are kept."""


@dataclass(slots=True, kw_only=True)
class RobotsBook:
    """The rules by host; `home_url` names the site that is surveyed."""

    home_url: str
    obey: bool
    text: str | None = None
    """What the site's own file says."""
    _rules: dict[str, Robots] = field(default_factory=dict)

    @property
    def crawl_delay(self) -> float | None:
        """Give the Crawl-delay that the home host asks for, seconds."""
        robots = self._rules.get(host_of(self.home_url) or "")
        return None if robots is None else robots.crawl_delay

    def knows(self, url: str) -> bool:
        """Tell whether the rules of an address's host are known."""
        return (host_of(url) or "") in self._rules

    def first(self, wanted: Sequence[Request]) -> Iterator[Request]:
        """Ask for a host's robots.txt before anything of it but the homepage."""
        asked = set()
        for request in wanted:
            host = host_of(request.url) or ""
            if request.obey_robots and host not in self._rules:
                if host not in asked:
                    asked.add(host)
                    url = ada_url.join_url(request.url, "/robots.txt")
                    yield Request(url=url, purpose="robots", obey_robots=False)
                continue
            yield request

    def take(self, request: Request, page: Page) -> None:
        """Note the rules that a host's file holds."""
        host = host_of(request.url) or ""
        self._rules[host] = read_robots(page)
        if host == host_of(self.home_url) and self._rules[host].rules is not None:
            self.text = page.body.decode("utf-8", errors="replace")[:_MOST_TEXT]

    def refused(self, request: Request) -> tuple[Outcome, str] | None:
        """Tell why a request is not sent: no web address, or forbidden by its host."""
        if normalised(request.url) is None:
            return Outcome.BLOCKED_BY_POLICY, "no http or https address"
        robots = self._rules.get(host_of(request.url) or "")
        if robots is None or not self.obey:
            return None
        refusal = robots.refusal(request.url)
        if refusal is None or (robots.held is not None and self._is_one_look(request)):
            return None
        return Outcome.ROBOTS_DISALLOWED, refusal

    def _is_one_look(self, request: Request) -> bool:
        """Tell a look at a link to another host from a crawl of it: a visitor's click.

        Where robots.txt cannot be had it forbids nothing; what the link itself answers is the fact.
        """
        return request.purpose == "link" and not same_site(request.url, self.home_url)
