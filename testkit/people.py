"""People who say things about one sheet, for tests of what their word comes to."""

from typing import Any

from audit.people.basis import basis_of
from audit.people.decisions import decisions, held
from audit.people.overlay import human_sheet
from audit.people.recognition import review_of
from schema.types.casework import Act, HumanSheet, Key
from schema.types.evidence import Evidence
from schema.types.review import SiteReview
from schema.types.rulepack import Trait
from testkit.side_facts import make_link

EDITION = "census-2015"
TRAITS = frozenset({Trait.OTHER, Trait.SERVICES})


def dead_links(make: Any, count: int) -> list[Evidence]:
    """Make links that two looks found dead; `make` is the tests' case maker."""
    return [
        look for n in range(count) for look in make.twice(make_link(url=f"http://dead{n}.example/"))
    ]


def empty_columns(make: Any, count: int) -> list[Evidence]:
    """Make columns that two looks found empty."""
    return [
        make.empty_column(f"k{n}/", at, name=f"栏目{n}")
        for n in range(count)
        for at in (None, make.later())
    ]


class People:
    """Says things about one sheet, and tells what they come to."""

    def __init__(self, make: Any, log: Any, rows: list[Evidence]) -> None:
        self.pack, self.log, self.rows = make.pack, log, tuple(rows)
        self.sheet = make.sheet(*rows)
        self.entries: list[Any] = []

    def say(self, act: Act, item: str, cause: str = "", by: str = "张三", **body: Any) -> None:
        """Let a person decide on an item, or on one place of it."""
        row = next(one for one in self.sheet.items if one.id == item)
        key = Key(edition=EDITION, item=item, cause=cause)
        basis = basis_of(row, cause, self.rows)
        self.entries.append(self.log.entry(act, by, key=key, basis=basis, body=body))

    def human(self) -> HumanSheet:
        """Give the sheet as people see it."""
        found = held(decisions(self.entries, EDITION), self.sheet, self.rows)
        return human_sheet(self.sheet, self.pack, found, TRAITS)

    def review(self) -> SiteReview:
        """Tell what may be said of the site on people's word alone."""
        found = held(decisions(self.entries, EDITION), self.sheet, self.rows)
        return review_of(self.sheet, self.pack, found, TRAITS)
