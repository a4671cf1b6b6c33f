"""Shows a marking report as plain text."""

from typing import Any

_HEAD = ("item", "n", "decided", "agree", "accused", "passed", "abst.ok", "abst.bad", "n/a", "none")


def as_text(report: dict[str, Any]) -> str:
    """Lay the report out: items, columns, letters, visits, then the counter-examples."""
    sites, columns = report["sites"], report["columns"]
    lines = [
        f"sites: {sites['marked']} of {sites['truth']} marked",
        f"effort: {sites['pages']} pages, {sites['seconds']} s",
        "",
        "  ".join(f"{word:>8}" for word in _HEAD),
        *(_item_line(item, counts) for item, counts in report["items"].items()),
        "  (accused = said FAIL, passed = said PASS, where the truth is another word)",
        "",
        f"columns: {columns['found']} of {columns['registered']} registered ones found",
        "  newest: " + ", ".join(f"{word} {n}" for word, n in columns["newest"].items()),
        *_confusion("list (truth -> said)", columns["list"]),
        *_confusion("letters (truth -> said)", report["letters"]),
        *_confusion("visits (truth -> said)", report["visits"]),
        *_listing("sheets missing", sites["missing"]),
        *_listing("sheets of unknown sites", sites["unknown"]),
        *_listing("counter-examples", [_example(one) for one in report["counter_examples"]]),
    ]
    return "\n".join(lines)


def _item_line(item: str, counts: dict[str, int]) -> str:
    return "  ".join(f"{value:>8}" for value in (item, *counts.values()))


def _confusion(title: str, counts: dict[str, int]) -> list[str]:
    return [f"{title}:", *(f"  {count:>5}  {pair}" for pair, count in counts.items())]


def _listing(title: str, rows: list[str]) -> list[str]:
    return ["", f"{title} ({len(rows)}):", *(f"  {row}" for row in rows)] if rows else []


def _example(one: dict[str, Any]) -> str:
    return f"{one['site']} {one['item']}: said {one['said']}, truth {one['truth']} ({one['why']})"
