"""The words that tell a publish date from the other dates (config/reading/date_words.toml)."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class DateRole(StrEnum):
    """What the date behind a label means (columns-and-interaction §3)."""

    PUBLISH = "publish"
    ENTERED = "entered"
    """录入时间, 上传时间: the publish date where nothing else is said to be it."""
    STAMP = "stamp"
    """时间, 日期: the publish date where it stands by the title."""
    MADE = "made"
    """创建时间, 编辑日期: the publish date where it stands in a title bar."""
    DOCUMENT = "document"
    """成文日期, 印发日期: when the document was made."""
    UPDATED = "updated"
    """更新时间: whole sites are regenerated at night."""
    AS_OF = "as_of"
    """Stand: the state that a text is in; with its minute, by a title, how broadcasters date."""
    CLOCK = "clock"
    """今天是: the day of the visit."""
    OTHER = "other"
    """Legal, event, letter and progress dates."""


class DateLabels(BaseModel):
    """Labels that give the date behind them one role."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: DateRole
    words: tuple[str, ...]


class DateWords(BaseModel):
    """Labels, and the names of tags and variables that hold publish dates."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    labels: tuple[DateLabels, ...]
    rankings: tuple[str, ...]
    """What stands behind a companion in the heading of a list (点击排行), which is no title bar."""
    companions: tuple[str, ...]
    """Words of a title bar beside its date (来源, 字号, 浏览)."""
    bylines: tuple[str, ...]
    """How lines begin that say who published, and then when (Posted by, Eingestellt von)."""
    by: tuple[str, ...]
    """What stands before the name of who wrote, behind a day (by, von, par)."""
    date_boxes: tuple[str, ...]
    """Class names of the elements that the themes of blogs date a text in (entry-meta)."""
    events: tuple[str, ...]
    """Fields beside the time of an event (地点, 嘉宾)."""
    venues: tuple[str, ...]
    """How the names of the places of events end (会议室, 文化广场), and those of no publisher."""
    datelines: tuple[str, ...]
    """What follows the day in the dateline of a report (讯, 电)."""
    taken: tuple[str, ...]
    """What the note under a picture says behind its day (摄于)."""
    article_crumbs: tuple[str, ...]
    """Last words of a breadcrumb (当前位置) that only an article's page has (正文)."""
    names_of_sites: tuple[str, ...]
    """How the names of sites and bodies end, which no headline does."""
    publishers: tuple[str, ...]
    """How the names of those end who publish, where a day stands beside one (县融媒体中心)."""
    document_table: tuple[str, ...]
    """Labels that only the head table of a document (公文) has."""
    promulgated: tuple[str, ...]
    """Labels of the day on which a law was issued (公布日期), if that of its force is beside it."""
    in_force: tuple[str, ...]
    """Labels of the day from which a law or a standard is in force (施行日期)."""
    ends_of_article: tuple[str, ...]
    """Headings behind which other articles begin (相关阅读)."""
    publish_metas: tuple[str, ...]
    """Names of the standard publish tag and its kin, the surest first."""
    structured_metas: tuple[str, ...]
    """Names of publish tags of other vocabularies, the surest first."""
    vague_metas: tuple[str, ...]
    """Tags that hold a date which is often, but not always, the publish date."""
    script_names: tuple[str, ...]
    """Names of script variables and data fields that hold the publish date."""
