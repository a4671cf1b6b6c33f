"""Tell what stands in a page's own content from what stands in its frame: bars, menus, feet."""

from crawler.extract.page.blocks import Block
from crawler.extract.page.flow import Zone
from crawler.extract.page.marks import NO_MARKS, marks_of

_FRAME_TAGS = frozenset({"nav", "footer", "aside", "header"})
_BESIDE = Zone.FOOT | Zone.SIDE


def in_frame(block: Block, hints: tuple[str, ...] = ()) -> bool:
    """Tell whether an element stands in a foot, a menu, or a box that one of the hints names."""
    here: Block | None = block
    while here is not None:
        if here.tag in _FRAME_TAGS:
            return True
        if here.hints:
            marks = marks_of(here.tag, here.written) if here.written else NO_MARKS
            if marks.zone & _BESIDE or any(hint in here.hints for hint in hints):
                return here.tag != "body"
        here = here.parent
    return False
