"""Whole sheets of made-up sites against files that a person has read (`make goldens`)."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit.report.sheet_json import document
from schema.types.column import ColumnClass
from schema.types.dates import DateSource
from schema.types.evidence import Evidence
from schema.types.outcome import CountsAs, Outcome, PageClass
from schema.types.reading import LetterNote, LetterState, ListState

GOLDEN = Path(__file__).parent / "golden"


def healthy(make: Any) -> list[Evidence]:
    return [
        make.visit(),
        make.fresh_column("news/", on_home=True),
        make.column("notice/", column_class=ColumnClass.NOTICE, items=(make.item(100),)),
        make.mailbox(only_answered_shown=True),
        make.letter(200, state=LetterState.ANSWERED, replied=date(2026, 5, 20)),
    ]


def abandoned(make: Any) -> list[Evidence]:
    stale = [make.column(f"c{number}/", on_home=True) for number in range(6)]
    first = [make.empty_column(f"e{number}/") for number in range(5)]
    second = [make.empty_column(f"e{number}/", make.later()) for number in range(5)]
    letters = [make.letter(at=at) for at in (None, make.later())]
    return [make.visit(), *stale, *first, *second, make.mailbox(), *letters]


def shielded(make: Any) -> list[Evidence]:
    return [
        make.visit(
            outcome=Outcome.HTTP_5XX,
            status=521,
            page_class=PageClass.CHALLENGE,
            counts_as=CountsAs.UNDETERMINED,
        )
    ]


def doubtful(make: Any) -> list[Evidence]:
    weak = [make.item(300, source=DateSource.URL)]
    columns = [make.column(f"c{number}/", on_home=True, items=tuple(weak)) for number in range(6)]
    return [
        make.visit(),
        *columns,
        make.column("api/", list_state=ListState.UNREADABLE, items=()),
        make.column("budget/", column_class=ColumnClass.FINANCE),
        make.mailbox(),
        make.letter(note=LetterNote.ACKNOWLEDGED),
    ]


@pytest.mark.parametrize("edition", ["make", "make_2019"], ids=["census-2015", "indicators-2019"])
@pytest.mark.parametrize("site", [healthy, abandoned, shielded, doubtful], ids=lambda f: f.__name__)
def test_sheet_is_the_one_that_a_person_has_read(
    request: pytest.FixtureRequest, golden: Callable[..., Any], edition: str, site: Any
) -> None:
    anew = request.getfixturevalue(edition).anew()
    path = GOLDEN / anew.pack.edition / f"{site.__name__}.json"

    said = json.loads(json.dumps(document(anew.bundle(*site(anew)))))

    assert said == golden(path, said)
