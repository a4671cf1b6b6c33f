"""Rows that a page's own script asks for at an address that it names whole (any vendor).

`$.getJSON("/data/list.json", …)`, `fetch("…")`, `axios.get("…")`, `$.ajax({url: "…"})`:
cms-patterns §1 (JSON of no known family). Whether they are the column's nobody says: they may show
that it is updated, and never that it is old or empty.
"""

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.family import Family, FamilyPage, FamilyReading
from crawler.extract.page.family_marks import Marks
from crawler.extract.page.laying import lay_blocks
from crawler.extract.text.urls import host_in, resolve
from schema.types.reading import Follow, ListState

_MARKS = Marks(
    r"(?:\$|jQuery)\s*\.\s*(?:getJSON|get|ajax)\s*\(|\bfetch\s*\(|\baxios\b",
    words=(".getjson", ".get", ".ajax", "fetch", "axios"),
    any_case=False,
)
_CALL = re.compile(
    r"(?:(?:\$|jQuery)\s*\.\s*(?:getJSON|get)|\bfetch|\baxios\s*\.\s*get)\s*\(\s*"
    r"(?P<quote>[\"'])(?P<address>[^\"'\s]{1,300})(?P=quote)\s*(?=\)|,\s*(?:async\b|function\b|\(|\w+\s*=>))"
)
"""A call with nothing to send beside the address."""
_AJAX = re.compile(r"(?:(?:\$|jQuery)\s*\.\s*ajax|\baxios)\s*\(\s*\{(?P<said>[^{}]{1,400})")
_ADDRESS = re.compile(r"""\burl\s*:\s*["'](?P<address>[^"'\s]{1,300})["']\s*(?=,|\}|\n|\Z)""")
_SENDS = re.compile(r"\b(?:data|params)\s*:|\b(?:type|method)\s*:\s*[\"']post", re.IGNORECASE)
_ROWS = re.compile(r"json|/api/|list|query|news|article|content|search", re.IGNORECASE)
_OTHER = re.compile(
    r"count|visit|hits?\b|click|weather|menu|nav|tree|user|login|token|friend|banner|config|hot|top\b"
    r"|\.(?:js|css|png|jpe?g|gif|svg)(?:\?|\Z)",
    re.IGNORECASE,
)
"""What pages ask for besides their rows, by the words of its address."""
_MOST = 3


def recognise(text: str, _tree: LexborHTMLParser, _url: str | None) -> bool:
    """Tell a page by a call of its scripts; list data itself calls nothing."""
    return not text.lstrip("\ufeff \r\n\t").startswith(("{", "[")) and _MARKS.stand_in(text)


def read(page: FamilyPage) -> FamilyReading | None:
    """Name the addresses on the page's own host; asked only where the list's place is bare."""
    layout = lay_blocks(page.tree)
    named = (one for script in layout.scripts if script.inline for one in _asked(script.text))
    found = (resolve(page.base, address) for address in named if _may_hold_rows(address))
    own = [one for one in dict.fromkeys(found) if one and host_in(one) == host_in(page.base)]
    follow = tuple(Follow(url=one, purpose="asked") for one in own[:_MOST] if one != page.url)
    if not follow:
        return None
    return FamilyReading(list_state=ListState.ELSEWHERE, items=(), follow=follow)


def _asked(script: str) -> Iterator[str]:
    """Give the addresses of a script's calls that send nothing beside."""
    for call in islice(_CALL.finditer(script), 2 * _MOST):
        yield call["address"]
    for call in islice(_AJAX.finditer(script), 2 * _MOST):
        address = _ADDRESS.search(call["said"])
        if address is not None and not _SENDS.search(call["said"]):
            yield address["address"]


def _may_hold_rows(address: str) -> bool:
    return _ROWS.search(address) is not None and _OTHER.search(address) is None


FAMILY = Family(name="asked_rows", priority=85, recognise=recognise, read=read, anywhere=True)
