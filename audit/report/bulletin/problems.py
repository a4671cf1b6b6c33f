"""The problems of a bulletin (主要问题): people's counts first, the machine's under its name."""

from audit.report.bulletin.facts import BulletinFacts, Example, Paragraph, Style
from audit.sweep.rates import ItemTally
from schema.types.rulepack import RuleItem
from schema.types.verdict import Verdict

NAMED_SITES = 3
"""Sites that a problem names; people confirmed it on each of them."""
_DIGITS = "一二三四五六七八九十"


def told_problems(facts: BulletinFacts) -> tuple[Paragraph, ...]:
    """Tell each problem that people confirmed or the machine proved; only the former has names."""
    found = [
        (item, tally)
        for item, tally in facts.numbers.items
        if item.kind != "bonus" and (tally.people.problem or tally.verdicts.get(Verdict.FAIL))
    ]
    if not found:
        checked = facts.numbers.whole.checked
        text = (
            "本次检查没有证实的问题。"
            if checked
            else "本次没有网站得到检查结果，有无问题不能说明。"
        )
        return (Paragraph(style=Style.BODY, text=text),)
    told: list[Paragraph] = []
    for number, (item, tally) in enumerate(found, start=1):
        heading = f"（{chinese_number(number)}）{item.name.split('（', maxsplit=1)[0]}"
        told.append(Paragraph(style=Style.SECOND, text=f"{heading}（{item.id}）。"))
        named = "".join(_example(one) for one in facts.examples.get(item.id, ())[:NAMED_SITES])
        text = f"{_by_people(item, tally)}{named}{_by_machine(tally)}"
        told.append(Paragraph(style=Style.BODY, text=text))
    return tuple(told)


def _by_people(item: RuleItem, tally: ItemTally) -> str:
    """Say on how many sites people confirmed it; a veto names the rule of two."""
    veto = item.kind == "veto"
    count = tally.people.problem
    if not count:
        return f"尚无{'经两人复核确认' if veto else '经人工认定'}存在这一问题的网站。"
    share = "" if tally.share_by_people is None else f"，占适用网站的{tally.share_by_people}%"
    kind = "构成单项否决（均经两人复核确认）" if veto else _scored(tally)
    return f"经人工认定，{count}个网站存在这一问题{share}，{kind}。"


def _scored(tally: ItemTally) -> str:
    """Say on how many sites the problem takes points: a vetoed one is not scored any more."""
    count, vetoed = tally.people.problem, tally.people.vetoed
    if not vetoed:
        return "按指标扣分"
    if vetoed == count:
        return "均另有单项否决，不再评分"
    return f"其中{vetoed}个另有单项否决，不再评分，其余按指标扣分"


def _by_machine(tally: ItemTally) -> str:
    """Say what the machine proved, and how much of it waits or was denied."""
    people = tally.people
    denied = f"，认定不存在{people.cleared}个" if people.cleared else ""
    failed = tally.verdicts.get(Verdict.FAIL, 0)
    return f"机器判定存在这一问题{failed}个，待人工复核{people.waiting}个{denied}。"


def _example(one: Example) -> str:
    return f"如“{one.site}”，{one.fact.rstrip('。')}。"


def chinese_number(number: int) -> str:
    """Write 1 to 99 in Chinese, as headings are numbered."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones - 1]
    head = "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head if ones == 0 else f"{head}{_DIGITS[ones - 1]}"
