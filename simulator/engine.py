"""What an interaction engine must offer: addresses, the rows of its list and a letter's markup."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from simulator.model import Column, Letter, Page, Reply, Sight, Site, Visibility

Query = Mapping[str, str]
Render = Callable[[Query], Page]

STATUS = {
    Reply.ANSWERED: "已回复",
    Reply.ACKNOWLEDGED: "已回复",
    Reply.CLOSED: "不予受理",
    Reply.WORKING: "办理中",
    Reply.WAITING: "待处理",
    Reply.HOLLOW: "已办结",
    Reply.PRIVATE: "仅来信人可见",
}
REPLY_TEXT = {
    Reply.ANSWERED: "您好！经核实，该事项由{unit}窗口负责，所需材料为身份证复印件和申请表各一份，"
    "符合条件的在十五个工作日内办结，具体标准请向窗口工作人员索取。",
    Reply.ACKNOWLEDGED: "您的来信已收到，已转相关部门办理，感谢您的关注。",
    Reply.CLOSED: "经审查，您反映的事项不属于本信箱受理范围，不予受理。",
}
_SHOW_STATUS = {Visibility.BOTH}
_SHOW_ASKED = {Visibility.BOTH, Visibility.ASKED}
_SHOW_REPLIED = {Visibility.BOTH, Visibility.REPLIED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A letter in the words of a page; what the page does not show is empty."""

    number: int
    path: str
    title: str
    asked: date | None
    replied: date | None
    status: str
    question: str = ""
    reply: str = ""
    unit: str = ""

    @property
    def asked_text(self) -> str:
        """Give the day of asking as it is written."""
        return f"{self.asked:%Y-%m-%d}" if self.asked else ""

    @property
    def replied_text(self) -> str:
        """Give the day of the reply as it is written."""
        return f"{self.replied:%Y-%m-%d}" if self.replied else ""


class Engine(ABC):
    """One kind of interaction system (互动系统); it keeps no state."""

    id: ClassVar[str]
    label: ClassVar[str]
    sight: ClassVar[Sight] = Sight.PLAIN
    """Where a visitor without JavaScript finds the letters."""
    charset: ClassVar[str | None] = None
    """The encoding of its own pages, where it is not the site's."""
    page_size: ClassVar[int] = 50

    @abstractmethod
    def letter_path(self, column: Column, letter: Letter) -> str:
        """Return the address of a letter."""

    @abstractmethod
    def rows(self, letters: Sequence[Shown]) -> str:
        """Make the list of these letters."""

    @abstractmethod
    def letter(self, one: Shown) -> str:
        """Make the main part of a letter's page; without a reply the reply's place stays empty."""

    def page_field(self, page: int) -> str:
        """Return the field of the query that asks for a later page of the list."""
        return f"page={page}"

    def listing(self, site: Site, column: Column, page: int) -> str:
        """Make what stands in the list's place of a page, from 1."""
        del site
        first = (page - 1) * self.page_size
        letters = column.letters[first : first + self.page_size]
        return self.rows([in_list(self, column, letter) for letter in letters])

    def data_routes(self, site: Site, column: Column) -> dict[str, Render]:
        """Map the engine's own endpoints."""
        del site, column
        return {}


def grid(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Give the head and the rows of a table without the columns in which nothing stands."""
    kept = [place for place in range(len(names)) if any(row[place] for row in rows)]
    return [[row[place] for place in kept] for row in (names, *rows)]


def table_rows(names: Sequence[str], rows: Sequence[Sequence[str]], head: str = "th") -> str:
    """Make the rows of a table, its head first, without the columns in which nothing stands."""
    first, *rest = grid(names, rows)
    top = "".join(f"<{head}>{name}</{head}>" for name in first)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rest)
    return f"<tr>{top}</tr>{lines}"


def in_list(engine: Engine, column: Column, letter: Letter) -> Shown:
    """Put a letter into the words of its list, which shows what the column's visibility says."""
    seen = column.visibility
    return Shown(
        number=letter.number,
        path=engine.letter_path(column, letter),
        title=letter.title,
        asked=letter.asked if seen in _SHOW_ASKED else None,
        replied=letter.replied if seen in _SHOW_REPLIED and letter.listed is None else None,
        status=STATUS[letter.listed or letter.reply] if seen in _SHOW_STATUS else "",
    )


def whole(engine: Engine, site: Site, column: Column, letter: Letter) -> Shown:
    """Put a letter into the words of its own page."""
    reply = REPLY_TEXT.get(letter.reply, "").format(unit=site.unit)
    return Shown(
        number=letter.number,
        path=engine.letter_path(column, letter),
        title=letter.title,
        asked=letter.asked,
        replied=letter.replied,
        status=STATUS[letter.reply],
        question=f"请问{letter.title}，希望得到答复，谢谢。",
        reply=reply,
        unit=site.unit if reply else "",
    )
