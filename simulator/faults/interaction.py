"""Interaction (R-…): letters, replies, collections and interviews."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from random import Random

from simulator.engines import OFFSITE
from simulator.fault import Columns, Fault
from simulator.faults.places import last_of
from simulator.model import Column, ColumnClass, Form, Item, Letter, Reply, Site, Visibility

LANE = "letters"

_K = ColumnClass
_MAILBOX = {_K.CONSULT: 1}
_LAST_YEAR_OF_LETTERS = 2019
_LONG_AGO = 120
_LATE = (100, 150)
"""Days that a late reply took: more than three months."""

Change = Callable[[Site, Column], Column]


def _mailbox(change: Change, columns: Columns, site: Site) -> Columns:
    return last_of(columns, _MAILBOX, lambda one: change(site, one))


def _consult(_site: Site, column: Column) -> Column:
    """Name the mailbox so that it takes questions and nothing else (政务咨询)."""
    return replace(column, name="在线咨询")


def _late(site: Site, column: Column) -> Column:
    rng = Random(f"{site.seed}:{site.number}:late")
    letters = tuple(
        replace(one, replied=one.asked + timedelta(days=rng.randint(*_LATE)))
        if _is_old(site, one) and one.reply is Reply.ANSWERED
        else one
        for one in column.letters
    )
    return replace(_consult(site, column), letters=letters)


def _is_old(site: Site, letter: Letter) -> bool:
    return (site.as_of - letter.asked).days >= _LATE[1]


def _selected(_site: Site, column: Column) -> Column:
    letters = tuple(one for one in column.letters if one.reply is Reply.ANSWERED)
    return replace(column, name="来信选登", letters=letters)


def _in_detail(site: Site, column: Column) -> Column:
    """Let the list go on saying that answered letters wait."""
    words = (Reply.WAITING, Reply.WORKING)
    letters = tuple(
        replace(one, listed=words[one.number % 2])
        if one.reply is Reply.ANSWERED and (site.as_of - one.asked).days >= _LONG_AGO
        else one
        for one in column.letters
    )
    return replace(_consult(site, column), letters=letters, visibility=Visibility.BOTH)


def _offsite(_site: Site, column: Column) -> Column:
    return replace(column, form=Form.OFFSITE, engine=OFFSITE, letters=())


def _given_up(site: Site, column: Column) -> Column:
    """Leave nothing but a form and the answered letters up to a year long gone."""
    rng = Random(f"{site.seed}:{site.number}:given up")
    days = sorted((rng.randint(0, 600) for _ in column.letters), reverse=False)
    last = date(_LAST_YEAR_OF_LETTERS, 11, 30)
    letters = tuple(
        replace(one, asked=last - timedelta(days=back), replied=last - timedelta(days=back - 6))
        for one, back in zip(column.letters, days, strict=True)
        if one.reply is Reply.ANSWERED
    )
    return replace(column, letters=letters)


def _tests(site: Site, column: Column) -> Column:
    """Let every letter that waits be a trial of the mailbox by its own office."""
    letters = tuple(
        replace(one, title=f"测试信件{one.number}，请忽略") if one.reply is Reply.WAITING else one
        for one in column.letters
    )
    return replace(_consult(site, column), letters=letters)


def _private(_site: Site, column: Column) -> Column:
    letters = tuple(
        replace(one, title=f"（来信人选择不公开）第{one.number}号")
        if one.reply is Reply.PRIVATE
        else one
        for one in column.letters
    )
    return replace(column, letters=letters)


def _without_channel(columns: Columns, _site: Site) -> Columns:
    return [column for column in columns if column.kind is not _K.CONSULT]


def _without_result(columns: Columns, site: Site) -> Columns:
    return last_of(columns, {_K.SURVEY: 1}, lambda one: _ended(site, one))


def _ended(site: Site, column: Column) -> Column:
    """Let every collection be over, and none have a result."""
    items = (_over(site, item) for item in column.items)
    return replace(column, items=tuple(items), coming=())


def _over(site: Site, item: Item) -> Item:
    activity = item.activity
    if activity is None:
        return item
    end = max(activity.start, min(activity.end, site.as_of - timedelta(days=1)))
    return replace(item, activity=replace(activity, end=end, result=None))


_OLD_WAITING = ((Reply.WAITING, 120, 330, 2), (Reply.WORKING, 125, 320, 1))

FAULTS = (
    Fault(
        id="R-UNANSWERED",
        does="questions without a reply for 4-11 months",
        expected="V5 NEEDS_PERSON after one visit, FAIL after the second",
        letters=_OLD_WAITING,
        columns=partial(_mailbox, _consult),
    ),
    Fault(
        id="R-ACK-ONLY",
        does="letters answered by an acknowledgement only",
        expected="V5 NEEDS_PERSON",
        letters=((Reply.ACKNOWLEDGED, 120, 330, 3),),
        columns=partial(_mailbox, _consult),
    ),
    Fault(
        id="R-LATE",
        does="letters answered after the limit of three months",
        expected="answered: V5 PASS",
        letters=((Reply.ANSWERED, 200, 340, 4),),
        columns=partial(_mailbox, _late),
    ),
    Fault(
        id="R-STATUS-LIES",
        does="letters of 已办结 without any reply",
        expected="unanswered, acknowledged: V5 NEEDS_PERSON",
        letters=((Reply.HOLLOW, 120, 330, 3),),
        columns=partial(_mailbox, _consult),
    ),
    Fault(
        id="R-SELECTED-ONLY",
        does="a selection of answered letters is published",
        expected="V5 PASS, published_letters_only",
        columns=partial(_mailbox, _selected),
    ),
    Fault(
        id="R-REPLY-IN-DETAIL",
        does="the list says 待处理 of letters whose own pages show the reply",
        expected="answered: V5 PASS",
        letters=((Reply.ANSWERED, 130, 330, 4),),
        columns=partial(_mailbox, _in_detail),
    ),
    Fault(
        id="R-OFFSITE",
        does="the mailbox leads to the 12345 hotline on another host",
        expected="V5 UNDETERMINED",
        columns=partial(_mailbox, _offsite),
    ),
    Fault(
        id="R-CLOSED-MAILBOX",
        does="a form stands there; the last letters are of 2019",
        expected="V5 PASS",
        columns=partial(_mailbox, _given_up),
    ),
    Fault(
        id="R-TEST-LETTERS",
        does="old letters without a reply that say 测试",
        expected="V5 never FAIL",
        letters=((Reply.WAITING, 120, 330, 2),),
        columns=partial(_mailbox, _tests),
    ),
    Fault(
        id="R-PRIVATE",
        does="letters whose replies are shown to their writers alone",
        expected="unknown: V5 PASS",
        letters=((Reply.PRIVATE, 20, 330, 5),),
        columns=partial(_mailbox, _private),
    ),
    Fault(
        id="R-SURVEY-ENDED",
        does="collections (意见征集) that are over and have no result",
        expected="no veto",
        columns=_without_result,
    ),
    Fault(
        id="R-SURVEY-NONE",
        does="no collection for more than a year",
        expected="no veto",
        asleep={_K.SURVEY: 1},
    ),
    Fault(
        id="R-NO-CHANNEL",
        does="no column for questions at all",
        expected="V5 PASS; a deduction, no veto",
        columns=_without_channel,
    ),
)
