"""Shows a marking report as plain text; its last line is the summary as one JSON object."""

import json
from typing import Any

_HEAD = ("item", "n", "decided", "agree", "accused", "passed", "abst.ok", "abst.bad", "n/a", "none")
_COUNTS = (
    "n",
    "decided",
    "agree",
    "false_accusations",
    "false_passes",
    "abstained_right",
    "abstained_wrong",
    "not_applicable",
    "missing",
)
_CLEAN_CELL = frozenset({"sites"})


def as_text(report: dict[str, Any]) -> str:
    """Lay the report out: verdicts of each edition, columns, letters, visits, manners, cells."""
    sites, columns = report["sites"], report["columns"]
    lines = [
        f"sites: {sites['marked']} of {sites['truth']} marked",
        f"effort: {sites['pages']} pages, {sites['seconds']} s",
        "",
        *_verdicts(report["edition"], report),
        "",
        f"columns: {columns['found']} of {columns['registered']} registered ones found",
        f"  unregistered ones found: {_share(columns['unregistered_discovery'])}",
        "  newest: " + ", ".join(f"{word} {n}" for word, n in columns["newest"].items()),
        *_confusion("list (truth -> said)", columns["list"]),
        *_confusion("class (truth -> said)", columns["class"]),
        *_confusion("state (truth -> said)", columns["state"]),
        *_confusion("letters (truth -> said)", report["letters"]),
        *_confusion("visits (truth -> said)", report["visits"]),
        *_manners(report["politeness"]),
        *_listing("cells with a mark (family fault)", _cells(report["cells"])),
        *_listing("sheets missing", sites["missing"]),
        *_listing("sheets of unknown sites", sites["unknown"]),
        *_listing("sheets of editions without a truth", report["editions_unknown"]),
        *_listing("counter-examples", [_example(one) for one in report["counter_examples"]]),
    ]
    for name, marks in report["editions"].items():
        lines += ["", f"sites: {marks['sites']['marked']} of {marks['sites']['truth']} marked"]
        lines += _verdicts(name, marks)
        lines += _listing("sheets missing", marks["sites"]["missing"])
        lines += _listing("counter-examples", [_example(one) for one in marks["counter_examples"]])
    lines += _accusations(report["edition"], report)
    for name, marks in report["editions"].items():
        lines += _accusations(name, marks)
    return "\n".join([*lines, "", json.dumps(report["summary"], ensure_ascii=False)])


def _verdicts(edition: str, marks: dict[str, Any]) -> list[str]:
    """Lay out what was said under one edition."""
    return [
        f"— {edition}: vetoes",
        *_items(marks["items"]),
        "",
        f"vetoes found: {_share(marks['vetoes_found'])} of those that can be seen",
        f"sites undecided beyond the planted: {_share(marks['undetermined_sites'])}",
        *_confusion("abstentions by reason", marks["abstentions"]),
        *_deductions(edition, marks),
    ]


def _deductions(edition: str, marks: dict[str, Any]) -> list[str]:
    if not marks["deductions"]:
        return []
    return [
        "",
        f"— {edition}: deductions",
        *_items(marks["deductions"]),
        "",
        f"deductions found: {_share(marks['deductions_found'])} of those that can be seen",
        *_listing("missed deductions", [_example(one) for one in marks["missed_deductions"]]),
        *_listing("other deductions", [_example(one) for one in marks["deduction_examples"]]),
    ]


def _accusations(edition: str, marks: dict[str, Any]) -> list[str]:
    """List the vetoes that were missed, and what a site was accused of falsely, one by one."""
    return [
        *_listing(f"missed vetoes of {edition}", [_example(one) for one in marks["missed_vetoes"]]),
        *_listing(
            f"false deductions of {edition}", [_example(one) for one in marks["false_deductions"]]
        ),
        *_listing(f"FALSE VETOES of {edition}", [_example(one) for one in marks["false_vetoes"]]),
    ]


def _items(items: dict[str, Any]) -> list[str]:
    return [
        "  ".join(f"{word:>8}" for word in _HEAD),
        *(
            "  ".join(f"{value:>8}" for value in (item, *(counts[key] for key in _COUNTS)))
            for item, counts in items.items()
        ),
        "  (accused = said FAIL, passed = said PASS, where the truth is another word)",
        *(
            f"{item:>8}  FAIL precision {_share(counts['precision_FAIL'])}, "
            f"recall {_share(counts['recall_FAIL'])}; PASS precision "
            f"{_share(counts['precision_PASS'])}, recall {_share(counts['recall_PASS'])}"
            for item, counts in items.items()
        ),
    ]


def _share(share: dict[str, Any]) -> str:
    if share["share"] is None:
        return "0/0"
    text = f"{share['part']}/{share['whole']} = {share['share']:.1%}"
    return f"{text} [{share['low']:.1%}, {share['high']:.1%}]"


def _manners(manners: dict[str, Any] | None) -> list[str]:
    if manners is None:
        return []
    minute, flight = manners["most_a_minute"], manners["most_under_way"]
    return [
        "",
        f"politeness: {manners['requests']} requests",
        f"  worst minute: {minute['count']} requests to {minute['site']}",
        f"  most in flight: {flight['count']} to {flight['site']}",
        *_confusion("  asked where robots.txt forbids", manners["forbidden"]),
        *_confusion("  faster than Crawl-delay", manners["faster_than_crawl_delay"]),
    ]


def _cells(cells: dict[str, dict[str, int]]) -> list[str]:
    return [
        f"{name}: " + ", ".join(f"{word} {count}" for word, count in cell.items())
        for name, cell in cells.items()
        if cell.keys() - _CLEAN_CELL
    ]


def _confusion(title: str, counts: dict[str, Any]) -> list[str]:
    return [f"{title}:", *(f"  {count:>5}  {pair}" for pair, count in counts.items())]


def _listing(title: str, rows: list[str]) -> list[str]:
    return ["", f"{title} ({len(rows)}):", *(f"  {row}" for row in rows)] if rows else []


def _example(one: dict[str, Any]) -> str:
    faults = ", ".join(one["faults"]) or "no fault"
    return (
        f"{one['site']} {one['item']}: said {one['said']}, truth {one['truth']} "
        f"({one['why']}) [{one['family']}, {faults}]"
    )
