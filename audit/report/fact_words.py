"""What a fact states, in one line of Chinese."""

from collections.abc import Mapping, Sequence
from functools import singledispatch

from audit.report.wording import (
    ACTIVITY_WORDS,
    COUNTS_WORDS,
    ELEMENT_WORDS,
    FILE_WORDS,
    KIND_WORDS,
    LETTER_WORDS,
    LIST_WORDS,
    NOTE_WORDS,
)
from schema.types.activity_facts import ActivitiesFact, ActivityFact
from schema.types.content import ProposalFact
from schema.types.facts import (
    ChannelsFact,
    ColumnFact,
    Fact,
    LetterFact,
    LimitFact,
    MailboxFact,
    VisitFact,
)
from schema.types.guide import ElementState
from schema.types.guide_facts import GuideFact, GuideFileFact, GuidesFact, GuideSystemFact
from schema.types.link_facts import LinkFact, LinksFact
from schema.types.navigation import Leaves, NavigationFact
from schema.types.outcome import CountsAs

_MOST_NAMED = 8
_LIMIT_WORDS: Mapping[str, str] = {
    "pages": "页数",
    "bytes": "字节数",
    "seconds": "秒数",
    "columns": "栏目数",
}


@singledispatch
def fact_words(fact: Fact) -> str:
    """Say in one line what a fact states."""
    return KIND_WORDS[fact.kind]


@fact_words.register
def _(fact: VisitFact) -> str:
    ending = f"{fact.outcome}{_status(fact.status)}"
    return f"{COUNTS_WORDS[fact.counts_as]}（{ending}，{fact.seconds:.1f}秒）"


@fact_words.register
def _(fact: ColumnFact) -> str:
    latest = fact.newest
    newest = "" if latest is None else f"，最新{latest.value.isoformat()}"
    return f"{fact.name}：{LIST_WORDS[fact.list_state]}，{len(fact.items)}条{newest}"


@fact_words.register
def _(fact: LetterFact) -> str:
    return f"{fact.title}：{LETTER_WORDS[fact.state]}{_in_brackets(NOTE_WORDS[fact.note])}"


@fact_words.register
def _(fact: MailboxFact) -> str:
    return f"{fact.name}：{LIST_WORDS[fact.list_state]}，来信{fact.letters}封"


@fact_words.register
def _(fact: ActivityFact) -> str:
    shown = "、".join(word for word, seen in _outcomes(fact) if seen)
    return f"{fact.title}：{ACTIVITY_WORDS[fact.state]}{_in_brackets(shown)}"


@fact_words.register
def _(fact: ActivitiesFact) -> str:
    counts = f"{fact.since}至{fact.until}举办{fact.held}次，有反馈{fact.fed_back}次"
    return f"{fact.name}：{LIST_WORDS[fact.list_state]}，{counts}，日期不明{fact.undated}次"


@fact_words.register
def _(fact: ChannelsFact) -> str:
    if fact.none_found:
        return "未发现咨询渠道"
    boxes = len(fact.consult) + len(fact.mixed)
    return f"咨询栏目{boxes}个，写信入口{len(fact.forms)}个"


def _outcomes(fact: ActivityFact) -> tuple[tuple[str, bool], ...]:
    return (("结果公布", fact.is_result), ("有反馈", fact.fed_back), ("有实录", fact.recorded))


@fact_words.register
def _(fact: GuideFact) -> str:
    lacking = [one for one in fact.guide.elements if one.state is not ElementState.PRESENT]
    words = "、".join(f"{one.name}{ELEMENT_WORDS[one.state]}" for one in lacking)
    found = len(fact.guide.elements) - len(lacking)
    return f"{fact.title}：要素{found}类{_in_brackets(words)}，附件{len(fact.guide.attachments)}个"


@fact_words.register
def _(fact: GuideFileFact) -> str:
    return f"{fact.name}：{FILE_WORDS[fact.state]}（{fact.outcome}{_status(fact.status)}）"


@fact_words.register
def _(fact: GuideSystemFact) -> str:
    return f"{fact.name}：{_one_look(fact.counts_as)}（{fact.outcome}{_status(fact.status)}）"


@fact_words.register
def _(fact: GuidesFact) -> str:
    more = "" if fact.whole else "，列表未能查全"
    return (
        f"读到{fact.read}篇，未读{fact.left}篇{more}；"
        f"未查附件{fact.files_left}个，未查在线系统{fact.systems_left}个"
    )


@fact_words.register
def _(fact: LinkFact) -> str:
    where = "首页" if fact.on_home else "其他页面"
    side = "站外" if fact.outside else "站内"
    look = f"{_one_look(fact.counts_as)}（{fact.outcome}{_status(fact.status)}）"
    return f"{where}上的{side}链接 {fact.url}：{look}"


@fact_words.register
def _(fact: LinksFact) -> str:
    return f"打开{len(fact.opened)}个，未打开{fact.not_opened}个，未抽查{fact.left}个"


@fact_words.register
def _(fact: ProposalFact) -> str:
    one = fact.proposal
    return f"“{one.text}”：{one.reason}，见于{fact.pages}页，待人工核对"


def _one_look(word: CountsAs) -> str:
    """Say what one look came to; a failed one is no dead link yet (两次间隔4小时以上)."""
    return "首次未打开，须再次核实" if word is CountsAs.FAILED else COUNTS_WORDS[word]


def _status(status: int | None) -> str:
    return "" if status is None else f"，HTTP {status}"


@fact_words.register
def _(fact: LimitFact) -> str:
    return f"{_LIMIT_WORDS[fact.limit]}达到{fact.value:g}，余{fact.left_unread}个地址未读"


@fact_words.register
def _(fact: NavigationFact) -> str:
    away = sum(one.leaves is not Leaves.NO for one in fact.found)
    parts = [f"栏目{len(fact.found)}个", f"其中指向站外{away}个"]
    if fact.registered:
        parts += [f"登记{fact.registered}个，首页可见{fact.registered - len(fact.unfound)}个"]
        parts += _named("登记而首页未见", [one.name for one in fact.unfound])
        parts += _named("未登记", [one.name for one in fact.unregistered])
    return "；".join(parts)


def _named(words: str, names: Sequence[str]) -> list[str]:
    """Name the first few of a group; none is not said."""
    more = "等" if len(names) > _MOST_NAMED else ""
    named = "、".join(names[:_MOST_NAMED])
    return [f"{words}{len(names)}个：{named}{more}"] if names else []


def _in_brackets(words: str) -> str:
    return f"（{words}）" if words else ""
