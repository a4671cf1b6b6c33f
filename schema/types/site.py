"""Sites and the organisations behind them, as the register states them (政府网站基本信息表)."""

from dataclasses import dataclass, field
from enum import StrEnum

from schema.types.column import Column
from schema.types.ids import SiteId


class RunState(StrEnum):
    """运行状态 of a registered site."""

    NORMAL = "normal"
    EXEMPT = "exempt"
    """例外, with a reason."""
    CLOSED = "closed"
    """关停."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A registered site; `code` (网站标识码) comes only after approval."""

    id: SiteId | None
    home_url: str
    name: str = ""
    code: str | None = None
    sponsor: str = ""
    """主办单位."""
    supervisor: str = ""
    """主管单位."""
    province: str = ""
    city: str = ""
    county: str = ""
    level: str = ""
    is_portal: bool = False
    jump_url: str | None = None
    """跳转网址: where the home page is registered to redirect to."""
    run_state: RunState = RunState.NORMAL
    run_state_reason: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    """Further cells of the form, by the keys of config/forms."""
    columns: tuple[Column, ...] = ()
