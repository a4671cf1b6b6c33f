"""Read our own letter pages, eleven engines and more, and print their states beside the truth.

`python -m bench.letter_states [--failures]`
"""

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from config.lexicon import load_lexicon
from crawler.reading import read_page
from schema.types.reading import LetterNote, LetterState
from testkit.letter_cases import LetterCase, letter_cases

_READ_AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
_NOT_READ = "no letter"
_WORDS = (*LetterState, _NOT_READ)


@dataclass(slots=True, kw_only=True)
class LetterScore:
    """How many letters of each true state were read as what."""

    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    engines: dict[str, Counter[bool]] = field(default_factory=dict)
    wrong: list[tuple[LetterCase, str]] = field(default_factory=list)
    """Letters whose state, note or asked day was read otherwise."""
    accused: list[LetterCase] = field(default_factory=list)
    """Letters that have a reply and were read as unanswered: there must be none."""

    @property
    def n(self) -> int:
        """Give how many letters were read."""
        return self.states.total()

    @property
    def share_right(self) -> float:
        """Give the share of letters whose state was read right, 0 to 1."""
        right = sum(count for (truth, read), count in self.states.items() if truth == read)
        return right / self.n if self.n else 0.0


def measure_letters() -> LetterScore:
    """Read every page of `letter_cases` as the survey does."""
    score = LetterScore()
    lexicon = load_lexicon()
    for case in letter_cases():
        reading = read_page(
            case.body,
            url=case.url,
            fetched_at=_READ_AT,
            content_type=None,
            lexicon=lexicon,
            columns=False,
        )
        post = next(iter(reading.posts), None)
        read = post.state if post is not None else _NOT_READ
        score.states[case.truth, read] += 1
        score.engines.setdefault(case.engine, Counter())[read == case.truth] += 1
        if case.truth is LetterState.ANSWERED and read == LetterState.UNANSWERED:
            score.accused.append(case)
        note = post.note if post is not None else None
        asked = post.asked if post is not None else None
        if (read, note, asked) != (case.truth, case.note, case.asked):
            score.wrong.append((case, f"{_named(read, note)}, asked {asked}"))
    return score


def _named(state: str, note: LetterNote | None) -> str:
    return f"{state} ({note})" if note is not None else str(state)


def confusion_table(score: LetterScore) -> str:
    """Write what each true state was read as, with n, and the share for each engine."""
    lines = [f"our own letters, n = {score.n}: {100 * score.share_right:.1f} % of states right"]
    lines.append("  truth \\ read" + "".join(f"{word:>12}" for word in _WORDS) + f"{'n':>8}")
    for truth in LetterState:
        row = [score.states[truth, word] for word in _WORDS]
        lines.append(f"  {truth:12}" + "".join(f"{count:>12}" for count in row) + f"{sum(row):>8}")
    lines.append(f"  letters with a reply read as unanswered: {len(score.accused)}")
    lines += [f"  {engine:16}{_share(counts)}" for engine, counts in score.engines.items()]
    return "\n".join(lines)


def _share(counts: Mapping[bool, int]) -> str:
    return f"{counts[True]:>5} of {counts[True] + counts[False]}"


def main(arguments: list[str] | None = None) -> int:
    """Print the table, with `--failures` each letter that was read otherwise."""
    score = measure_letters()
    print(confusion_table(score))
    if "--failures" in (sys.argv[1:] if arguments is None else arguments):
        for case, read in score.wrong:
            print(f"{case.id}\t{_named(case.truth, case.note)} != {read}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
