"""Measure what `read_page` reads right on a folder of labelled pages, beside its peers.

`python -m bench.accuracy [--corpus DIR] [--json] [--kind K] [--no-peers]`
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.letter_states import confusion_table, measure_letters
from bench.scoring import (
    CORPUS,
    KINDS,
    Score,
    compare,
    date_measure,
    fetched_at,
    labelled_pages,
    quantile,
)
from config.lexicon import load_lexicon
from crawler.reading import read_page


def measure(corpus: Path, kind: str | None = None) -> Score:
    """Read every page and compare it with its label."""
    score = Score()
    lexicon = load_lexicon()
    for label, body in labelled_pages(corpus, kind):
        started = time.perf_counter()
        reading = read_page(
            body,
            url=label["url"],
            fetched_at=fetched_at(label),
            content_type=None,
            lexicon=lexicon,
        )
        score.milliseconds.append((time.perf_counter() - started) * 1000)
        compare(score, label, reading)
    return score


def _htmldate(html: str) -> str | None:
    from htmldate import find_date

    return find_date(html, original_date=True, max_date="2030-01-01")


def _trafilatura(html: str) -> str | None:
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(html)
    return found.date if found else None


PEERS: dict[str, Callable[[str], str | None]] = {
    "htmldate": _htmldate,
    "trafilatura": _trafilatura,
}


def measure_peers(corpus: Path, kind: str | None = None) -> dict[str, Score]:
    """Ask htmldate and trafilatura for the publish dates of the same pages."""
    scores = {name: Score() for name in PEERS}
    for label, body in labelled_pages(corpus, kind):
        if label.get("ambiguous"):
            continue
        html = body.decode("utf-8", "replace")
        for name, find in PEERS.items():
            started = time.perf_counter()
            try:
                day = find(html)
            except (ValueError, TypeError, AttributeError):
                day = None
            scores[name].milliseconds.append((time.perf_counter() - started) * 1000)
            scores[name].book(date_measure(label), label["id"], label.get("publish_date"), day)
    return scores


def main(arguments: list[str] | None = None) -> int:
    """Print the tables, or the same as JSON; a missing corpus is no error."""
    options = _options(arguments)
    corpus = Path(options.corpus)
    if not (corpus / "labels.jsonl").is_file():
        print(f"skipped: no labelled pages in {corpus}")
        return 0
    scores = {"pucha": measure(corpus, options.kind)}
    if not options.no_peers:
        scores |= measure_peers(corpus, options.kind)
    if options.json:
        print(json.dumps({name: _as_json(score) for name, score in scores.items()}, indent=2))
        return 0
    for line in report(scores):
        print(line)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.accuracy", description=__doc__)
    parser.add_argument("--corpus", default=CORPUS, type=Path, help="folder with labels.jsonl")
    parser.add_argument("--kind", choices=sorted({*KINDS, *KINDS.values()}))
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--no-peers", action="store_true", help="leave htmldate and trafilatura out"
    )
    return parser.parse_args(arguments)


def _as_json(score: Score) -> dict[str, Any]:
    return {
        "counts": {name: dict(counts) for name, counts in sorted(score.counts.items())},
        "kinds": {f"{label} read as {read}": n for (label, read), n in score.kinds.items()},
        "letter_states": {
            f"{label} read as {read}": n for (label, read), n in score.states.items()
        },
        "milliseconds": {
            "median": quantile(score.milliseconds, 0.5),
            "p99": quantile(score.milliseconds, 0.99),
        },
    }


def report(scores: dict[str, Score]) -> Iterator[str]:
    """Give the lines of the report: measures side by side, confusion tables, failures."""
    yield from _measures(scores)
    yield ""
    for name, score in scores.items():
        median, p99 = (quantile(score.milliseconds, share) for share in (0.5, 0.99))
        yield f"{name}: {median:.1f} ms a page (median), p99 {p99:.1f} ms"
    own = scores["pucha"]
    yield from _confusion("page kinds", own.kinds)
    yield from _confusion("letter states", own.states)
    yield ""
    yield from confusion_table(measure_letters()).split("\n")
    yield ""
    yield f"read otherwise than labelled: {len(own.failures)}"
    for failure in sorted(own.failures, key=lambda one: (one.measure, one.page)):
        yield f"  {failure.measure}\t{failure.page}\t{failure.expected} != {failure.read}"


def _measures(scores: dict[str, Score]) -> Iterator[str]:
    heads = "".join(f"  {name + ': right wrong none':>32}" for name in scores)
    yield f"{'':36}{'n':>5}{heads}"
    for measure_name, counts in sorted(scores["pucha"].counts.items()):
        cells = "".join(_cells(score.counts.get(measure_name)) for score in scores.values())
        yield f"{measure_name:36}{counts.total():>5}{cells}"


def _cells(counts: Counter[str] | None) -> str:
    if counts is None:
        return " " * 34
    share = 100 * counts["right"] / counts.total()
    words = "".join(f"{counts[word]:>6}" for word in ("right", "wrong", "none"))
    return f"  {share:>12.1f} %{words}"


def _confusion(name: str, counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """Give a table with a row for each labelled word and a column for each word read."""
    if not counts:
        return
    labelled = sorted({label for label, _ in counts})
    read = sorted({word for _, word in counts})
    width = max(map(len, (*labelled, *read))) + 2
    yield ""
    yield f"{name}, labelled (rows) and read (columns), n = {counts.total()}"
    yield " " * width + "".join(f"{word:>{width}}" for word in read)
    for label in labelled:
        yield f"{label:{width}}" + "".join(
            f"{counts[label, word] or '·':>{width}}" for word in read
        )


if __name__ == "__main__":
    sys.exit(main())
