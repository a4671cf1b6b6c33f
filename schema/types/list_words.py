"""The words by which lists are told from their surroundings (config/reading/list_words.toml)."""

from pydantic import BaseModel, ConfigDict


class ListWords(BaseModel):
    """Words and attribute hints of lists."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    empty: tuple[str, ...]
    empty_alone: tuple[str, ...]
    """What says that a list is empty where it is all that its element says."""
    """The page's own words for an empty list (暂无内容)."""
    failed: tuple[str, ...]
    """Words beside those of an empty list that tell of a failure: nothing is known then."""
    loading: tuple[str, ...]
    """What stands in a list's place until a script has fetched its rows (正在加载)."""
    zero_counts: tuple[str, ...]
    """A pager's words for no rows, without blanks (共0条)."""
    asks_first: tuple[str, ...]
    """What a page says that shows rows only after a search (请输入关键字), without blanks."""
    prompts: tuple[str, ...]
    """Beginnings of what a form asks for (按标题检索相关信息), which is no heading."""
    other_parts: tuple[str, ...]
    """Beginnings of the names of a list's other parts (往期征集): an empty one is not all of it."""
    pinned: tuple[str, ...]
    """Marks of a pinned item (置顶)."""
    side_headings: tuple[str, ...]
    """Headings of blocks beside the main list (热点新闻, 相关链接)."""
    pager: tuple[str, ...]
    """Link texts of pagers."""
    next_page: tuple[str, ...]
    side_hints: tuple[str, ...]
    """Parts of an id or a class that mark a side bar, a header, a footer or a slide show."""
    pager_hints: tuple[str, ...]
    """Parts of an id or a class that mark a pager."""
    main_hints: tuple[str, ...]
    """Parts of an id or a class that mark the main list."""
    more: tuple[str, ...]
    """Link texts that lead on to the whole list (更多, 查看详情)."""
    foot_lines: tuple[str, ...]
    """Parts of the lines that stand at the foot of every page (版权所有, ICP备)."""
    library_scripts: tuple[str, ...]
    """Names, and beginnings of them, of scripts that fill no list (jquery, swiper, jiucuo)."""
    shared_scripts: tuple[str, ...]
    """Names of the scripts that all pages of a site share (common, header)."""
    empty_signs: tuple[str, ...]
    """Parts of a picture's name, or of the class around it, that say emptiness (nodata)."""
    ornaments: tuple[str, ...]
    """Beginnings of the names of a layout's pictures (icon, bg)."""
