from crawler.survey.channels import channels_evidence
from crawler.survey.column_walk import ColumnTarget
from crawler.survey.list_walk import ListTarget, ListWalk
from crawler.survey.mailbox_walk import MailboxWalk
from schema.types.column import Channel, ColumnClass
from schema.types.facts import ChannelsFact
from schema.types.outcome import Outcome
from testkit.facts import AT, HOME
from testkit.pages import make_answer, make_reading


def box(channel: Channel) -> MailboxWalk:
    url = f"{HOME}{channel}/"
    target = ColumnTarget(
        name="信箱", url=url, column_class=ColumnClass.CONSULT, registered=False, on_home=True
    )
    rows = ListWalk(
        target=ListTarget(name="信箱", url=url, horizon=AT.date(), max_pages=1, max_hops=1)
    )
    return MailboxWalk(target=target, channel=channel, rows=rows, max_letters=1)


def fact_of(forms: tuple[str, ...], *channels: Channel) -> ChannelsFact:
    home = make_answer(HOME, make_reading(letter_forms=forms))
    evidence = channels_evidence(home, [box(channel) for channel in channels])
    assert evidence is not None
    assert isinstance(evidence.fact, ChannelsFact)
    return evidence.fact


def test_channels_are_told_apart() -> None:
    fact = fact_of((), Channel.CONSULT, Channel.EXCLUDED)

    assert (fact.consult, fact.excluded) == ((f"{HOME}consult/",), (f"{HOME}excluded/",))
    assert not fact.none_found


def test_a_form_is_a_channel_and_a_complaints_box_is_none() -> None:
    assert not fact_of(("我要写信",)).none_found
    assert fact_of((), Channel.EXCLUDED).none_found
    assert fact_of(()).none_found


def test_an_unread_homepage_tells_nothing() -> None:
    assert channels_evidence(make_answer(HOME, outcome=Outcome.RESET), []) is None
