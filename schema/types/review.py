"""What people made of a sheet (人工认定): of each item, and of the site, beside the machine's."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from schema.types.verdict import Verdict


class ItemStanding(StrEnum):
    """How one item stands with people."""

    PROBLEM = "存在问题"
    """People say so; of a veto two different ones."""
    CLEARED = "不存在问题"
    """People say that there is none, or that the item does not apply."""
    WAITING = "待复核"
    """The machine says or suspects so, one of two people said so, or a decision reopened."""
    NONE = "无人工认定"


class Recognition(StrEnum):
    """What a site came to with people."""

    QUALIFIED = "合格"
    UNQUALIFIED = "不合格"
    WAITING = "待复核"
    UNDETERMINED = "无法判定"
    """People decided what there was to decide, and both ends of the score still differ."""
    NONE = "未经人工认定"


class Opinion(StrEnum):
    """What people say of the machine's verdict on one item."""

    AGREED = "一致"
    AMENDED = "更正"
    REJECTED = "不认可"
    SETTLED = "机器未定"
    """The machine had left it open, so there was nothing to agree with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReview:
    """One item with people; `words` say the problem as it may be published, else empty."""

    item: str
    standing: ItemStanding
    machine: Verdict | None = None
    opinion: Opinion | None = None
    """None: no decision on it is in force."""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReview:
    """One site with people."""

    recognition: Recognition
    items: tuple[ItemReview, ...]
    decided: bool = False
    """Some decision on it is in force."""
    vetoed: bool = False
    """A veto that two people confirmed fails it."""
    best: Decimal | None = None
    """The score if only what people confirmed takes points; None where there is none."""
    reopened: int = 0
    """Decisions that somebody must take again: the page has changed."""

    def of(self, standing: ItemStanding) -> tuple[ItemReview, ...]:
        """Give the items of one standing."""
        return tuple(one for one in self.items if one.standing is standing)
