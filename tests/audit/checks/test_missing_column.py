from typing import Any

import pytest

from schema.types.column import Channel, ColumnClass
from schema.types.facts import ChannelsFact
from schema.types.outcome import CountsAs
from schema.types.verdict import Verdict
from testkit.facts import HOME
from testkit.side_facts import make_led_elsewhere


def answer(make: Any, item: str, *rows: Any) -> tuple[Verdict, str]:
    judgement = make.judge(item, make.visit(), *rows)
    return judgement.verdict, judgement.reason


def test_a_column_of_the_class_passes(make: Any) -> None:
    assert answer(make, "C2.1", make.column(column_class=ColumnClass.SURVEY))[0] is Verdict.PASS


@pytest.mark.parametrize("channel", [Channel.CONSULT, Channel.MIXED])
def test_a_mailbox_is_a_consult_column(make: Any, channel: Channel) -> None:
    assert answer(make, "C1.1", make.mailbox(channel=channel))[0] is Verdict.PASS


def test_a_mailbox_for_complaints_alone_is_none(make: Any, make_2019: Any) -> None:
    box = make.mailbox(channel=Channel.EXCLUDED)

    assert answer(make, "C1.1", box) == (Verdict.NEEDS_PERSON, "no_column_found")
    assert answer(make_2019, "W5.1", box) == (Verdict.NEEDS_PERSON, "no_column_found")


def test_a_mailbox_is_no_column_of_another_class(make: Any) -> None:
    assert answer(make, "C2.1", make.mailbox())[0] is Verdict.NEEDS_PERSON


def test_that_we_found_none_vetoes_nobody(make_2019: Any) -> None:
    judgement = make_2019.judge("W5.1", make_2019.visit(), make_2019.column())

    assert judgement.verdict is Verdict.NEEDS_PERSON
    assert (judgement.units.proved, judgement.units.upper) == (0, 1)


def test_the_sentence_says_why_one_may_have_been_missed(make: Any) -> None:
    judgement = make.judge("C2.1", make.visit(), make.limit())

    assert "本次采集因限额提前结束" in judgement.explanation


def test_what_the_survey_did_not_see_is_no_persons_question_yet(make_2019: Any) -> None:
    unseen = make_2019.judge("W5.1", make_2019.visit(counts_as=CountsAs.FAILED))
    cut = make_2019.judge("W5.1", make_2019.visit(), make_2019.limit())

    assert (unseen.verdict, unseen.reason) == (Verdict.UNDETERMINED, "homepage_not_opened")
    assert (cut.verdict, cut.reason) == (Verdict.UNDETERMINED, "survey_cut_short")
    assert (cut.units.proved, cut.units.upper) == (0, 1)


def test_a_column_on_another_host_of_the_same_government_is_there(
    make: Any, make_2019: Any
) -> None:
    led = make_led_elsewhere("县长信箱", "http://hd.example.gov.cn/box/", ColumnClass.CONSULT)

    for maker, item in ((make, "C1.1"), (make_2019, "W5.1")):
        seen = maker.evidence(led, HOME)
        judgement = maker.judge(item, maker.visit(), seen)
        assert judgement.verdict is Verdict.PASS
        assert judgement.evidence == (seen.id,)
        assert "“县长信箱”（hd.example.gov.cn）" in judgement.explanation


def test_one_on_a_foreign_platform_is_named_to_the_person(make: Any) -> None:
    led = make_led_elsewhere("12345热线", "http://12345.hunan.gov.cn/", ColumnClass.CONSULT)
    judgement = make.judge("C1.1", make.visit(), make.fresh_column(), make.evidence(led, HOME))

    assert judgement.verdict is Verdict.NEEDS_PERSON
    assert "“12345热线”（12345.hunan.gov.cn）在其他网站" in judgement.explanation


def test_forms_for_letters_hint_at_consult_columns_alone(make: Any) -> None:
    seen = make.visit(), make.fresh_column()
    channels = make.evidence(
        ChannelsFact(consult=(), mixed=(), excluded=(), forms=("我要写信",)), HOME
    )

    assert "我要写信" in make.judge("C1.1", *seen, channels).explanation
    assert "我要写信" not in make.judge("C2.1", *seen, channels).explanation
