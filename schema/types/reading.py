"""What pucha reads in one page: facts about the page alone, before anything is judged."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from schema.types.activity import Activity
from schema.types.column import ColumnClass
from schema.types.dates import DateClaim
from schema.types.guide import GuideReading
from schema.types.outcome import PageClass


class PageKind(StrEnum):
    """What a page is for."""

    HOME = "home"
    COLUMN = "column"
    ARTICLE = "article"
    INTERACTION_LIST = "interaction_list"
    INTERACTION_DETAIL = "interaction_detail"
    SERVICE_GUIDE = "service_guide"
    SHIELD = "shield"
    ERROR = "error"
    OTHER = "other"


class ListState(StrEnum):
    """What a list page gave (vocabulary §5); only `empty` ever means an empty column."""

    READ = "read"
    EMPTY = "empty"
    ELSEWHERE = "elsewhere"
    UNREADABLE = "unreadable"
    PARENT = "parent"
    SINGLE = "single"
    LINKS_ONLY = "links_only"
    NONE = "none"


class LetterState(StrEnum):
    """State of a citizen's letter (vocabulary §6)."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"


class LetterNote(StrEnum):
    """What else is known of a letter's state."""

    CLOSED = "closed"
    """不予受理, 退回, 撤回, 重复, 无效, 转信访."""
    ACKNOWLEDGED = "acknowledged"
    """A done-word or an acknowledgement, but no reply text."""
    IN_PROGRESS = "in_progress"
    """办理中, 已受理, 已转办."""
    WAITING = "waiting"
    """待处理, 未回复."""
    WITHHELD = "withheld"
    """不公开, 仅本人可见, 保密: there may be a reply that nobody is shown."""
    REPLY_UNREAD = "reply_unread"
    """The reply's place is filled from elsewhere (frame, script): it was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPlace:
    """Where the rows of a list stand in its template: its next pages have theirs there too."""

    shape: str
    """The elements from the top down to the list, with their names without digits."""
    before: int
    """How many elements of this shape stand before the list's own,"""
    after: int
    """and how many behind: where another page has others, nobody knows which is the list's."""
    head: str
    """Tag of the element that a row begins with, or is."""
    cut: Literal["whole", "before", "behind"] = "whole"
    """A row is one element, or goes from one such element to the next, or ends with one."""
    parts: int = 1
    """Elements that a template cut the list into."""
    dated: bool = False
    """The rows show dates: what shows none in their place is no list of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One entry of a list; `url` is absolute (WHATWG), None for `javascript:` and missing links."""

    title: str
    url: str | None
    date: DateClaim | None = None
    pinned: bool = False
    locator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One letter (来信, 留言), from its row in a list or from its own page."""

    title: str
    url: str | None
    asked: date | None = None
    replied: date | None = None
    state: LetterState = LetterState.UNKNOWN
    note: LetterNote | None = None
    locator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLink:
    """A link that leads to a column (栏目), with the class its name speaks for."""

    name: str
    url: str
    column_class: ColumnClass
    locator: str | None = None
    breadcrumb: tuple[str, ...] = ()
    """The names above it in the navigation, the outermost first."""
    off_site: bool = False
    """It leads to another host; a sister host is another site too."""
    in_navigation: bool = False
    """It stands in the page's navigation, not only as a block of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """An address that a page names as the continuation of itself.

    `purpose` rows: the list's rows come from there; asked: a script asks for it, and whether what
    comes is the list's nobody says; next: the list goes on there; child: the page
    is a parent and leads there; hop: the page is only a step (meta refresh, script, frame); menu:
    a frame of the page holds its navigation.
    """

    url: str
    purpose: Literal["rows", "asked", "next", "child", "hop", "menu"]
    method: Literal["GET", "POST"] = "GET"
    form: tuple[tuple[str, str], ...] = ()
    submitted: bool = False
    """The form is the page's own, which a browser submits in the page's encoding."""
    partial: bool = False
    """Further rows come from there, and nothing that tells whether they are the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """Everything read in one page."""

    url: str | None
    charset: str
    charset_reason: str
    kind: PageKind
    page_class: PageClass
    page_class_sign: str = ""
    """The sign that decided the class, for instance the shield's family."""
    family: str = "generic"
    title: str = ""
    published: DateClaim | None = None
    claims: tuple[DateClaim, ...] = ()
    """Every date that the page claims to be published on, the chosen one included."""
    date_like_text: bool = False
    """Text is left that looks like a date and is no clock, counter or footer (vocabulary §7)."""
    list_state: ListState = ListState.NONE
    items: tuple[ListItem, ...] = ()
    posts: tuple[Post, ...] = ()
    ordered_by_date: bool = True
    links: int = 0
    columns: tuple[ColumnLink, ...] = ()
    linked: tuple[str, ...] = ()
    """Every address that the page links to, where it was asked for."""
    unseen: tuple[str, ...] = ()
    """Those of `linked` that only elements lead to which say of themselves that they are hidden."""
    pictures: tuple[str, ...] = ()
    """Addresses of the picture files that the page shows, where all links were asked for."""
    headlines: tuple[str, ...] = ()
    """Entries that a homepage shows apart from `items`, where all links were asked for: a lead
    story, the pictures of a slide show. Nothing there tells their days."""
    letter_forms: tuple[str, ...] = ()
    """Names of links to write by (我要写信, 12345), where columns were asked for."""
    follow: tuple[Follow, ...] = ()
    more: bool = False
    """The list goes on behind what is shown, though `follow` may not say how to get there."""
    meta: dict[str, str] = field(default_factory=dict)
    """The standard meta tags of 《政府网站发展指引》, by their lower-case names."""
    site_code: str | None = None
    """网站标识码 as the page states it (meta SiteIDCode or the 找错 plug-in)."""
    activities: tuple[Activity, ...] = ()
    """The rows of a list of 调查征集 or 在线访谈, one for each of `items`."""
    activity: Activity | None = None
    """What a page that is one consultation or interview says of it."""
    guide: GuideReading | None = None
    """The elements of a service guide, or of an article that a list of guides led to and that has
    some of a guide's signs; None for other pages."""
    rows_at: RowsPlace | None = None
    """Where the rows stand in the page's own markup; None where they came another way, or do not
    stand where the page before had its own."""
    pages: int | None = None
    """How many pages the list's pager counts, where it tells."""
    content: bool = False
    """A page whose rows come from elsewhere shows a text, or what may be rows, itself."""
    above: tuple[str, ...] = ()
    """The names above a list's page in its breadcrumb (当前位置), its own left out."""
    in_part: bool = False
    """`items` are those of one child column, or of one tab; what the others hold is not shown."""
    rival: date | None = None
    """Latest day of entries beside `items` that may be the column's too, where it is later than
    theirs: that they are old proves nothing then."""
