"""Writes the world: `world.json`, `truth.ndjson` and the two registers."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from simulator.facts import ColumnFact, LetterFact, SiteFacts, column_state, facts_of, letter_state
from simulator.faults import UNREADABLE
from simulator.judge import judge
from simulator.model import Site
from simulator.world import World

SITE_HEADINGS = (
    "序号",
    "网站标识码",
    "网站名称",
    "首页网址",
    "跳转网址",
    "域名",
    "ICP备案编号",
    "公安机关备案号",
    "主办单位",
    "主管单位",
    "办公地址",
    "省份",
    "地市",
    "区县",
    "行政级别",
    "是否门户网站",
    "网站类别",
    "运行状态",
    "例外说明",
    "负责人姓名",
    "负责人职务",
    "负责人办公电话",
    "负责人手机",
    "负责人邮箱",
    "联系人姓名",
    "联系人电话",
    "联系人手机",
    "联系人邮箱",
    "备注",
)
COLUMN_HEADINGS = (
    "序号",
    "网站标识码",
    "网站名称",
    "类型",
    "栏目名称",
    "栏目地址",
    "跳转地址",
    "一级分类",
    "二级分类",
    "应更新天数",
    "是否导航栏目",
    "监测状态",
    "开设日期",
    "备注",
)
SITE_FORM = "政府网站基本信息表"
COLUMN_FORM = "政府网站栏目(系统)基本信息表"
_NOTE = "注：本表为模拟网站登记表，全部内容为虚构。"

#: (counts_as, class, words that are as right for counts_as) of the home page's visit (§4).
_VISITS: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "A-REFUSED": ("failed", None, ()),
    "A-DNS-NX": ("failed", None, ("undetermined",)),  # two resolvers must agree; there is one
    "A-TIMEOUT-CONNECT": ("failed", None, ()),
    "A-5XX": ("failed", None, ()),
    "S-521": ("undetermined", "challenge", ()),
    "S-412": ("undetermined", "challenge", ()),
    "E-MAINT-200": ("undetermined", "maintenance", ()),
    "X-JS-SHELL": ("opened", "js_required", ()),
}


def write_world(world: World, out: Path, port: int, dns_port: int) -> None:
    """Write every file of the world into `out`, which is made if missing."""
    (out / "register").mkdir(parents=True, exist_ok=True)
    sites = list(world.sites())
    summary = {
        "as_of": f"{world.as_of:%Y-%m-%d}T12:00:00+08:00",
        "seed": world.order.seed,
        "profile": world.order.profile,
        "port": port,
        "dns": f"127.0.0.1:{dns_port}",
        "sites": len(sites),
        "families": dict(sorted(Counter(site.family for site in sites).items())),
        "faults": dict(sorted(Counter(fault for site in sites for fault in site.faults).items())),
    }
    (out / "world.json").write_text(_json(summary) + "\n", "utf-8")
    lines = "".join(_json(truth(site, port)) + "\n" for site in sites)
    (out / "truth.ndjson").write_text(lines, "utf-8")
    site_rows = [_site_row(number, site, port) for number, site in enumerate(sites, start=1)]
    column_rows = _column_rows(sites, port)
    _write_form(out, SITE_FORM, "utf-8-sig", (SITE_HEADINGS, *site_rows))
    _write_form(out, COLUMN_FORM, "gb18030", (COLUMN_HEADINGS, *column_rows))


def home_url(site: Site, port: int) -> str:
    """Return the registered address of a site's home page."""
    return f"http://{site.host}:{port}/"


def truth(site: Site, port: int) -> dict[str, Any]:
    """Return the truth of one site as it stands in `truth.ndjson`."""
    facts = facts_of(site)
    base = f"http://{site.host}:{port}"
    return {
        "n": site.number,
        "name": site.name,
        "url": home_url(site, port),
        "code": site.code,
        "family": site.family,
        "robots": site.robots.value,
        "faults": sorted(site.faults),
        "visit": _visit(site),
        "columns": [_column(fact, facts, base) for fact in facts.columns],
        "letters": [_letter(fact, base) for fact in facts.letters],
        "items": {
            item: {"verdict": verdict.word, "also": list(verdict.also), "why": verdict.why}
            for item, verdict in judge(facts).items()
        },
    }


def _visit(site: Site) -> dict[str, Any]:
    fault = next((fault for fault in _VISITS if fault in site.faults), None)
    counts_as, page_class, also = _VISITS[fault] if fault else ("opened", "page", ())
    if site.robots == "closed" and not site.faults & UNREADABLE:
        also = ("undetermined",)
    return {"counts_as": counts_as, "class": page_class, "also": list(also)}


def _column(fact: ColumnFact, facts: SiteFacts, base: str) -> dict[str, Any]:
    """Write a column; of an unreadable site nothing can be known but its address."""
    word, also = fact.word, fact.also
    newest, newest_also = fact.newest if fact.proved else None, _also_newest(fact)
    state, rows = column_state(fact, facts.as_of), fact.rows
    if not facts.readable:
        word, also, state, rows = "unreadable", ("none",), "unreadable", 0
        newest, newest_also = None, []
    elif facts.robots_closed:  # an auditor that obeys robots.txt sees no column of this site
        also, newest_also = (*also, "unreadable"), [*newest_also, None]
    return {
        "name": fact.name,
        "url": base + fact.path,
        "class": fact.kind.value,
        "list": word,
        "list_also": list(also),
        "rows": rows,
        "newest": newest.isoformat() if newest else None,
        "newest_also": newest_also,
        "state": state,
        "home": fact.home,
        "registered": fact.registered,
    }


def _also_newest(fact: ColumnFact) -> list[str | None]:
    """List other answers that are as right: a weak date, or none where the list has no rows."""
    if not fact.proved:
        return [fact.newest.isoformat()] if fact.newest else []
    return [None] if fact.word in {"parent", "single"} else []


def _letter(fact: LetterFact, base: str) -> dict[str, Any]:
    state, note = letter_state(fact.reply)
    return {
        "title": fact.title,
        "url": base + fact.path,
        "asked": fact.asked.isoformat(),
        "replied": fact.replied.isoformat() if fact.replied else None,
        "state": state,
        "note": note,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _site_row(number: int, site: Site, port: int) -> tuple[str, ...]:
    known = {
        "序号": str(number),
        "网站标识码": site.code,
        "网站名称": site.name,
        "首页网址": home_url(site, port),
        "域名": site.host,
        "ICP备案编号": site.icp,
        "主办单位": site.unit,
        "主管单位": f"{site.county}人民政府",
        "办公地址": f"{site.county}模拟路{number}号",
        "省份": "湖南省",
        "区县": site.county,
        "行政级别": "县",
        "是否门户网站": "是" if site.is_portal else "否",
        "网站类别": "门户" if site.is_portal else "本级部门",
        "运行状态": "正常",
        "备注": "模拟网站",
    }
    return tuple(known.get(heading, "") for heading in SITE_HEADINGS)


def _column_rows(sites: Iterable[Site], port: int) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for site in sites:
        for fact in facts_of(site).columns:
            if not fact.registered:
                continue
            known = {
                "序号": str(len(rows) + 1),
                "网站标识码": site.code,
                "网站名称": site.name,
                "类型": "栏目",
                "栏目名称": fact.name,
                "栏目地址": f"http://{site.host}:{port}{fact.path}",
                "一级分类": fact.kind.value,
                "是否导航栏目": "否",
                "监测状态": "1",
            }
            rows.append(tuple(known.get(heading, "") for heading in COLUMN_HEADINGS))
    return rows


def _write_form(out: Path, name: str, charset: str, rows: tuple[tuple[str, ...], ...]) -> None:
    """Write a form with its title rows above the headings and a 注 below."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    blanks = [""] * (len(rows[0]) - 1)
    table.writerow([name, *blanks])
    table.writerow(["填报单位：模拟省人民政府办公厅（模拟网站）", *blanks])
    table.writerows(rows)
    table.writerow([_NOTE, *blanks])
    (out / "register" / f"{name}.csv").write_bytes(text.getvalue().encode(charset))
