"""Whether the fleet would ask for an address, by the robots.txt of its host."""

from dataclasses import dataclass

import ada_url

from crawler.policy.robots import read_robots
from schema.types.capture import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Whether we may ask, and one sentence that says why."""

    asked: bool
    why: str


def robots_url(url: str) -> str:
    """Give where the host of an address keeps its robots.txt."""
    return str(ada_url.join_url(url, "/robots.txt"))


def permission(robots: Page, url: str, *, obeyed: bool) -> Permission:
    """Say whether an address would be asked for; a site's homepage always is."""
    rules = read_robots(robots)
    refusal = rules.refusal(url)
    if refusal is None:
        note = f"（{rules.note}）" if rules.note else ""
        return Permission(asked=True, why=f"robots.txt 未禁止{note}")
    if ada_url.URL(url).pathname == "/":
        return Permission(asked=True, why=f"首页始终访问，尽管：{refusal}")
    if not obeyed:
        return Permission(asked=True, why=f"设置为只记录不遵守（politeness.robots）：{refusal}")
    return Permission(asked=False, why=refusal)
