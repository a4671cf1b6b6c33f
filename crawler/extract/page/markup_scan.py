"""Part markup as it was sent into tags, as a browser's tokenizer does (HTML, 13.2.5)."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt"}
    | {"u"},
)
"""Elements that are opened again in the next block when theirs ends first (13.2.4.3)."""

UNMOVED = frozenset({"br", "img", "span", "input", "wbr"})
"""Elements whose beginning ends no other."""
PARTING = frozenset(
    {"table", "caption", "colgroup", "tbody", "thead", "tfoot", "tr", "td", "th", "object"}
    | {"applet", "marquee", "template", "svg", "math", "select", "frameset", "body", "html"},
)
"""Elements that an end tag of formatting may not reach across."""
_RAW = frozenset(
    {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"},
)
_DRAWN = frozenset({"svg", "math", "frameset"})
"""Elements that may change what the tags behind them mean."""
_TURNING = _RAW | _DRAWN
_POINTS = frozenset(
    {"foreignobject", "desc", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"},
)
"""Elements of drawings and formulas that may hold HTML again."""
_LEAVING = frozenset(
    {"b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em"}
    | {"embed", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing"}
    | {"menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strong", "strike"}
    | {"sub", "sup", "table", "tt", "u", "ul", "var"},
)
"""Elements that end the drawing or formula that they stand in."""

_SPACE = r"\t\n\f\r "
_ONE = (
    rf"(?:=[^{_SPACE}/>=]*+|[^{_SPACE}/>=]++)"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+"
    rf"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{_SPACE}>"'][^{_SPACE}>]*+)?+)?+"""
)
WRITTEN = rf"((?:[{_SPACE}/]++|{_ONE})*+)"
"""A pattern for all that stands behind a tag's name."""
_ATTRIBUTE = re.compile(_ONE)
_MARK = re.compile(rf"<(?:(/?)([A-Za-z][^{_SPACE}/>]*+){WRITTEN}(>?)|(!--)|([!?/]))")
_COMMENT_END = re.compile(r"--!?>")
_NO_COMMENT = re.compile(r"-?>")
_SCRIPT_MARK = re.compile(r"<!(?=--)|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE)


Tag = tuple[int, str, str, str]
"""A tag as it was sent: where it begins, `/` if it ends an element, its name, what is behind it."""


def attributes_in(written: str, most: int | None = None) -> int:
    """Count a tag's attributes, those that are named twice too, and no more than are asked for."""
    return sum(1 for _ in islice(_ATTRIBUTE.finditer(written), most))


def tag_at(text: str, place: int) -> Tag | None:
    """Read what stands at a place as a tag."""
    mark = _MARK.match(text, place)
    if mark is None or not mark[2]:
        return None
    return place, mark[1], mark[2].lower(), mark[3]


class Scan:
    """Reads a text's tags in order, up to where it may be read in two ways.

    Whether an element's content is text depends on whether it stands in a drawing or a formula.
    That is known here as long as these are plain; where it is not and matters, the scan ends.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.unclear: int | None = None
        """Where the scan ended because of a second reading."""
        self._drawn = 0
        self._mixed = False

    def tags(self) -> Iterator[Tag]:
        """Give the tags; one that is not closed is given, but nothing stands behind it."""
        text, place = self.text, 0
        while mark := _MARK.search(text, place):
            ends, name, written, closed, comment, _ = mark.groups()
            behind: int | None = mark.end()
            if name:
                name = name.lower()
                yield mark.start(), ends, name, written
                if not closed:
                    return
                if self._drawn or name in _TURNING:
                    behind = self._behind_tag((mark.start(), ends, name, written), mark.end())
            elif comment:
                behind = self._behind_comment(mark.end())
            else:
                behind = self._behind_bogus(mark.start())
            if behind is None:
                return
            place = behind

    def _behind_tag(self, tag: Tag, place: int) -> int | None:
        start, ends, name, _ = tag
        if self._drawn or name in _DRAWN:
            self._draw(tag, place)
        if ends or name not in _RAW:
            return place
        end = self._raw_end(name, place)
        if self._may_be_drawn() and not _is_flat(self.text[place:end]):
            self.unclear = start
            return None
        return end

    def _may_be_drawn(self) -> bool:
        return self._mixed or self._drawn > 0

    def _draw(self, tag: Tag, place: int) -> None:
        """Note whether what follows stands in a drawing."""
        _, ends, name, written = tag
        if name == "frameset":
            self._mixed = True
        elif name in _DRAWN and ends:
            self._drawn -= self._drawn > 0 and not self._mixed
        elif name in _DRAWN:
            self._drawn += not written.endswith("/")
        elif ends or self._mixed:
            return
        elif name in _POINTS:
            self._mixed = not self.text.startswith("</", self.text.find("<", place))
        elif name in _LEAVING or (name == "font" and written):
            self._drawn = 0

    def _raw_end(self, name: str, place: int) -> int | None:
        if name == "script":
            return self._script_end(place)
        end = _raw_end_of(name).search(self.text, place)
        return end.start() if end else None

    def _script_end(self, place: int) -> int | None:
        """Find a script's end: one inside a comment may hold another script."""
        in_comment = in_script = False
        for mark in _SCRIPT_MARK.finditer(self.text, place):
            if mark[0] == "<!":
                in_comment = True
            elif mark[0] == "-->":
                in_comment = in_script = False
            elif not in_script and mark[1]:
                return mark.start()
            elif in_comment:
                in_script = not mark[1]
        return None

    def _behind_comment(self, place: int) -> int | None:
        end = _NO_COMMENT.match(self.text, place) or _COMMENT_END.search(self.text, place)
        return end.end() if end else None

    def _behind_bogus(self, place: int) -> int | None:
        end = self.text.find(">", place)
        is_section = self.text.startswith("<![CDATA[", place)
        if is_section and self._may_be_drawn() and not self.text.endswith("]]", place, end):
            self.unclear = place
            return None
        return end + 1 if end >= 0 else None


def _is_flat(content: str) -> bool:
    """Tell whether a content holds no markup, sections of character data apart."""
    place = content.find("<")
    while place >= 0:
        end = content.find("]]>", place) if content.startswith("<![CDATA[", place) else -1
        if end < 0:
            return False
        place = content.find("<", end)
    return True


@cache
def _raw_end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
