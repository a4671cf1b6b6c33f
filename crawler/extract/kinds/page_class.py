"""Say what a body is: a page, or something that stands in a page's place (vocabulary §3)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.dom import text_of
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.refresh import header_refresh
from crawler.extract.page.title import document_title, title_parts
from schema.types.outcome import PageClass
from schema.types.page_signs import ClassWords, PageSigns, ShieldSigns

Headers = tuple[tuple[str, str], ...]

_SILENT = 400
_SHORT = 700
_SHELL = 200
_FRAMED = 1500
"""Characters of a whole frame, menus and footer, with one notice in it."""
_FEW_LINKS = 12
_TITLE_ROOM = 24
_DOMINATES = 160
_ERROR_STATUS = 400
_TAG = re.compile(
    r"<\s*(?:!doctype|html|head|body|script|div|meta|title|p|table|a|frameset)\b", re.IGNORECASE
)
_BINARY = re.compile(
    r"\A(?:%PDF-|PK\x03\x04|\x89PNG|GIF8|\ufffd\ufffd\ufffd\ufffd|Rar!|\x7fELF|\ufffdPNG)"
)
_DATA = re.compile(
    r"\A\s*[\[{]|\A\s*<\?xml(?!.{0,400}<(?:!doctype )?html)", re.IGNORECASE | re.DOTALL
)
_HTML_TYPE = re.compile(r"html|xml|text/plain", re.IGNORECASE)
_HOPS = "meta[http-equiv='refresh' i], frameset, iframe, frame"
_LOCATION = re.compile(
    r"location(?:\.href)?\s*+=\s*+(?!(?:window\.)?location)[\"'a-z]|location\.replace\(",
    re.IGNORECASE,
)

_SETS_COOKIE = re.compile(r"document\s*(?:\.\s*cookie|\[\s*[\"']cookie[\"']\s*\])\s*=(?!=)")
_ASKS_AGAIN = re.compile(
    r"location\s*(?:\.\s*(?:reload|replace|assign|href)|\[)|location\s*=(?!=)|\.submit\s*\(",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLook:
    """What a body looks like at a glance."""

    text: str
    title: str
    visible: str
    shown: str
    """The visible text without what elements say of themselves is not shown."""
    links: int
    scripts: int
    pictures: int
    tree: LexborHTMLParser
    status: int | None = None
    headers: Headers = ()

    @property
    def hops(self) -> bool:
        """Tell whether the body is a step to another page: a refresh, a frame, a script's jump."""
        if self.tree.css_first(_HOPS) is not None or _jumps(self.tree):
            return True
        return not self.is_error and header_refresh(self.headers) is not None

    @property
    def is_error(self) -> bool:
        """Tell whether the body came under an error status."""
        return (self.status or 0) >= _ERROR_STATUS

    @property
    def silent(self) -> bool:
        """Tell whether the body says almost nothing to a person."""
        return len(self.visible) < _SILENT and self.links < _FEW_LINKS

    @property
    def short(self) -> bool:
        """Tell whether one notice could be all that the body says."""
        return len(self.visible) < _SHORT and self.links < _FEW_LINKS


Verdict = tuple[PageClass, str]


def classify(
    text: str,
    tree: LexborHTMLParser,
    *,
    signs: PageSigns,
    status: int | None = None,
    headers: Headers = (),
) -> Verdict:
    """Give a body's class and the sign that decided it; `headers` have lower-case names."""
    return classify_look(look_at(text, tree, status=status, headers=headers), signs)


def look_at(
    text: str,
    tree: LexborHTMLParser,
    *,
    visible: str | None = None,
    status: int | None = None,
    headers: Headers = (),
) -> PageLook:
    """Take in what the classes are told by; `visible` saves laying the text out again."""
    layout = lay_blocks(tree)
    return PageLook(
        text=text,
        title=document_title(tree),
        visible=text_of(tree.body) if visible is None else visible,
        shown=layout.flow.shown,
        links=layout.linked,
        scripts=len(layout.scripts),
        pictures=layout.pictured,
        tree=tree,
        status=status,
        headers=headers,
    )


def classify_look(look: PageLook, signs: PageSigns) -> Verdict:
    """Ask each sign in turn; what none of them holds is a page."""
    for sign in _SIGNS:
        verdict = sign(look, signs)
        if verdict is not None:
            return verdict
    return PageClass.PAGE, ""


def _jumps(tree: LexborHTMLParser) -> bool:
    scripts = tree.css("script:not([src])")
    return len(scripts) <= 3 and any(_LOCATION.search(script.text()) for script in scripts)  # noqa: PLR2004 (a stub)


def _challenge(look: PageLook, signs: PageSigns) -> Verdict | None:
    for shield in signs.shields:
        if look.silent and _held_off(look, shield):
            return PageClass.CHALLENGE, shield.name
    return None


def _held_off(look: PageLook, shield: ShieldSigns) -> bool:
    if any(look.title.startswith(title) for title in shield.titles):
        return True
    if any(mark in look.text for mark in shield.marks):
        return True
    if look.is_error and any(word in look.visible for word in shield.under_error):
        return True
    if look.status not in shield.statuses:
        return False
    lines = [f"{name.lower()}: {value.lower()}" for name, value in look.headers]
    return any(piece in line for piece in shield.headers for line in lines)


def _cookie_check(look: PageLook, _signs: PageSigns) -> Verdict | None:
    """Tell a shield of no known family: under an error a script sets a cookie and asks again."""
    if not (look.is_error and look.silent):
        return None
    for script in look.tree.css("script:not([src])"):
        text = script.text()
        if _SETS_COOKIE.search(text) and _ASKS_AGAIN.search(text):
            return PageClass.CHALLENGE, "a script sets a cookie and asks again"
    return None


def _not_html(look: PageLook, _signs: PageSigns) -> Verdict | None:
    kind = next((value for name, value in look.headers if name.lower() == "content-type"), "")
    if _BINARY.match(look.text):
        return PageClass.NOT_HTML, "binary"
    if _TAG.search(look.text, 0, 4096) or not look.text.strip():
        return None
    if _DATA.match(look.text) or "\0" in look.text[:1024]:
        return PageClass.NOT_HTML, "data"
    return (PageClass.NOT_HTML, kind) if kind and not _HTML_TYPE.search(kind) else None


def _foreign(look: PageLook, signs: PageSigns) -> Verdict | None:
    head = look.title + _described(look.text)
    met = [word for word in signs.foreign_words if word in head]
    return (PageClass.HIJACKED, met[0]) if len(met) > 1 else None


_DESCRIBED = re.compile(
    r"<meta[^>]{0,40}name\s*=\s*[\"']?(?:keywords|description)[\"']?[^>]{0,600}", re.IGNORECASE
)


def _described(text: str) -> str:
    return " ".join(_DESCRIBED.findall(text[:8192]))


def _worded(look: PageLook, signs: PageSigns) -> Verdict | None:
    if not look.short:
        return _error_in_frame(look, signs)
    for words in signs.words:
        sign = _said(look, words)
        if sign is not None:
            return words.page_class, sign
    return None


def _error_in_frame(look: PageLook, signs: PageSigns) -> Verdict | None:
    """Tell an error in a site's whole frame: the page is called so, and says it in its text."""
    if len(look.visible) > _FRAMED:
        return None
    name = next(iter(title_parts(look.title)), "")
    for words in signs.words:
        if words.page_class is not PageClass.SOFT_404 or name not in words.titles:
            continue
        said = next((word for word in words.texts if word in look.shown), None)
        if said is not None:
            return PageClass.SOFT_404, said
    return None


def _said(look: PageLook, words: ClassWords) -> str | None:
    """Find the words in a title that says little else, or in a text that they dominate."""
    for word in words.titles:
        if word in look.title and len(look.title) <= len(word) + _TITLE_ROOM:
            return word
    if len(look.visible) > _DOMINATES and look.links > 0 and not look.is_error:
        return None
    return next((word for word in words.texts if word in look.shown), None)


def _bare(look: PageLook, signs: PageSigns) -> Verdict | None:
    """Tell an empty body from one that only scripts can fill."""
    if len(look.visible) >= _SHELL or look.links >= _FEW_LINKS or look.hops:
        return None
    shell = next((mark for mark in signs.shell_marks if mark in look.text), None)
    if shell is not None and look.scripts:
        return PageClass.JS_REQUIRED, shell
    if look.visible or look.pictures:
        return None
    return (PageClass.JS_REQUIRED, "scripts only") if look.scripts else (PageClass.EMPTY, "no text")


def _refusal(look: PageLook, signs: PageSigns) -> Verdict | None:
    """Tell the server's few words under an error status from a whole page under one."""
    whole = signs.whole_page
    if not look.is_error or look.links >= whole.navigation:
        return None
    if look.links >= whole.links and len(look.visible) >= whole.characters:
        return None
    return PageClass.SOFT_404, f"no whole page under {look.status}"


_SIGNS: tuple[Callable[[PageLook, PageSigns], Verdict | None], ...] = (
    _not_html,
    _challenge,
    _cookie_check,
    _foreign,
    _worded,
    _bare,
    _refusal,
)
