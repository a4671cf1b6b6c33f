"""Columns (栏目): their census classes and what the register says of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schema.types.ids import ColumnId


class ColumnClass(StrEnum):
    """Class of a column in the census's own words (政府网站栏目分类)."""

    HOME = "首页栏目"
    NEWS = "动态要闻"
    NOTICE = "通知公告"
    POLICY = "政策文件"
    INTERPRETATION = "政策解读"
    PERSONNEL = "人事"
    PLANNING = "规划计划"
    FINANCE = "财政资金"
    STATISTICS = "统计"
    EMERGENCY = "应急"
    KEY_AREAS = "重点领域"
    CONSULT = "政务咨询"
    COMPLAINT = "举报投诉"
    SURVEY = "调查征集"
    INTERVIEW = "在线访谈"
    GUIDE = "办事指南"
    ABOUT = "机构概况"
    DISCLOSURE = "公开专栏"
    TOPIC = "专题"
    OTHER = "其他"


class Channel(StrEnum):
    """Which letters a mailbox takes, for item V5 (vocabulary §6)."""

    CONSULT = "consult"
    MIXED = "mixed"
    EXCLUDED = "excluded"
    """举报投诉, 信访, 纪检, 征集, 访谈."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A registered section of a site, or an online system (系统)."""

    id: ColumnId | None
    name: str
    url: str
    column_class: ColumnClass
    class_given: str | None = None
    """The register's own words for the class, as printed."""
    is_system: bool = False
    jump_url: str | None = None
    update_days: int | None = None
    """应更新天数: overrides the class's window."""
    navigation: bool = False
    monitored: bool = True
    opened_on: date | None = None

    @property
    def exempt(self) -> bool:
        """Tell whether emptiness and staleness are never held against this column."""
        return self.navigation or not self.monitored or self.is_system
