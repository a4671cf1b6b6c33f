"""The worksheets beside a sheet: 问题清单, 列出未计入, 判定, 访问记录, 栏目, 链接, 来信, 证据."""

from audit.report.bundle import SheetBundle
from audit.report.evidence_rows import evidence_rows
from audit.report.fields import Field, Table, TableShape
from audit.report.problem_rows import listed_rows, problem_rows
from audit.report.wording import (
    COUNTS_WORDS,
    KIND_WORDS,
    LETTER_WORDS,
    LIST_WORDS,
    NOTE_WORDS,
    STATE_WORDS,
    figures,
    moment,
    verdict_word,
)
from audit.windows import SHANGHAI
from schema.types.facts import VisitFact
from schema.types.finding import ScoreSheet
from schema.types.link_facts import LinkFact
from schema.types.outcome import CountsAs

_URL = 44
_EVIDENCE = Field(head="证据编号", width=14, meaning="证据表中的编号", source="证据")

PROBLEMS = TableShape(
    title="问题清单",
    fields=(
        Field(head="编号", width=11, meaning="指标编号-序号，本表内唯一", source="判定"),
        Field(head="栏目/问题名称", width=24, meaning="出现问题的栏目、来信或链接", source="证据"),
        Field(head="类别", width=22, meaning="否决项、扣分项及指标名称", source="指标版本"),
        Field(head="状态", width=11, meaning="已证实或待人工复核", source="判定"),
        Field(head="描述", width=38, meaning="问题的事实", source="证据"),
        Field(head="问题页面URL", width=_URL, meaning="看到问题的网址", source="证据"),
        Field(head="发现时间", width=16, meaning="看到问题的时刻，北京时间", source="证据"),
        Field(head="处数", width=7, meaning="同一原因的问题处数", source="判定"),
        _EVIDENCE,
    ),
)
LISTED = TableShape(
    title="列出未计入的栏目",
    fields=(
        Field(head="编号", width=11, meaning="指标编号-序号，本表内唯一", source="判定"),
        Field(head="栏目名称", width=24, meaning="供人工查看的栏目，不是问题", source="证据"),
        Field(head="类别", width=22, meaning="否决项、扣分项及指标名称", source="指标版本"),
        Field(head="描述", width=38, meaning="所见的事实", source="证据"),
        Field(head="网址", width=_URL, meaning="栏目网址", source="证据"),
        Field(head="发现时间", width=16, meaning="看到的时刻，北京时间", source="证据"),
        _EVIDENCE,
    ),
)
FINDINGS = TableShape(
    title="判定",
    fields=(
        Field(head="编号", width=8, meaning="指标编号", source="指标版本"),
        Field(head="考察点", width=24, meaning="指标名称", source="指标版本"),
        Field(head="类别", width=10, meaning="否决、扣分或加分", source="指标版本"),
        Field(head="判定", width=12, meaning="五种判定之一", source="判定"),
        Field(head="理由", width=44, meaning="判定的理由", source="判定"),
        Field(head="理由代码", width=24, meaning="理由的机器用词", source="判定"),
        Field(head="数据", width=24, meaning="判定所依据的数", source="判定"),
        Field(head="扣分标准", width=16, meaning="每个或一次扣几分", source="指标版本"),
        Field(head="分值待核", width=30, meaning="来源不确定的数和原因", source="指标版本"),
        _EVIDENCE,
    ),
)
VISITS = TableShape(
    title="访问记录",
    fields=(
        Field(head="序号", width=7, meaning="按时间的序号", source="访问"),
        Field(head="探测时间", width=17, meaning="访问时刻，北京时间", source="访问"),
        Field(head="无法访问", width=10, meaning="是、否；作废和无法判定的不答", source="访问"),
        Field(head="计为", width=12, meaning="打开、失败、作废等", source="访问"),
        Field(head="HTTP返回值", width=12, meaning="状态码，没有应答的为空", source="访问"),
        Field(head="结果", width=18, meaning="访问结果的机器用词", source="访问"),
        Field(head="用时（秒）", width=11, meaning="不含我方排队", source="访问"),
        Field(head="监测点", width=12, meaning="从何处访问", source="访问"),
        Field(head="作废原因", width=24, meaning="为何不计", source="访问"),
        Field(head="网址", width=_URL, meaning="访问的网址", source="访问"),
        _EVIDENCE,
    ),
)
COLUMNS = TableShape(
    title="栏目",
    fields=(
        Field(head="栏目", width=24, meaning="栏目名称", source="采集、登记"),
        Field(head="网址", width=_URL, meaning="栏目网址", source="采集、登记"),
        Field(head="分类", width=12, meaning="栏目类别", source="登记，没有登记的由名称推断"),
        Field(head="读取情况", width=14, meaning="列表是否读到", source="采集"),
        Field(head="条数", width=8, meaning="读到的条数", source="采集"),
        Field(head="最新日期", width=12, meaning="最新一条的发稿日期", source="采集"),
        Field(head="日期来源", width=14, meaning="日期取自何处", source="采集"),
        Field(head="状态", width=12, meaning="正常、睡眠、僵尸、空白等", source="判定"),
        _EVIDENCE,
    ),
)
LINKS = TableShape(
    title="链接",
    fields=(
        Field(head="链接地址", width=_URL, meaning="打不开或须再核实的链接", source="采集"),
        Field(head="类型", width=10, meaning="站内或站外", source="采集"),
        Field(head="入口", width=10, meaning="首页或其他页面", source="采集"),
        Field(head="入口地址", width=_URL, meaning="链接所在页面", source="采集"),
        Field(head="探测时间", width=17, meaning="北京时间", source="采集"),
        Field(head="返回值", width=18, meaning="状态码，没有应答的写结果", source="采集"),
        Field(head="计为", width=12, meaning="单次访问的结果；两次失败才扣分", source="采集"),
        _EVIDENCE,
    ),
)
LETTERS = TableShape(
    title="来信",
    fields=(
        Field(head="标题", width=40, meaning="来信标题", source="采集"),
        Field(head="网址", width=_URL, meaning="来信网址", source="采集"),
        Field(head="来信日期", width=12, meaning="来信的日期", source="采集"),
        Field(head="答复日期", width=12, meaning="答复的日期", source="采集"),
        Field(head="状态", width=10, meaning="已答复、未答复或不明", source="采集"),
        Field(head="备注", width=22, meaning="办理情况", source="采集"),
        _EVIDENCE,
    ),
)
EVIDENCE = TableShape(
    title="证据",
    fields=(
        _EVIDENCE,
        Field(head="类型", width=10, meaning="证据的种类", source="证据"),
        Field(head="内容", width=36, meaning="证据说明的事实", source="证据"),
        Field(head="网址", width=_URL, meaning="读到事实的网址", source="证据"),
        Field(head="时间（北京）", width=17, meaning="取得网页的时刻", source="证据"),
        Field(head="正文摘要 sha256", width=34, meaning="解码后正文的摘要", source="证据"),
        Field(head="归档文件", width=30, meaning="WARC文件名", source="归档"),
        Field(head="偏移", width=12, meaning="记录在文件中的偏移，字节", source="归档"),
        Field(head="长度", width=10, meaning="记录的长度，字节", source="归档"),
        Field(head="位置", width=24, meaning="事实在网页中的位置，CSS路径", source="采集"),
        Field(head="读取程序", width=18, meaning="读取程序及其版本", source="采集"),
    ),
)
SHAPES = (PROBLEMS, LISTED, FINDINGS, VISITS, COLUMNS, LINKS, LETTERS, EVIDENCE)
_FAILED = {CountsAs.FAILED: "是", CountsAs.OPENED: "否"}


def sheet_tables(bundle: SheetBundle) -> tuple[Table, ...]:
    """Give the worksheets in the order of `SHAPES`."""
    return (
        _problems(bundle),
        _listed(bundle.sheet),
        _findings(bundle),
        _visits(bundle),
        _columns(bundle),
        _links(bundle),
        _letters(bundle),
        _evidence(bundle),
    )


def _problems(bundle: SheetBundle) -> Table:
    rows = [
        (
            one.number,
            one.title,
            one.category,
            one.standing,
            one.says,
            one.url,
            one.found_at,
            one.times,
            one.evidence,
        )
        for one in problem_rows(bundle.sheet, bundle.evidence)
    ]
    return Table(shape=PROBLEMS, rows=rows)


def _listed(sheet: ScoreSheet) -> Table:
    rows = [
        (one.number, one.title, one.category, one.says, one.url, one.found_at, one.evidence)
        for one in listed_rows(sheet)
    ]
    return Table(shape=LISTED, rows=rows)


def _findings(bundle: SheetBundle) -> Table:
    rows = [
        (
            item.id,
            item.name,
            KIND_WORDS[item.kind],
            verdict_word(item),
            item.finding.explanation,
            item.finding.reason,
            "\n".join(f"{name} {value}" for name, value in figures(item.finding.measure)),
            item.points,
            "\n".join(item.open_numbers),
            "\n".join(item.finding.evidence),
        )
        for item in bundle.sheet.items
    ]
    return Table(shape=FINDINGS, rows=rows)


def _visits(bundle: SheetBundle) -> Table:
    seen = [(one.id, one.fact) for one in bundle.evidence if isinstance(one.fact, VisitFact)]
    rows = [
        (
            number,
            fact.at.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0),
            _FAILED.get(fact.counts_as, "—"),
            COUNTS_WORDS[fact.counts_as],
            fact.status,
            fact.outcome.value,
            round(fact.seconds, 2),
            fact.vantage,
            fact.void_reason,
            fact.final_url or fact.url,
            name,
        )
        for number, (name, fact) in enumerate(sorted(seen, key=lambda one: one[1].at), start=1)
    ]
    return Table(shape=VISITS, rows=rows)


def _columns(bundle: SheetBundle) -> Table:
    rows = [
        (
            line.name,
            line.url,
            line.column_class,
            LIST_WORDS.get(line.list_state, line.list_state),
            line.rows,
            None if line.newest is None else line.newest.value,
            None if line.newest is None else line.newest.source,
            STATE_WORDS[line.state],
            line.evidence,
        )
        for line in bundle.sheet.columns
    ]
    return Table(shape=COLUMNS, rows=rows)


def _links(bundle: SheetBundle) -> Table:
    rows = [
        (
            fact.url,
            "站外" if fact.outside else "站内",
            "首页" if fact.on_home else "其他页面",
            fact.found_on,
            moment(fact.at),
            str(fact.status) if fact.status else fact.outcome.value,
            COUNTS_WORDS[fact.counts_as],
            one.id,
        )
        for one in bundle.evidence
        if isinstance(fact := one.fact, LinkFact)
    ]
    return Table(shape=LINKS, rows=rows)


def _letters(bundle: SheetBundle) -> Table:
    rows = [
        (
            fact.title,
            fact.url,
            fact.asked,
            fact.replied,
            LETTER_WORDS[fact.state],
            NOTE_WORDS[fact.note],
            name,
        )
        for name, fact in bundle.letters
    ]
    return Table(shape=LETTERS, rows=rows)


def _evidence(bundle: SheetBundle) -> Table:
    rows = [
        (
            row.id,
            row.kind,
            row.says,
            row.url,
            row.fetched,
            row.digest,
            row.segment,
            row.offset,
            row.length,
            row.locator,
            row.extractor,
        )
        for row in evidence_rows(bundle.evidence)
    ]
    return Table(shape=EVIDENCE, rows=rows)
