"""Pages that all families share: home, article, single article, parent and soft 404."""

from functools import lru_cache
from html import escape
from random import Random

from simulator import words
from simulator.activities import activity_parts
from simulator.chrome import breadcrumb, document, navigation
from simulator.family import Family
from simulator.guides import guide_table
from simulator.model import Column, ColumnClass, Dating, Form, Item, Page, Site
from simulator.rows import item_list
from simulator.written_dates import WRITTEN

_HOME_ROWS = 7


def home(site: Site, family: Family) -> Page:
    """Make the home page: the menu, and a block of the newest rows for each home column."""
    return document(site, site.name, home_blocks(site, family), nav=navigation(site, family))


@lru_cache(maxsize=300)
def home_blocks(site: Site, family: Family) -> str:
    """Make the blocks of the home page: the newest rows of each home column."""
    return "".join(
        f'<div class="block"><h2><a href="{escape(family.column_path(column))}">{column.name}</a>'
        f'<a class="more" href="{escape(family.column_path(column))}">更多&gt;&gt;</a></h2>'
        f"{item_list(site, family, column, column.items[:_HOME_ROWS])}</div>\n"
        for column in site.columns
        if column.home
    )


def article(site: Site, family: Family, column: Column, item: Item) -> Page:
    """Make an article with its date line, and with counters and event dates as noise."""
    number = item.copy_of or item.number
    rng = Random(f"{site.seed}:{site.number}:{column.number}:{number}")
    body = "".join(f"<p>　　{text}</p>" for text in words.paragraphs(rng, rng.randint(2, 4)))
    table = _document_table(site, item) if _is_document(column) else ""
    date_line = "" if column.dating is Dating.DOCUMENT else _date_line(site, column, item, rng)
    text = (
        f"{breadcrumb(family, column, last='正文')}"
        f'<div class="article"><h1 class="title">{item.title}</h1>{date_line}{table}'
        f"{class_parts(site, column, item)}"
        f'<div class="TRS_Editor" id="zoom">{body}</div></div>'
    )
    return document(site, f"{item.title}_{site.name}", text, head=_article_meta(site, column, item))


def class_parts(site: Site, column: Column, item: Item) -> str:
    """Make what pages of some classes hold beside their text."""
    if column.kind is ColumnClass.GUIDE:
        return guide_table(site, column, item)
    return activity_parts(site, column.kind, item)


def _is_document(column: Column) -> bool:
    return column.dating is Dating.DOCUMENT or column.slug in {"zcwj", "gfxwj"}


def _date_line(site: Site, column: Column, item: Item, rng: Random) -> str:
    write = WRITTEN.get(column.dating)
    day = write(item.published) if write else f"{item.published:%Y-%m-%d}"
    label = ("发布时间", "发布日期", "日期")[site.number % 3]
    return (
        f'<div class="info"><span>{label}：{day}</span>　'
        f"<span>来源：{site.unit}</span>　<span>阅读：{rng.randint(1, 2_400)}次</span></div>"
    )


def _document_table(site: Site, item: Item) -> str:
    """Make the table of a 公文; its 成文日期 is no publish date."""
    day = item.document_date
    return (
        '<table class="gw"><tr><td>索引号</td><td>'
        f"{site.code[:6]}/{day.year}-{item.number:05d}</td><td>发文机关</td><td>{site.unit}</td>"
        f"</tr><tr><td>成文日期</td><td>{day.year}年{day.month}月{day.day}日</td>"
        f"<td>文号</td><td>政办发〔{day.year}〕{item.number}号</td></tr></table>"
    )


def _article_meta(site: Site, column: Column, item: Item) -> str:
    """Make the guideline's meta tags; the two oldest families have none."""
    if site.family in {"F10", "F11"}:
        return ""
    meta = f'<meta name="ArticleTitle" content="{item.title}">'
    tagged = site.family != "F1" or site.number % 5  # one TRS site of five leaves PubDate out
    if tagged and column.dating is not Dating.DOCUMENT and column.dating not in WRITTEN:
        meta += f'<meta name="PubDate" content="{item.published:%Y-%m-%d} 09:30">'
    return f'{meta}<meta name="ColumnName" content="{column.name}">'


def column_meta(site: Site, column: Column) -> str:
    """Make a list page's meta tags; the two oldest families have none."""
    if site.family in {"F10", "F11"}:
        return ""
    return (
        f'<meta name="ColumnName" content="{column.name}">'
        f'<meta name="ColumnType" content="{column.kind}">'
    )


def list_page(site: Site, family: Family, column: Column, inner: str) -> Page:
    """Wrap what stands in a list's place into the column's page."""
    body = f'{breadcrumb(family, column)}<div class="main"><h2>{column.name}</h2>{inner}</div>'
    return document(
        site,
        f"{column.name}_{site.name}",
        body,
        head=column_meta(site, column),
        nav=navigation(site, family),
    )


def special_column(site: Site, family: Family, column: Column) -> Page | None:
    """Make the page of a column that is no list in any family, else return None."""
    if column.form is Form.SOFT_404:
        return _soft_404(site)
    if column.form is Form.PARENT:
        child = next(other for other in site.columns if other.number == column.child)
        target = family.column_path(child)
        refresh = f'<meta http-equiv="refresh" content="0;url={escape(target)}">'
        return Page(
            text=f"<html><head>{refresh}<title>{column.name}</title></head>"
            "<body><!-- 模拟网站 --></body></html>"
        )
    if column.form is Form.SINGLE:
        return article(site, family, column, column.items[0])
    return None


def _soft_404(site: Site) -> Page:
    return document(
        site,
        "错误页面",
        '<div class="error"><h1>ERROR 404</h1><p>您访问的页面不存在</p>'
        '<p><a href="/">返回首页</a></p></div>',
    )


def not_found(site: Site) -> Page:
    """Make an honest 404."""
    text = (
        "<html><head><title>404 Not Found</title></head>"
        f"<body>模拟网站 {site.host}：404</body></html>"
    )
    return Page(text=text, status=404)
