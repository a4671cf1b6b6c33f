"""Measure what `read_page` reads right on a folder of labelled pages, beside its peers.

`python -m bench.accuracy [--corpus DIR] [--json] [--failures] [--kind K] [--no-peers]`
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import ada_url

from config.lexicon import load_lexicon
from crawler.reading import read_page
from schema.types.reading import ListItem, PageReading, Post

KINDS = {
    "home": "home",
    "list": "column",
    "article": "article",
    "letter_list": "interaction_list",
    "letter": "interaction_detail",
    "error": "error",
    "other": "other",
}
"""The corpus's kinds in our words."""

Label = dict[str, Any]
Row = ListItem | Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing read otherwise than labelled."""

    measure: str
    page: str
    expected: str
    read: str


@dataclass(slots=True, kw_only=True)
class Score:
    """Counts per measure, the failures behind them, and milliseconds per page."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    states: Counter[tuple[str, str]] = field(default_factory=Counter)

    def book(self, measure: str, page: str, expected: object, read: object) -> None:
        """Book one comparison: right, none (nothing read where something is) or wrong."""
        word = "right" if expected == read else "none" if read is None else "wrong"
        self.counts.setdefault(measure, Counter())[word] += 1
        if word != "right":
            self.failures.append(
                Failure(measure=measure, page=page, expected=str(expected), read=str(read)),
            )

    def share(self, measure: str, word: str = "right") -> float:
        """Give the share of a word in a measure, 0 to 1; 0 for a measure never booked."""
        counts = self.counts.get(measure, Counter())
        return counts[word] / counts.total() if counts else 0.0


def labelled_pages(corpus: Path, kind: str | None = None) -> Iterator[tuple[Label, bytes]]:
    """Give each label with the bytes of its page."""
    with (corpus / "labels.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            label = json.loads(line)
            if kind in {None, label["kind"], KINDS[label["kind"]]}:
                yield label, (corpus / label["file"]).read_bytes()


def measure(corpus: Path, kind: str | None = None) -> Score:
    """Read every page and compare it with its label, as the corpus's README says."""
    score = Score()
    lexicon = load_lexicon()
    for label, body in labelled_pages(corpus, kind):
        fetched_at = label["fetched_at"]
        started = time.perf_counter()
        reading = read_page(
            body,
            url=label["url"],
            fetched_at=datetime.fromisoformat(fetched_at) if fetched_at else None,
            content_type=None,
            lexicon=lexicon,
        )
        score.milliseconds.append((time.perf_counter() - started) * 1000)
        _compare(score, label, reading)
    return score


def _compare(score: Score, label: Label, reading: PageReading) -> None:
    score.book("kind", label["id"], KINDS[label["kind"]], reading.kind.value)
    if not label.get("ambiguous"):
        published = reading.published.value.isoformat() if reading.published else None
        score.book(date_measure(label), label["id"], label.get("publish_date"), published)
    if label["kind"] in {"list", "letter_list"}:
        _compare_list(score, label, reading)
    if label["kind"] == "letter":
        _compare_letter(score, label["id"], label["letter"], reading.posts)


def date_measure(label: Label) -> str:
    """Name the group of pages that a publish date is counted in."""
    if label.get("publish_date") is None:
        return "date: pages that carry none"
    if label["kind"] == "letter":
        return "date: letters"
    chinese = (label["lang"] or "").lower().startswith("zh")
    if chinese:
        return "date: Chinese government" if label["is_gov"] else "date: other Chinese"
    return "date: other languages"


def _compare_list(score: Score, label: Label, reading: PageReading) -> None:
    rows: tuple[Row, ...] = reading.posts if label["kind"] == "letter_list" else reading.items
    expected = label.get("items_count")
    score.book(
        "list: count", label["id"], len(label["items"]) if expected is None else expected, len(rows)
    )
    days = [day for row in rows if (day := _day(row)) is not None]
    if label.get("newest_date") is not None:
        score.book("list: newest", label["id"], label["newest_date"], max(days, default=None))
    by_url: dict[str | None, Row] = {row.url: row for row in reversed(rows) if row.url}
    by_title: dict[str, Row] = {row.title: row for row in reversed(rows)}
    for item in label["items"]:
        row = by_url.get(_absolute(label["url"], item.get("url"))) or by_title.get(item["title"])
        if item.get("date") is not None:
            score.book("list: item date", label["id"], item["date"], row and _day(row))
        if row is not None and item.get("state"):
            _book_state(score, label["id"], item["state"], row)


def _book_state(score: Score, page: str, expected: str, row: Row) -> None:
    state = row.state.value if isinstance(row, Post) else None
    score.states[expected, str(state)] += 1
    score.book("letter: state in list", page, expected, state)


def _compare_letter(score: Score, page: str, letter: Label, posts: tuple[Post, ...]) -> None:
    post = posts[0] if posts else None
    for name in ("asked", "replied"):
        day = getattr(post, name, None)
        score.book(f"letter: {name}", page, letter.get(name), day.isoformat() if day else None)
    state = post.state.value if post else None
    score.states[letter["state"], str(state)] += 1
    score.book("letter: state", page, letter["state"], state)


def _day(row: Row) -> str | None:
    if isinstance(row, Post):
        day = row.replied or row.asked
        return day.isoformat() if day else None
    return row.date.value.isoformat() if row.date else None


def _absolute(base: str | None, href: str | None) -> str | None:
    if href is None or base is None:
        return href
    try:
        return str(ada_url.join_url(base, href))
    except ValueError:
        return href


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
    """Print the table, or the same as JSON; a missing corpus is no error."""
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
    _print_table(scores)
    if options.failures:
        for failure in scores["pucha"].failures:
            print(f"{failure.measure}\t{failure.page}\t{failure.expected} != {failure.read}")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.accuracy", description=__doc__)
    parser.add_argument("--corpus", default="../shared/corpus", help="folder with labels.jsonl")
    parser.add_argument("--kind", choices=sorted({*KINDS, *KINDS.values()}))
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--failures", action="store_true", help="list what was read otherwise")
    parser.add_argument(
        "--no-peers", action="store_true", help="leave htmldate and trafilatura out"
    )
    return parser.parse_args(arguments)


def _as_json(score: Score) -> dict[str, Any]:
    return {
        "counts": {name: dict(counts) for name, counts in sorted(score.counts.items())},
        "letter_states": {
            f"{label} read as {read}": n for (label, read), n in score.states.items()
        },
        "milliseconds": {
            "median": quantile(score.milliseconds, 0.5),
            "p99": quantile(score.milliseconds, 0.99),
        },
    }


def _print_table(scores: dict[str, Score]) -> None:
    print(f"{'':34}{'n':>6}{'right':>8}{'wrong':>8}{'none':>8}{'right %':>9}")
    for name, score in scores.items():
        median, p99 = (quantile(score.milliseconds, share) for share in (0.5, 0.99))
        print(f"{name}: {median:.1f} ms a page, p99 {p99:.1f} ms")
        for measure_name, counts in sorted(score.counts.items()):
            cells = "".join(f"{counts[word]:>8}" for word in ("right", "wrong", "none"))
            percent = 100 * score.share(measure_name)
            print(f"  {measure_name:32}{counts.total():>6}{cells}{percent:>9.1f}")
        for (expected, read), n in sorted(score.states.items()):
            print(f"  letters {expected} read as {read}: {n}")


def quantile(values: list[float], share: float) -> float:
    """Give the value below which this share of the values lies; 0 for no values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


if __name__ == "__main__":
    sys.exit(main())
