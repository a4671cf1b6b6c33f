"""The data of casework: headings of self-check sheets, words of notices, shares of samples."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheckWords:
    """How a self-check sheet (自查表) names its columns and its answers."""

    headings: dict[str, tuple[str, ...]]
    """Field → its headings: group, name, point, done, measures."""
    words: dict[str, tuple[str, ...]]
    """Answer → its spellings: yes, no, none (不适用)."""
    names: dict[str, tuple[str, ...]]
    """二级指标, the part of an item's name before the colon → its other spellings."""
    whole: dict[str, tuple[str, ...]]
    """二级指标 → 考察点 that speak of all of its items."""
    points: dict[str, dict[str, tuple[str, ...]]]
    """二级指标 → 考察点, the part of an item's name behind the colon → its other spellings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeText:
    """The words of one kind of notice, with $names to fill in."""

    title: str
    head: str
    row: str
    foot: str
