"""Find the table in a sheet by its headings: any order of columns, titles above, aliases."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schema.forms.sheet import Row, Sheet
from schema.types.form import Form

SEARCHED_ROWS = 30
"""A header row stands among the first rows of a sheet that hold anything."""
_LEAST_KNOWN = 3
_NOISE = re.compile(r"[\s*★※\u200b-\u200f\u2060\ufeff]+|_x000d_")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A form found in a sheet."""

    form: Form
    header: Row
    fields: dict[int, str]
    """Column of the sheet → field of the form."""
    headings: dict[str, str]
    """Field → its heading as it stands in the file."""
    unknown: tuple[str, ...]
    """Headings of columns that are not read."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the required headings that the table lacks, alternatives joined by 或."""
        return self._lacking(self.form.required)

    @property
    def wished(self) -> tuple[str, ...]:
        """Name the headings that the table should have and lacks."""
        return self._lacking(self.form.wished)

    def _lacking(self, groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(
            " 或 ".join(self.form.headings[name][0] for name in group)
            for group in groups
            if not self.headings.keys() & set(group)
        )


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Fold a heading or a word: half-width, no spaces, line breaks, stars or final colon."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold().rstrip(":")


@lru_cache
def folded_words(words: tuple[str, ...]) -> frozenset[str]:
    """Fold the words of a list once."""
    return frozenset(map(fold, words))


def without_brackets(folded: str) -> str:
    """Drop bracketed remarks, however deep; a heading that is all brackets stays."""
    shorter = folded
    while (next_one := _BRACKETS.sub("", shorter)) != shorter:
        shorter = next_one
    return shorter or folded


class Vocabulary:
    """The headings of a form, folded; brackets count only where they tell two fields apart."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._exact: dict[str, tuple[str, int]] = {}
        loose: dict[str, dict[str, int]] = {}
        for name, headings in form.headings.items():
            for rank, heading in enumerate(headings):
                self._exact.setdefault(fold(heading), (name, rank))
                loose.setdefault(without_brackets(fold(heading)), {}).setdefault(name, rank)
        self._loose = {
            text: next(iter(found.items())) for text, found in loose.items() if len(found) == 1
        }

    def field(self, text: str) -> tuple[str, int] | None:
        """Give the field that a heading names and the heading's rank among its aliases."""
        folded = fold(text)
        return self._exact.get(folded) or self._loose.get(without_brackets(folded))


def is_note(text: str, form: Form) -> bool:
    """Tell whether a text begins as a note, a sum or a signature does (注：, 合计, 填报人：).

    A name may begin alike; a note goes on with a sign or a number, or stands alone.
    """
    folded = fold(text)
    return any(
        folded.startswith(word) and not folded[len(word) : len(word) + 1].isalpha()
        for word in folded_words(form.note_words)
    )


def find_table(sheet: Sheet, forms: Sequence[Form]) -> Table | None:
    """Find the header row and its form; a table that lacks required headings is found too."""
    vocabularies = [Vocabulary(form) for form in forms]
    best: Table | None = None
    best_score = (False, False, 0)
    above: Row | None = None
    for row in sheet.rows[:SEARCHED_ROWS]:
        for vocabulary in vocabularies:
            table = _read_header(vocabulary, row, above)
            if table is None:
                continue
            score = _score(table)
            # Of two header rows, one upon the other, the lower one stands right above the data.
            lower = best is not None and above is best.header and score == best_score
            if score > best_score or lower:
                best, best_score = table, score
        above = row
    return best


def _score(table: Table) -> tuple[bool, bool, int]:
    recognised = bool(table.headings.keys() & set(table.form.recognised_by))
    return not table.missing, recognised, len(table.headings)


def _read_header(vocabulary: Vocabulary, row: Row, above: Row | None) -> Table | None:
    """Read a row as a header row; None when too few of its cells are headings of the form."""
    chosen: dict[str, tuple[int, int]] = {}  # field → rank, column
    texts = _header_texts(row, above, vocabulary)
    for column, names in texts.items():
        found = next(filter(None, map(vocabulary.field, names)), None)
        if found is not None:
            name, rank = found
            chosen[name] = min(chosen.get(name, (rank, column)), (rank, column))
    fields = {column: name for name, (_, column) in chosen.items()}
    recognised = chosen.keys() & set(vocabulary.form.recognised_by)
    enough = len(fields) >= _LEAST_KNOWN or recognised
    if not enough or len(fields) * 2 < len(texts):
        return None
    return Table(
        form=vocabulary.form,
        header=row,
        fields=fields,
        headings={name: texts[column][-1] for column, name in fields.items()},
        unknown=tuple(names[-1] for column, names in texts.items() if column not in fields),
    )


def _header_texts(row: Row, above: Row | None, vocabulary: Vocabulary) -> dict[int, list[str]]:
    """Give what each column may be called: with the group above it (负责人 + 姓名), and alone."""
    texts: dict[int, list[str]] = {}
    group = ""
    upper = above.cells if above is not None and above.number == row.number - 1 else {}
    for column in range(1, max([*row.cells, *upper], default=0) + 1):
        group = upper.get(column, group)
        own = row.cells.get(column)
        if own is not None:
            texts[column] = [group + own, own] if group else [own]
        elif column in upper and vocabulary.field(upper[column]) is not None:
            texts[column] = [upper[column]]  # a heading that spans both rows
    return texts
