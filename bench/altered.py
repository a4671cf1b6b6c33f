"""`make altered`: what is read of the labelled pages once each is changed harmlessly.

The corpus shows templates that the readers were made by; the alterations show whether a rule holds
where names, tags, forms of dates and what stands around are others, blocks of other labelled pages
among it. The labels stay the same. At the end, columns lose their own list to a script: no bar may
be believed in its place.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bench.alterations import ALTERATIONS, Alteration
from bench.grafts import Bar, find_bars, graft
from bench.scoring import CORPUS, Label, Score, compare, fetched_at, labelled_pages
from bench.silenced import PLACES, measure_silenced
from config.lexicon import load_lexicon
from crawler.extract.text.decode import decode
from crawler.reading import read_page

MEASURES = {
    "gov dates": "date: Chinese government",
    "zh dates": "date: other Chinese",
    "others": "date: other languages",
    "no date": "no date:",
    "kinds": "kind:",
    "counts": "column: count",
    "newest": "column: newest date",
    "letters": "interaction_detail: state",
}
"""The columns of the table: the measures whose name begins so, taken together."""
_NO_DAY = date(2026, 1, 1)
_BAR = "a bar of another"


def canonical_pages(corpus: Path, *, chinese: bool) -> list[tuple[Label, str]]:
    """Give the labelled pages as the parser writes them, so that a change is of text alone."""
    return [
        (label, LexborHTMLParser(decode(body, None).text).html or "")
        for label, body in labelled_pages(corpus)
        if not chinese or (label["lang"] or "").lower().startswith("zh")
    ]


def measure_altered(pages: list[tuple[Label, str]], alteration: Alteration) -> Score:
    """Read all pages under one alteration and compare them with their labels."""
    score, lexicon = Score(), load_lexicon()
    for label, markup in pages:
        at = fetched_at(label)
        reading = read_page(
            alteration(markup, at.date() if at else _NO_DAY).encode("utf-8", "replace"),
            url=label["url"],
            fetched_at=at,
            content_type="text/html; charset=utf-8",
            lexicon=lexicon,
        )
        compare(score, label, reading)
    return score


def report(scores: dict[str, Score]) -> Iterator[str]:
    """Give a line for each alteration: right/wrong/none of each measure."""
    yield f"{'right/wrong/none':24}" + "".join(f"{name:>13}" for name in MEASURES)
    for name, score in scores.items():
        yield f"{name:24}" + "".join(f"{_cell(score, one):>13}" for one in MEASURES.values())


def _cell(score: Score, measure: str) -> str:
    counts = [found for name, found in score.counts.items() if name.startswith(measure)]
    return "/".join(
        str(sum(found[word] for found in counts)) for word in ("right", "wrong", "none")
    )


def _changed(scores: dict[str, Score]) -> Iterator[str]:
    """Name what only an alteration has brought about."""
    before: set[tuple[str, str]] | None = None
    for name, score in scores.items():
        failures = {(failure.measure, failure.page): failure for failure in score.failures}
        before = set(failures) if before is None else before
        for key in sorted(failures.keys() - before):
            failure = failures[key]
            yield f"  {name}\t{key[0]}\t{key[1]}\t{failure.expected} != {failure.read}"


def _silenced(pages: list[tuple[Label, str]], bars: Sequence[Bar], grafts: int) -> Iterator[str]:
    """Say how many columns without their own list take a bar for it."""
    yield ""
    for name, place in PLACES.items():
        for dated, shown in ((True, "with days"), (False, "without days")):
            found = measure_silenced(pages, bars, grafts, place, dated=dated)
            count = f"{len(found.wrong)} of {found.pages}"
            yield f"lists given way to one {name}: {count} bars {shown} believed in their place"
            yield from (f"  {page}" for page in found.wrong)


def main(arguments: list[str] | None = None) -> int:
    """Print the table, then each difference on a line; a missing corpus is no error."""
    parser = argparse.ArgumentParser(prog="bench.altered", description=__doc__)
    parser.add_argument("--corpus", default=CORPUS, type=Path, help="folder with labels.jsonl")
    parser.add_argument("--only", choices=ALTERATIONS, action="append", help="these alone")
    parser.add_argument("--chinese", action="store_true", help="leave other languages out")
    parser.add_argument(
        "--grafts", type=int, default=4, metavar="N", help="set bars of other pages in, N times"
    )
    options = parser.parse_args(arguments)
    if not (options.corpus / "labels.jsonl").is_file():
        print(f"skipped: no labelled pages in {options.corpus}")
        return 0
    pages = canonical_pages(options.corpus, chinese=options.chinese)
    first = next(iter(ALTERATIONS))
    bars = find_bars(pages)
    known = {**ALTERATIONS, **{f"{_BAR} {n + 1}": graft(bars, n) for n in range(options.grafts)}}
    asked = [first, *(options.only or [name for name in known if name != first])]
    scores = {name: measure_altered(pages, known[name]) for name in asked}
    for line in (*report(scores), "", "read otherwise than as it stands:", *_changed(scores)):
        print(line)
    if not options.only:
        for line in _silenced(pages, bars, options.grafts):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
