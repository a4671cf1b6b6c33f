"""`make bench-read`: what reading a page costs, beside the least that any reader must do.

On the labelled pages of ../shared/corpus, in alternating rounds of one process: decoding, one parse
and collecting the links (the floor; of articles alone too); one bare look at each element and text,
which decides nothing, as the least of a reader in Python that sees them all; reading to facts; and
htmldate's fast mode on the articles.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from htmldate import find_date
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.scoring import CORPUS, Label, labelled_pages
from config.lexicon import load_lexicon
from crawler.extract.text.decode import decode
from crawler.fleet.own_faults.garbage import spare_the_loop
from crawler.reading import read_page
from schema.types.lexicon import Lexicon

MOST_TIMES_FLOOR = 2.2
LEAST_TIMES_HTMLDATE = 4.0
_WHAT = {
    "floor": "decode, parse, links (floor)",
    "floor_articles": "the same, articles alone",
    "look": "look at each element once",
    "read": "read to facts",
    "read_articles": "read articles to facts",
    "htmldate": "htmldate fast, articles",
}
_SEEN: list[tuple[str | None, LexborNode | None, object]] = []
"""What was looked at is held, as a reader would, until its page is over."""
_Labelled = tuple[Label, bytes]
Work = Callable[[Label, bytes], None]


def floor(_label: Label, body: bytes) -> None:
    """Decode, parse, and collect the links: what every reader does, without our bounds."""
    for node in LexborHTMLParser(decode(body, None).text).css("a"):
        node.attributes.get("href")


def look(_label: Label, body: bytes) -> None:
    """Decode, parse, and ask each element for its name, parent and attributes, each text once."""
    root = LexborHTMLParser(decode(body, None).text).root
    for node in () if root is None else root.traverse(include_text=True):
        said = node.text_content if node.tag == "-text" else node.attributes
        _SEEN.append((node.tag, node.parent, said))
    _SEEN.clear()


def read(label: Label, body: bytes, lexicon: Lexicon) -> None:
    """Read a page to facts as a survey does below the homepage."""
    fetched_at = label["fetched_at"]
    read_page(
        body,
        url=label["url"],
        fetched_at=datetime.fromisoformat(fetched_at) if fetched_at else None,
        content_type=None,
        lexicon=lexicon,
        columns=label["kind"] == "home",
    )


def htmldate(_label: Label, body: bytes) -> None:
    """Find the date of an article by htmldate's fast mode, decoded as we do."""
    find_date(decode(body, None).text, extensive_search=False, original_date=True)


def milliseconds(work: Work, pages: Sequence[_Labelled]) -> float:
    """Time one round by the processor's clock: milliseconds a page."""
    began = time.process_time()
    for label, body in pages:
        work(label, body)
    return 1000 * (time.process_time() - began) / len(pages)


def rounds(pages: Sequence[_Labelled], count: int) -> dict[str, float]:
    """Run all in turn, so many rounds; give the medians."""
    lexicon = load_lexicon()
    spare_the_loop()  # as the workers run; each of the works gains by it
    articles = [(label, body) for label, body in pages if label["kind"] == "article"]

    def to_facts(label: Label, body: bytes) -> None:
        read(label, body, lexicon)

    works: dict[str, tuple[Work, Sequence[_Labelled]]] = {
        "floor": (floor, pages),
        "floor_articles": (floor, articles),
        "look": (look, pages),
        "read": (to_facts, pages),
        "read_articles": (to_facts, articles),
        "htmldate": (htmldate, articles),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(count):
        for name, (work, each) in works.items():
            times[name].append(milliseconds(work, each))
    return {name: round(statistics.median(found), 3) for name, found in times.items()}


def main() -> int:
    """Print the costs and how far they are from the goals; 1 where one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    if not (asked.corpus / "labels.jsonl").exists():
        print(f"there are no labelled pages at {asked.corpus}; name them with --corpus")
        return 2
    pages = list(labelled_pages(asked.corpus))
    found = rounds(pages, asked.rounds)
    times_floor = round(found["read"] / found["floor"], 2)
    times_htmldate = round(found["htmldate"] / found["read_articles"], 2)
    print(f"{len(pages)} pages, medians of {asked.rounds} rounds, CPU ms a page")
    for name, what in _WHAT.items():
        print(f"  {what:30} {found[name]:7.3f}")
    times_look = round(found["look"] / found["floor"], 2)
    most_times = round(found["htmldate"] / found["floor_articles"], 2)
    print(f"  look / floor: {times_look}: no reader in Python that sees each element costs less")
    print(f"  reading / floor: {times_floor}, goal at most {MOST_TIMES_FLOOR}")
    print(f"  htmldate / floor of articles: {most_times}: no reader of the parsed page is faster")
    print(f"  htmldate / reading articles: {times_htmldate}, goal at least {LEAST_TIMES_HTMLDATE}")
    print(json.dumps({**found, "times_floor": times_floor, "times_htmldate": times_htmldate}))
    return int(times_floor > MOST_TIMES_FLOOR or times_htmldate < LEAST_TIMES_HTMLDATE)


if __name__ == "__main__":
    sys.exit(main())
