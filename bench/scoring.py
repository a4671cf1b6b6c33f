"""Compare what was read of labelled pages with their labels, as the corpus's README says."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import ada_url

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

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
"""Where the labelled pages lie, beside the project."""

_SHORTEST_TITLE = 2

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
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Pages by the kind of their label and the kind that was read."""
    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Letters by the state of their label and the state that was read."""

    def book(self, measure: str, page: str, expected: object, read: object) -> None:
        """Book one comparison: right, none (nothing read where something is) or wrong."""
        word = "right" if expected == read else "none" if read is None else "wrong"
        self.counts.setdefault(measure, Counter())[word] += 1
        if word != "right":
            self.failures.append(
                Failure(measure=measure, page=page, expected=str(expected), read=str(read)),
            )

    def share(self, measure: str, word: str = "right") -> float:
        """Give the share of a word in all measures that begin so; 0 where none is booked."""
        counts = sum(
            (found for name, found in self.counts.items() if name.startswith(measure)), Counter()
        )
        return counts[word] / counts.total() if counts else 0.0


def labelled_pages(corpus: Path, kind: str | None = None) -> Iterator[tuple[Label, bytes]]:
    """Give each label with the bytes of its page."""
    with (corpus / "labels.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            label = json.loads(line)
            if kind in {None, label["kind"], KINDS[label["kind"]]}:
                yield label, (corpus / label["file"]).read_bytes()


def fetched_at(label: Label) -> datetime | None:
    """Give when the page was fetched, where that is known."""
    return datetime.fromisoformat(label["fetched_at"]) if label["fetched_at"] else None


def compare(score: Score, label: Label, reading: PageReading) -> None:
    """Book everything that a label says of its page."""
    kind = KINDS[label["kind"]]
    score.kinds[kind, reading.kind.value] += 1
    score.book(f"kind: {kind}", label["id"], kind, reading.kind.value)
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
        return f"no date: {KINDS[label['kind']]}"
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
        f"{_of(label)}: count",
        label["id"],
        len(label["items"]) if expected is None else expected,
        len(rows),
    )
    days = [day for row in rows if (day := _day(row)) is not None]
    if label.get("newest_date") is not None:
        newest = max(days, default=None)
        score.book(f"{_of(label)}: newest date", label["id"], label["newest_date"], newest)
    for item, row in _matched(label, rows):
        if item.get("date") is not None:
            day = _day(row) if row is not None else None
            score.book(f"{_of(label)}: date of a row", label["id"], item["date"], day)
        if row is not None and item.get("state"):
            _book_state(score, label["id"], item["state"], row)


def _of(label: Label) -> str:
    return KINDS[label["kind"]]


def _matched(label: Label, rows: tuple[Row, ...]) -> Iterator[tuple[Label, Row | None]]:
    """Give each labelled row with the row that was read: by address, else by title.

    Rows of one title stand in their order. Labels of lists with summaries hold the whole row as the
    title: a title that begins one is its row's.
    """
    left = list(rows)
    for item in label["items"]:
        address = _absolute(label["url"], item.get("url"))
        found = next((row for row in left if row.url and row.url == address), None)
        found = found or next((row for row in left if row.title == item["title"]), None)
        found = found or next((row for row in left if _begins(row.title, item["title"])), None)
        if found is not None:
            left.remove(found)
        yield item, found


def _begins(title: str, row: str) -> bool:
    return len(title) >= _SHORTEST_TITLE and row.startswith(title)


def _book_state(score: Score, page: str, expected: str, row: Row) -> None:
    state = row.state.value if isinstance(row, Post) else None
    score.states[expected, str(state)] += 1
    score.book("interaction_list: state of a row", page, expected, state)


def _compare_letter(score: Score, page: str, letter: Label, posts: tuple[Post, ...]) -> None:
    post = posts[0] if posts else None
    for name in ("asked", "replied"):
        day = getattr(post, name, None)
        score.book(
            f"interaction_detail: {name}", page, letter.get(name), day.isoformat() if day else None
        )
    state = post.state.value if post else None
    score.states[letter["state"], str(state)] += 1
    score.book("interaction_detail: state", page, letter["state"], state)


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


def quantile(values: list[float], share: float) -> float:
    """Give the value below which this share of the values lies; 0 for no values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
