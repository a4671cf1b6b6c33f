"""An examined page as the rules ask for it: links, how they are hidden, whose hosts they name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.page.blocks import Anchor
from crawler.extract.page.hiding import Hiding, hiding_of
from crawler.extract.page.layout import Layout
from crawler.extract.text.urls import resolve
from crawler.policy.canonical import parse_http, registrable_domain
from crawler.reading import Examined
from schema.types.lexicon import Lexicon

MOST_SHOWN = 60
"""Characters of the page that a proposal repeats."""
_MOST_LINKS = 5_000


@dataclass(frozen=True)
class PageLook:
    """An examined page as the rules ask for it."""

    examined: Examined

    @property
    def layout(self) -> Layout:
        """Give the page's blocks and text."""
        return self.examined.findings.dated.layout

    @property
    def tree(self) -> LexborHTMLParser:
        """Give the page's nodes."""
        return self.examined.page.tree

    @property
    def lexicon(self) -> Lexicon:
        """Give the words that the page was read by."""
        return self.examined.page.lexicon

    @cached_property
    def own(self) -> str:
        """The site's registrable domain; empty where the page's address is not known."""
        return domain_of(self.examined.page.url) if self.examined.page.url else ""

    @cached_property
    def links(self) -> list[Anchor]:
        """The links proper."""
        return [one for one in self.layout.anchors if one.block.tag == "a"][:_MOST_LINKS]

    @cached_property
    def hidings(self) -> dict[int, Hiding | None]:
        """How each link is hidden, by its block's identity."""
        return {id(anchor.block): hiding_of(anchor.block) for anchor in self.links}

    def hiding(self, anchor: Anchor) -> Hiding | None:
        """Say how a link is hidden; None: it is seen."""
        return self.hidings[id(anchor.block)]

    @cached_property
    def resources(self) -> Counter[str]:
        """How many pictures, style sheets and links of the page lead to each domain."""
        written = [
            *(node.attributes.get("src") for node in self.tree.css("img[src]")),
            *(node.attributes.get("href") for node in self.tree.css("link[href]")),
            *(anchor.href for anchor in self.links if self.hiding(anchor) is None),
        ]
        return Counter(domain_of(self.address(one)) for one in written)

    def address(self, href: str | None) -> str:
        """Give an address as it would be requested; empty where there is none."""
        return resolve(self.examined.page.base, href) or ""

    def outside(self, href: str | None) -> str:
        """Give the domain of an address of somebody else; empty for the site and public bodies."""
        domain = domain_of(self.address(href))
        if not domain or not self.own or domain == self.own:
            return ""
        return "" if within(domain, self.lexicon.content_words.public_links) else domain

    def injected(self, text: str) -> list[str]:
        """Give the words of gambling, adult and quack pages; none where the text warns of them."""
        words = self.lexicon.content_words
        if any(word in text for word in words.warnings):
            return []
        all_words = (*self.lexicon.page_signs.foreign_words, *words.injected)
        return [word for word in all_words if word in text]


def domain_of(url: str | None) -> str:
    """Give the registrable domain of an address; empty where it is no http address."""
    parsed = parse_http(url) if url else None
    return registrable_domain(parsed.hostname) if parsed is not None else ""


def within(domain: str, known: Iterable[str]) -> bool:
    """Tell whether a domain is one of those that are known, or below one."""
    return any(domain == one or domain.endswith(f".{one}") for one in known)
