"""The elements and the links of a page: each knows its text and its links by range."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Block:
    """An element; `first_text:end_text` and `first_link:end_link` are its ranges in the layout."""

    tag: str
    hints: str
    """Lower-case id and class."""
    written: str
    """The attributes as the canonical markup has them."""
    parent: "Block | None"
    first_text: int
    first_link: int
    first_block: int
    """Its own place among all blocks; those inside follow it."""
    hidden: bool = False
    hung: bool = False
    """Too deep: the block hangs on an ancestor that is not its parent."""
    end_text: int = 0
    end_link: int = 0
    end_block: int = 0
    children: Sequence["Block"] = ()
    """Read only; `take` adds one. Half of all blocks have none, and need no list."""
    numbered: int = 0

    def take(self, child: "Block") -> None:
        """Add a child behind the others."""
        if isinstance(self.children, list):
            self.children.append(child)
        else:
            self.children = [child]

    @property
    def links(self) -> int:
        """Count the links inside."""
        return self.end_link - self.first_link

    @property
    def place(self) -> int:
        """Give the position among the siblings of the same tag, from 1."""
        if not self.numbered:
            _number(self.parent.children if self.parent is not None else [self])
        return self.numbered


def _number(siblings: Sequence[Block]) -> None:
    counts: dict[str, int] = {}
    for block in siblings:
        counts[block.tag] = block.numbered = counts.get(block.tag, 0) + 1


@dataclass(slots=True, eq=False)
class Anchor:
    """A link: its block, its title attribute and its folded text."""

    block: Block
    href: str | None
    title: str
    text: str = ""
    picture: str = ""
    """The alternative text of a picture inside."""
