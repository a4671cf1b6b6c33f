"""A light copy of the page's tree: its blocks, its texts and its links, each in document order."""

from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.blocks import Anchor, Block
from crawler.extract.page.dom import css_name, css_path, fold_space, is_plain_id
from crawler.extract.page.flow import Flow
from crawler.extract.page.markup import attributes_of, has_attribute


@dataclass(frozen=True, slots=True)
class Script:
    """A script element: its attributes as written, and its text."""

    written: str
    text: str

    @property
    def inline(self) -> bool:
        """Tell whether the script stands in the page itself."""
        return not has_attribute(self.written, "src")


@dataclass(eq=False)
class Layout:
    """Every block in document order, the pieces of text, and the links; blocks are lines apart."""

    tree: LexborHTMLParser
    source: str = ""
    """The page's markup as the parser writes it."""
    blocks: list[Block] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    owners: list[Block] = field(default_factory=list)
    """The block that each piece of text stands in."""
    anchors: list[Anchor] = field(default_factory=list)
    flow: Flow = field(default_factory=Flow.of_nothing)
    title: str | None = None
    """The text of the first title element, as it stands."""
    scripts: list[Script] = field(default_factory=list)
    metas: list[str] = field(default_factory=list)
    """The attributes of the meta elements, as written."""
    tags: set[str] = field(default_factory=set)
    """The names of all elements of the page."""
    linked: int = 0
    """Elements `a` that have an address, wherever they stand."""
    pictured: int = 0
    """Elements that show a picture, a film or a plug-in."""

    def text(self, first: int, end: int) -> str:
        """Give the visible text of a range, white space folded."""
        if end - first == 1:
            return self.texts[first].strip()
        return fold_space("".join(self.texts[first:end]))

    def text_of(self, block: Block) -> str:
        """Give the visible text of a block."""
        return self.text(block.first_text, block.end_text)

    def inside(self, block: Block) -> list[Block]:
        """Give the blocks inside a block, in document order."""
        return self.blocks[block.first_block + 1 : block.end_block]

    def is_blank(self, first: int, end: int) -> bool:
        """Tell whether a range holds nothing but white space."""
        return not any(text.strip() for text in self.texts[first:end])

    @cached_property
    def scripts_folded(self) -> str:
        """The text of all scripts in lower case."""
        return "\n".join(script.text for script in self.scripts).lower()

    @cached_property
    def folded(self) -> str:
        """The whole text, white space folded."""
        return fold_space(self.whole)

    @cached_property
    def whole(self) -> str:
        """The joined pieces of text, as they stand."""
        return "".join(self.texts)

    @cached_property
    def packed(self) -> str:
        """The text without any white space."""
        return "".join(self.whole.split())

    @cached_property
    def _ids(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for node in self.tree.css("[id]"):
            name = node.attributes.get("id") or ""
            counts[name] = counts.get(name, 0) + 1
        return counts

    @cached_property
    def _paths(self) -> dict[int, str]:
        return {}

    def path_of(self, block: Block) -> str:
        """Give a CSS path that finds this block and no other: from the nearest unique id down."""
        steps: list[str] = []
        here: Block | None = block
        while here is not None:
            known = self._paths.get(id(here)) or self._start_at(here)
            if known:
                steps.append(known)
                break
            if not here.hung:
                steps.append(f"{css_name(here.tag)}:nth-of-type({here.place})")
            here = here.parent
        path = self._paths[id(block)] = ">".join(reversed(steps))
        return path

    def _start_at(self, block: Block) -> str:
        """Give the path of a block that a path may start from: one with its own id, or the body."""
        if "id=" in block.written:
            name = attributes_of(block.written).get("id", "")
            if is_plain_id(name) and self._ids.get(name) == 1:
                return f"#{name}"
        if block.parent is None and self.tree.body is not None:
            return css_path(self.tree.body)
        return ""
