"""The names that tell a column's class (config/reading/column_names.toml)."""

from pydantic import BaseModel, ConfigDict

from schema.types.column import ColumnClass


class ClassNames(BaseModel):
    """Names and path tokens of one class of columns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column_class: ColumnClass
    names: tuple[str, ...]
    """Matched anywhere in a column's name; the longest wins, of equals the one that ends last."""
    paths: tuple[str, ...] = ()
    """Weak evidence: pinyin initials collide, so a path speaks only where no name does."""


class ColumnNames(BaseModel):
    """How a column's name, breadcrumb and path speak for its class."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    archive: tuple[str, ...]
    """专题, 往期, 历史: a column under such a name is an archive whatever else it is called."""
    home: tuple[str, ...]
    """Names of the home page itself; they speak for nothing in a breadcrumb."""
    classes: tuple[ClassNames, ...]
    more: tuple[str, ...]
    """更多: a link so named leads to the column whose heading stands before it."""
    no_column: tuple[str, ...]
    """Whole link texts of a navigation that lead to no column."""
    nav_hints: tuple[str, ...]
    """Parts of an id or a class that mark a navigation."""
    footer_hints: tuple[str, ...]
    """Parts of an id or a class that mark a footer or friend links."""
    friend_words: tuple[str, ...]
    """Headings of blocks that lead to other sites (友情链接)."""
    enter: tuple[str, ...]
    """进入首页: links of a splash page that lead to the home page itself."""
    head_hints: tuple[str, ...]
    """Ids and classes of a box that holds the heads of panels (选项卡)."""
    panel_hints: tuple[str, ...]
    """Parts of an id or a class that mark a panel dropping down from a menu's entry."""
    frame_hints: tuple[str, ...]
    """Parts of a frame's id, name or address that mark a navigation."""
    bodies: tuple[str, ...]
    """Ends of a body's name (局, 科): the field it works in makes no class of it."""
    news_of: tuple[str, ...]
    """今日 and the like: what begins so and goes on with a place is that place's news."""
    headline_words: tuple[str, ...]
    """举办, 我县: a text of some length that holds one is a headline, not a column's name."""
    colliding: tuple[str, ...]
    """Path tokens that stand for several names: never a sign alone."""
