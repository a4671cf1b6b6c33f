"""Propose places of a page to a person: terms, hidden links, foreign scripts, forgotten text.

A proposal decides nothing: it says what to look at, where, and why.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.beside import in_frame
from crawler.extract.blocks import Anchor, Block, Layout
from crawler.extract.dead_links import leads_nowhere, wrong_address
from crawler.extract.dom import css_path, fold_space
from crawler.extract.file_type import claimed_type
from crawler.extract.hiding import Hiding, hiding_of
from crawler.extract.markup import attributes_of
from crawler.extract.placeholder import find_placeholders, is_placeholder_title
from crawler.extract.rows import label_of
from crawler.extract.term_match import TermHit, find_terms
from crawler.extract.urls import resolve
from crawler.extract.written_boxes import written_boxes
from crawler.policy.canonical import parse_http, registrable_domain
from crawler.reading import Examined
from schema.types.content import Certainty, ContentProposal, ProposalKind, Severity
from schema.types.lexicon import Lexicon
from schema.types.terms import TermList

NO_TERMS = TermList()
MOST_OF_A_KIND = 40
"""Proposals of one rule that a person is shown."""
_MOST_LINKS = 5_000
_SHOWN = 60
_AROUND = 14
_SAMPLES = 3
_OWN_RESOURCES = 3
"""Pictures, style sheets and seen links of one domain that make it one that the site lives with."""
_TWO = 2
_BY_SCRIPT = "脚本 document.write 或改样式把它们藏起来"

_Link = tuple[str, str | None]
"""A link's text and its address as written."""


def propose(examined: Examined, terms: TermList = NO_TERMS) -> tuple[ContentProposal, ...]:
    """Look at an examined page for everything that a person should see, gravest first."""
    look = _Look(examined)
    rules = (
        _terms(look, terms), _hidden(look), _written(look), _injected(look),
        _scripts(look), _frames(look), _placeholders(look), _dead(look),
    )  # fmt: skip
    distinct = dict.fromkeys(one for rule in rules for one in islice(rule, MOST_OF_A_KIND))
    order, sure = list(Severity), list(Certainty)
    return tuple(
        sorted(distinct, key=lambda one: (order.index(one.severity), sure.index(one.certainty)))
    )


@dataclass(frozen=True)
class _Look:
    """An examined page as the rules ask for it."""

    examined: Examined

    @property
    def layout(self) -> Layout:
        return self.examined.findings.dated.layout

    @property
    def tree(self) -> LexborHTMLParser:
        return self.examined.page.tree

    @property
    def lexicon(self) -> Lexicon:
        return self.examined.page.lexicon

    @cached_property
    def own(self) -> str:
        """The site's registrable domain; empty where the page's address is not known."""
        return _domain(self.examined.page.url) if self.examined.page.url else ""

    @cached_property
    def links(self) -> list[Anchor]:
        """The links proper."""
        return [one for one in self.layout.anchors if one.block.tag == "a"][:_MOST_LINKS]

    @cached_property
    def hidings(self) -> dict[int, Hiding | None]:
        """How each link is hidden, by its block's identity."""
        return {id(anchor.block): hiding_of(anchor.block) for anchor in self.links}

    def hiding(self, anchor: Anchor) -> Hiding | None:
        return self.hidings[id(anchor.block)]

    @cached_property
    def resources(self) -> Counter[str]:
        """How many pictures, style sheets and links of the page lead to each domain."""
        written = [
            *(node.attributes.get("src") for node in self.tree.css("img[src]")),
            *(node.attributes.get("href") for node in self.tree.css("link[href]")),
            *(anchor.href for anchor in self.links if self.hiding(anchor) is None),
        ]
        return Counter(_domain(self.address(one)) for one in written)

    def address(self, href: str | None) -> str:
        return resolve(self.examined.page.base, href) or ""

    def outside(self, href: str | None) -> str:
        """Give the domain of an address of somebody else; empty for the site and public bodies."""
        domain = _domain(self.address(href))
        if not domain or not self.own or domain == self.own:
            return ""
        return "" if _within(domain, self.lexicon.content_words.public_links) else domain

    def injected(self, text: str) -> list[str]:
        """Give the words of gambling, adult and quack pages; none where the text warns of them."""
        words = self.lexicon.content_words
        if any(word in text for word in words.warnings):
            return []
        all_words = (*self.lexicon.page_signs.foreign_words, *words.injected)
        return [word for word in all_words if word in text]


def _domain(url: str | None) -> str:
    parsed = parse_http(url) if url else None
    return registrable_domain(parsed.hostname) if parsed is not None else ""


def _within(domain: str, known: Iterable[str]) -> bool:
    return any(domain == one or domain.endswith(f".{one}") for one in known)


def _terms(look: _Look, terms: TermList) -> Iterator[ContentProposal]:
    """Propose each term once, at its first place, with its number."""
    flow = look.layout.flow
    hits: dict[str, list[TermHit]] = {}
    for hit in find_terms(flow.text, terms):
        hits.setdefault(hit.term.term, []).append(hit)
    for places in hits.values():
        first = places[0]
        term = first.term
        start, end = flow.line_at(first.start, first.end)
        around = flow.text[max(start, first.start - _AROUND) : min(end, first.end + _AROUND)]
        should = f"，应为“{term.correct}”" if term.correct else ""
        yield ContentProposal(
            kind=ProposalKind.TERM, severity=term.severity, text=fold_space(around),
            locator=look.layout.path_of(flow.owner_at(first.start)),
            reason=f"词表中的“{term.term}”出现{len(places)}处{should}",
            certainty=Certainty.SURE,
        )  # fmt: skip


def _hidden(look: _Look) -> Iterator[ContentProposal]:
    """Propose links to others that no visitor sees, one proposal for each box that hides them."""
    boxes: dict[Block, tuple[Hiding, list[Anchor]]] = {}
    for anchor in look.links:
        hiding = look.hiding(anchor)
        if hiding is None or not look.outside(anchor.href):
            continue
        text = label_of(anchor)
        if hiding.switched and not look.injected(text) and _has_name(anchor.block, hiding.block):
            continue
        boxes.setdefault(hiding.block, (hiding, []))[1].append(anchor)
    for block, (hiding, anchors) in boxes.items():
        links = [(label_of(anchor), anchor.href) for anchor in anchors]
        place = look.layout.path_of(block)
        yield _hidden_proposal(look, place, links, how=hiding.how, sure=not hiding.switched)


def _has_name(inner: Block, outer: Block) -> bool:
    """Tell whether a script could find what is hidden by a name: a menu, a window, a tab."""
    here: Block | None = inner
    while here is not None:
        if here.hints:
            return True
        here = here.parent if here is not outer else None
    return False


def _hidden_proposal(
    look: _Look, locator: str, links: Sequence[_Link], *, how: str, sure: bool
) -> ContentProposal:
    texts = [text for text, _ in links]
    domains = list(dict.fromkeys(filter(None, (look.outside(href) for _, href in links))))
    named = f"{'、'.join(domains[:_SAMPLES])}{' 等' if len(domains) > _SAMPLES else ''}"
    injected = look.injected(" ".join(texts))
    certainty = Certainty.LIKELY if sure else Certainty.POSSIBLE
    if injected:
        certainty = Certainty.SURE if sure else Certainty.LIKELY
    also = f"，文字含“{injected[0]}”" if injected else ""
    return ContentProposal(
        kind=ProposalKind.HIDDEN_LINK,
        severity=Severity.GRAVE if injected else Severity.ERROR,
        text=_joined(texts) or named,
        locator=locator,
        reason=f"{len(texts)}个指向站外（{named}）的链接看不见：{how}{also}",
        certainty=certainty,
    )


def _joined(texts: list[str]) -> str:
    return " / ".join(filter(None, texts[:_SAMPLES]))[:_SHOWN]


def _written(look: _Look) -> Iterator[ContentProposal]:
    """Propose links in boxes that a script hides as it writes them."""
    for nodes in written_boxes(look.tree):
        out = [node for node in nodes if look.outside(node.attributes.get("href"))]
        if out:
            links = [(fold_space(node.text()), node.attributes.get("href")) for node in out]
            yield _hidden_proposal(look, css_path(out[0]), links, how=_BY_SCRIPT, sure=True)


def _injected(look: _Look) -> Iterator[ContentProposal]:
    """Propose seen links with words of such pages: to others with one, on the site with two."""
    for anchor in look.links:
        text = label_of(anchor)
        words = look.injected(text) if text else []
        outside = look.outside(anchor.href)
        if not words or (not outside and len(words) < _TWO):
            continue
        if outside and look.hiding(anchor) is not None:
            continue
        where = f"指向站外 {outside} 的链接" if outside else "链接"
        yield ContentProposal(
            kind=ProposalKind.INJECTED_LINK, severity=Severity.GRAVE, text=text[:_SHOWN],
            locator=look.layout.path_of(anchor.block),
            reason=f"{where}文字含“{'”“'.join(words[:_SAMPLES])}”",
            certainty=Certainty.LIKELY if outside else Certainty.POSSIBLE,
        )  # fmt: skip


def _scripts(look: _Look) -> Iterator[ContentProposal]:
    """Propose scripts of hosts that are neither the site's nor known services, each once.

    The services known by name are those of Chinese pages: of others nothing is said.
    """
    if not look.examined.signs.chinese:
        return
    asked = set()
    for node in look.tree.css("script[src]"):
        domain = _foreign(look, node.attributes.get("src"))
        if domain and domain not in asked:
            asked.add(domain)
            yield ContentProposal(
                kind=ProposalKind.FOREIGN_SCRIPT, severity=Severity.NOTICE,
                text=(node.attributes.get("src") or "")[:_SHOWN], locator=css_path(node),
                reason=f"脚本来自 {domain}，不是本站，也不是名单里的公共服务",
                certainty=Certainty.POSSIBLE,
            )  # fmt: skip


def _foreign(look: _Look, src: str | None) -> str:
    """Give the domain of a script of somebody else; a store of the site's own files is not one."""
    domain = _domain(look.address(src))
    if not look.own or not domain or _same_owner(domain, look.own):
        return ""
    if _within(domain, look.lexicon.content_words.script_hosts):
        return ""
    return "" if look.resources[domain] >= _OWN_RESOURCES else domain


def _same_owner(domain: str, own: str) -> bool:
    """Tell one owner's domains (sina.com.cn, sina.cn); a name under gov.cn has no such twins."""
    twin = domain.partition(".")[0] == own.partition(".")[0] and not own.endswith(".gov.cn")
    return domain == own or twin


def _frames(look: _Look) -> Iterator[ContentProposal]:
    """Propose frames of others that have no size (挂马)."""
    for node in look.tree.css("iframe[src]:not(noscript iframe)"):
        sizes = [(node.attributes.get(side) or "").strip("px ") for side in ("width", "height")]
        domain = _foreign(look, node.attributes.get("src"))
        if domain and look.outside(node.attributes.get("src")) and {"0", "1"} & set(sizes):
            yield ContentProposal(
                kind=ProposalKind.FOREIGN_SCRIPT, severity=Severity.ERROR,
                text=(node.attributes.get("src") or "")[:_SHOWN], locator=css_path(node),
                reason=f"看不见的框架（{'×'.join(sizes)}）载入站外 {domain}",
                certainty=Certainty.LIKELY,
            )  # fmt: skip


def _placeholders(look: _Look) -> Iterator[ContentProposal]:
    words, layout = look.lexicon.content_words, look.layout
    title = fold_space(layout.title or "")
    if title and is_placeholder_title(title, words):
        yield _placeholder(title, None, "网页标题没有写")
    for place, line in find_placeholders(layout.flow, words):
        locator = layout.path_of(layout.flow.owner_at(place))
        yield _placeholder(line, locator, "像是没有替换掉的占位文字或测试内容")


def _placeholder(text: str, locator: str | None, reason: str) -> ContentProposal:
    return ContentProposal(
        kind=ProposalKind.PLACEHOLDER, severity=Severity.ERROR, text=text[:_SHOWN],
        locator=locator, reason=reason, certainty=Certainty.LIKELY,
    )  # fmt: skip


def _dead(look: _Look) -> Iterator[ContentProposal]:
    """Propose wrong addresses wherever they stand, and headlines of the content without one."""
    words = look.lexicon.content_words
    wrong: dict[str, list[Anchor]] = {}
    for anchor in look.links:
        href = attributes_of(anchor.block.written).get("href", "")
        reason = wrong_address(href, words)
        if reason:
            wrong.setdefault(reason, []).append(anchor)
    for reason, anchors in wrong.items():
        yield _dead_links(look, anchors, reason, Certainty.SURE)
    rows = {item.title for item in look.examined.reading.items if item.url is None}
    nowhere = [one for one in look.links if leads_nowhere(one) and _is_content(look, one, rows)]
    if nowhere:
        yield _dead_links(look, nowhere, "有标题而没有地址，点了没有反应", Certainty.POSSIBLE)


def _is_content(look: _Look, anchor: Anchor, rows: set[str]) -> bool:
    """Tell a row of the page's list, and a file's name in its text, from a button or a tab."""
    if anchor.text in rows or anchor.title in rows:
        return True
    is_file = bool(claimed_type(anchor.text, look.lexicon.file_types))
    return is_file and not in_frame(anchor.block, look.lexicon.list_words.side_hints)


def _dead_links(
    look: _Look, anchors: list[Anchor], reason: str, certainty: Certainty
) -> ContentProposal:
    first = anchors[0]
    href = attributes_of(first.block.written).get("href", "")
    return ContentProposal(
        kind=ProposalKind.DEAD_LINK, severity=Severity.ERROR,
        text=f"{label_of(first)[:_SHOWN]} → {href[:_SHOWN]}",
        locator=look.layout.path_of(first.block),
        reason=f"{len(anchors)}个链接：{reason}", certainty=certainty,
    )  # fmt: skip
