"""The words of an explanation, Chinese first."""

from collections.abc import Iterable, Mapping
from datetime import date

from crawler.explain import DateView, Explanation
from schema.types.content import Certainty, ProposalKind, Severity
from schema.types.date_words import DateRole
from schema.types.dates import DateSource
from schema.types.guide import ElementState, GuideElement, GuideReading
from schema.types.guide_words import SheetPoints
from schema.types.reading import PageReading

KINDS: Mapping[str, str] = {
    "home": "首页",
    "column": "栏目列表页",
    "article": "文章页",
    "interaction_list": "来信列表",
    "interaction_detail": "来信详情",
    "service_guide": "办事指南",
    "shield": "防护页面",
    "error": "错误页",
    "other": "其他页面",
}
WHY: Mapping[str, str] = {
    "": "页面类别已经决定：{page_class}（{sign}）",
    "family": "CMS 家族 {family} 直接给出了列表数据",
    "letter": "页面有来信的内容与答复标签",
    "home": "网址是站点根目录，或标题即网站名称，且链接多",
    "mailbox": "页面名称或列表说明这里列出来信",
    "list": "主列表得分 {score}（达到 0.5），{rows} 条，正文段落 {prose} 字",
    "guide": "办事指南的要素标题齐全",
    "article": "{article}",
    "nothing": "没有任何特征成立",
}
SOURCES: Mapping[DateSource, str] = {
    DateSource.VISIBLE: "标题旁可见",
    DateSource.META: "meta 标签",
    DateSource.PUBLISH_CELL: "公文表格的发布栏",
    DateSource.LIST_CELL: "列表行",
    DateSource.PUBLISH_FIELD: "数据的发布字段",
    DateSource.STRUCTURED: "结构化数据",
    DateSource.SCRIPT: "脚本变量",
    DateSource.UNSEEN: "不显示的元素",
    DateSource.CREATION_FIELD: "数据的创建字段",
    DateSource.URL: "网址",
    DateSource.DOCUMENT: "成文日期",
}
_ROLES: Mapping[DateRole, str] = {
    DateRole.PUBLISH: "标签说是发布日期，但不在文章自己的位置",
    DateRole.ENTERED: "标签说是录入日期，但不在文章自己的位置",
    DateRole.STAMP: "标签是“时间/日期”，离标题太远",
    DateRole.DOCUMENT: "成文日期，不是发布日期",
    DateRole.UPDATED: "更新时间，不是发布日期",
    DateRole.CLOCK: "页面时钟",
    DateRole.OTHER: "其他事项的日期",
}
_ZONES: Mapping[str, str] = {"foot": "在页脚", "side": "在侧栏或导航", "link": "在链接里"}

PROPOSALS: Mapping[ProposalKind, str] = {
    ProposalKind.TERM: "词表",
    ProposalKind.HIDDEN_LINK: "暗链",
    ProposalKind.INJECTED_LINK: "疑似植入链接",
    ProposalKind.FOREIGN_SCRIPT: "外站脚本",
    ProposalKind.PLACEHOLDER: "占位或测试内容",
    ProposalKind.DEAD_LINK: "错链",
}
SEVERITIES: Mapping[Severity, str] = {
    Severity.GRAVE: "严重",
    Severity.ERROR: "一般",
    Severity.NOTICE: "提示",
}
CERTAINTIES: Mapping[Certainty, str] = {
    Certainty.SURE: "确实如此",
    Certainty.LIKELY: "很可能",
    Certainty.POSSIBLE: "可能",
}
ELEMENTS: Mapping[ElementState, str] = {
    ElementState.PRESENT: "有",
    ElementState.EMPTY: "只有标题",
    ElementState.ABSENT: "无",
}
NOT_A_VERDICT = "以下只是提请人工核对，不作为扣分或否决的依据"


def missing_lines(guide: GuideReading, sheets: Iterable[SheetPoints]) -> tuple[str, ...]:
    """Say for each edition which classes of elements the guide lacks, and what that costs."""
    found = []
    for sheet in sheets:
        lacking = guide.missing(sheet.edition)
        named = f"（{'、'.join(lacking)}）" if lacking else ""
        found.append(f"{sheet.name}：缺{len(lacking)}类{named}。{sheet.rule}")
    return tuple(found)


def element_note(element: GuideElement) -> str:
    """Say what an element says, or what is doubtful of it."""
    vague = f"（含糊：{element.vague}）" if element.vague else ""
    return f"{element.text}{vague}"


def why_kind(found: Explanation) -> str:
    """Say in one sentence why the page is of its kind."""
    reading, signs = found.reading, found.signs
    article = signs.article
    reasons = [
        text
        for holds, text in (
            (article.tagged, "有文章的标准标签（ArticleTitle、PubDate 或 og:type）"),
            (article.title_bar, "标题旁写有发布日期"),
            (article.named_bar, "标题旁有来源、字号、浏览等字样"),
            (article.crumb, "当前位置以“正文”等字样结尾"),
        )
        if holds
    ]
    standing = "有正文段落" + ("和日期" if signs.dated else "，且不是中文页")
    return WHY[found.decided_by].format(
        page_class=reading.page_class,
        sign=reading.page_class_sign or "无",
        family=reading.family,
        score=signs.list_.score,
        rows=len(signs.list_.items),
        prose=article.prose,
        article="；".join(reasons) or standing,
    )


def doubts(reading: PageReading) -> tuple[str, ...]:
    """Say why the entries that were read may not be all of the column's."""
    found = []
    if reading.rival is not None:
        day = "任何日期" if reading.rival == date.max else f"至 {reading.rival}"
        found.append(f"存疑：旁边可能另有本栏目{day}的条目，这些条目陈旧不足为凭")
    if reading.in_part:
        found.append("存疑：只显示了本栏目的一部分（一个子栏目、标签或年份）")
    return tuple(found)


def why_date(view: DateView) -> str:
    """Say what became of a date in the text: the first reason that holds."""
    reasons = (
        (view.chosen, "取为发布日期"),
        (view.source is not None, f"作为旁证（{SOURCES.get(view.source or DateSource.URL)}）"),
        (view.in_row, "列表行的日期"),
        (view.again, "采用的日期再次出现"),
        (bool(view.zone), _ZONES.get(view.zone, "")),
        (view.role is not None, _ROLES.get(view.role or DateRole.OTHER, "")),
        (view.value is None, "年份不明"),
    )
    return next((text for holds, text in reasons if holds), "没有标签，也不在标题旁")


def place_word(locator: str | None) -> str:
    """Write a place in the page; nothing for what was only stated."""
    return locator or "—"
