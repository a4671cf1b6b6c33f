"""The frame, badges and tables that all HTML reports share: one file, no script, no network."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from string import Template
from urllib.parse import urlsplit

from audit.report.stylesheet import STYLESHEET
from audit.report.wording import GLOSS
from schema.types.verdict import Verdict

OPEN_ROWS = 40
"""Tables with more rows start folded."""
_LINKED = frozenset({"http", "https"})
_PAGE = Template("""\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>$style</style>
</head>
<body>
<a class="skip" href="#main">跳到正文 <span lang="en">Skip to content</span></a>
$body
</body>
</html>
""")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SHAPES: Mapping[Verdict, str] = {
    Verdict.PASS: '<circle cx="8" cy="8" r="7"/><path d="M4.6 8.3l2.3 2.3 4.5-4.8"/>',
    Verdict.FAIL: '<path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z"/>'
    '<path d="M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2"/>',
    Verdict.NOT_APPLICABLE: '<rect x="1" y="1" width="14" height="14" rx="3"/>'
    '<path d="M4.8 8h6.4"/>',
    Verdict.UNDETERMINED: '<path d="M8 .8L15.2 8 8 15.2.8 8z"/>'
    '<path d="M6.2 6.4a1.9 1.9 0 1 1 2.4 1.9c-.4.2-.6.5-.6 1M8 11.4v.1"/>',
    Verdict.NEEDS_PERSON: '<path d="M8 1.2L15.4 14.4H.6z"/><path d="M8 5.8v4M8 12v.1"/>',
}
"""Each verdict has a shape of its own (circle, octagon, square, diamond, triangle)."""


def page(title: str, body: str, *, frames: bool = False) -> bytes:
    """Frame a body; half characters that a page smuggled in become question marks.

    With `frames` it may show a file beside it.
    """
    policy = f"{_POLICY}; frame-src 'self' file:" if frames else _POLICY
    text = _PAGE.substitute(title=escape(title), style=STYLESHEET, body=body, policy=policy)
    return text.encode(errors="replace")


def badge(verdict: Verdict, word: str, *, gloss: bool = True) -> str:
    """Draw a verdict by shape, word and colour, with its English gloss where there is room."""
    english = f' <span class="gloss" lang="en">{GLOSS[verdict]}</span>' if gloss else ""
    return (
        f'<span class="badge {verdict.value.lower()}">'
        f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{_SHAPES[verdict]}</svg>'
        f"{escape(word)}{english}</span>"
    )


def bilingual(chinese: str, english: str) -> str:
    """Write a heading in Chinese with its English gloss."""
    return f'{escape(chinese)} <span class="gloss" lang="en">{escape(english)}</span>'


def foreign(text: str) -> str:
    """Write a text of the audited site: escaped, and its writing direction kept to itself."""
    return f"<bdi>{escape(text)}</bdi>"


def link(url: str | None, text: str) -> str:
    """Link a foreign text to its page; addresses that are not http(s) stay text."""
    if url is None or not _is_web(url):
        return foreign(text)
    return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{foreign(text)}</a>'


def address(url: str) -> str:
    """Write an address, linked to itself where it is one of the web."""
    return f'<span class="url">{link(url, url)}</span>'


def table(
    caption: str, heads: Sequence[tuple[str, str]], rows: Sequence[str], *, fold: bool = True
) -> str:
    """Draw a table of ready rows that scrolls by itself; a long one starts folded, if it may."""
    if not rows:
        return f'<p class="none">没有{escape(caption)}。</p>'
    head = "".join(f'<th scope="col">{bilingual(*names)}</th>' for names in heads)
    drawn = (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    if not fold or len(rows) <= OPEN_ROWS:
        return drawn
    return f"<details><summary>展开全部{len(rows)}行{escape(caption)}</summary>{drawn}</details>"


def row(cells: Iterable[str], *, anchor: str = "") -> str:
    """Draw one row of ready cells."""
    name = f' id="{escape(anchor)}"' if anchor else ""
    return f"<tr{name}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def definitions(pairs: Iterable[tuple[str, str]]) -> str:
    """Draw names with their ready values."""
    return "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in pairs)


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in _LINKED
    except ValueError:
        return False
