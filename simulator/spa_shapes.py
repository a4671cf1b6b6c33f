"""Ten shapes of list data as single-page applications get it: names, units and wrappings differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from simulator import stamps

Rows = Sequence[Mapping[str, object]]
Wrap = Callable[[Rows, int], dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One API: its address, the names of what is asked and of what is answered."""

    path: str
    column: str
    page: str
    size: str
    id: str
    title: str
    date: str
    stamp: stamps.Stamp
    wrap: Wrap
    more: Mapping[str, object] = field(default_factory=dict)


def _ruoyi(rows: Rows, total: int) -> dict[str, object]:
    return {"code": 200, "msg": "查询成功", "total": total, "rows": list(rows)}


def _records(rows: Rows, total: int) -> dict[str, object]:
    return {"code": 0, "data": {"records": list(rows), "total": total, "current": 1}}


def _content(rows: Rows, total: int) -> dict[str, object]:
    return {"content": list(rows), "totalElements": total}


def _list(rows: Rows, total: int) -> dict[str, object]:
    return {"success": True, "data": {"list": list(rows), "count": total}}


def _bare(rows: Rows, total: int) -> dict[str, object]:
    return {"status": "ok", "result": list(rows), "totalCount": str(total)}


SHAPES: tuple[Shape, ...] = (
    Shape(
        path="/prod-api/portal/article/list", column="categoryId", page="pageNum", size="pageSize",
        id="articleId", title="articleTitle", date="publishTime", stamp=stamps.plain, wrap=_ruoyi,
    ),
    Shape(
        path="/front/article/page", column="channelId", page="current", size="size", id="id",
        title="title", date="publishDate", stamp=stamps.java, wrap=_records,
    ),
    Shape(
        path="/api/cms/contents", column="siteColumn", page="page", size="limit", id="contentId",
        title="headline", date="releaseTime", stamp=stamps.epoch_ms, wrap=_content,
    ),
    Shape(
        path="/portal/category", column="categoryCode", page="pageNo", size="pageSize",
        id="articleId", title="title", date="publishDate", stamp=stamps.epoch_ms, wrap=_list,
    ),
    Shape(
        path="/gateway/info/query", column="columnId", page="pageIndex", size="pageSize",
        id="infoId", title="infoTitle", date="pubTime", stamp=stamps.day_alone, wrap=_bare,
    ),
    Shape(
        path="/api/v1/docs", column="chnlId", page="pageNumber", size="perPage", id="docId",
        title="docTitle", date="docRelTime", stamp=stamps.slashed, wrap=_records,
    ),
    Shape(
        path="/webapi/news/getList", column="lmid", page="curPage", size="rows", id="xxid",
        title="bt", date="fbsj", stamp=stamps.compact, wrap=_list,
    ),
    Shape(
        path="/rest/news", column="type", page="page", size="size", id="uuid", title="subject",
        date="created_at", stamp=stamps.zoned, wrap=_content, more={"updated_at": None},
    ),
    Shape(
        path="/api/public/information", column="catalogId", page="page_no", size="page_size",
        id="id", title="name", date="date", stamp=stamps.epoch, wrap=_ruoyi,
    ),
    Shape(
        path="/site/api/manuscript", column="channel", page="currpage", size="pagesize",
        id="manuscriptId", title="title", date="publishedTimeStr", stamp=stamps.plain, wrap=_bare,
        more={"hits": 218},
    ),
)  # fmt: skip
"""Every site has one of them."""
