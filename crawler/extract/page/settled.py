"""A document after its scripts have run: what they made of it, without themselves."""

from crawler.extract.page.dom import parse

_RUN = ["script", "noscript", "template"]
"""Have done their work; a reader would take them for work that is still to be done."""


def settled(markup: str) -> str:
    """Give the markup of a rendered document without what only a browser needs."""
    tree = parse(markup)
    tree.strip_tags(_RUN)
    return tree.html or ""
