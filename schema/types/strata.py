"""The layers of sites that samples and statistics go by (网站层级)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """One layer: the words of 行政级别 that belong to it; `portal` None: portals and others."""

    name: str
    levels: frozenset[str]
    portal: bool | None = None
