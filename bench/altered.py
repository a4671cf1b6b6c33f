"""`make altered`: what is read of the labelled pages once each is changed harmlessly.

The corpus shows templates that the readers were made by; the alterations show whether a rule holds
where names, tags, forms of dates and what stands around are others. The labels stay the same.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bench.alterations import ALTERATIONS, Alteration
from bench.grafts import find_bars, graft
from bench.scoring import CORPUS, Label, Score, compare, fetched_at, labelled_pages
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


def main(arguments: list[str] | None = None) -> int:
    """Print the table, then each difference on a line; a missing corpus is no error."""
    parser = argparse.ArgumentParser(prog="bench.altered", description=__doc__)
    parser.add_argument("--corpus", default=CORPUS, type=Path, help="folder with labels.jsonl")
    parser.add_argument("--only", choices=ALTERATIONS, action="append", help="these alone")
    parser.add_argument("--chinese", action="store_true", help="leave other languages out")
    parser.add_argument(
        "--grafts", type=int, default=0, metavar="N", help="set bars of other pages in, N times"
    )
    options = parser.parse_args(arguments)
    if not (options.corpus / "labels.jsonl").is_file():
        print(f"skipped: no labelled pages in {options.corpus}")
        return 0
    pages = canonical_pages(options.corpus, chinese=options.chinese)
    chosen = options.only or ([] if options.grafts else ALTERATIONS)
    asked = {name: ALTERATIONS[name] for name in (next(iter(ALTERATIONS)), *chosen)}
    bars = find_bars(pages) if options.grafts else []
    asked |= {f"a bar of another, {n + 1}": graft(bars, n) for n in range(options.grafts)}
    scores = {name: measure_altered(pages, alteration) for name, alteration in asked.items()}
    for line in (*report(scores), "", "read otherwise than as it stands:", *_changed(scores)):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
