"""Letters, collections and channels that are not what they seem."""

from collections.abc import Callable
from datetime import timedelta

from simulator.families import FAMILIES
from simulator.model import Column, ColumnClass, Form, Page, Reply, Site, Visibility
from simulator.truth import truth

Carriers = Callable[[str], tuple[Site, ...]]
PageOf = Callable[..., Page]


def mailbox(site: Site) -> Column:
    return next(one for one in site.columns if one.kind is ColumnClass.CONSULT)


def letter_text(site: Site, page_of: PageOf, number: int) -> str:
    column = mailbox(site)
    letter = next(one for one in column.letters if one.number == number)
    return page_of(site, FAMILIES[site.family].letter_path(column, letter)).text


def states(site: Site) -> set[tuple[str, str]]:
    return {(letter["state"], letter["note"]) for letter in truth(site)["letters"]}


def test_a_question_column_is_named_as_one(carriers: Carriers) -> None:
    assert {mailbox(site).name for site in carriers("R-UNANSWERED")} == {"在线咨询"}


def test_late_replies_took_more_than_three_months(carriers: Carriers) -> None:
    for site in carriers("R-LATE"):
        late = [
            one
            for one in mailbox(site).letters
            if one.replied and one.replied - one.asked > timedelta(days=92)
        ]
        assert len(late) >= 4
        assert all(one.replied <= site.as_of for one in late if one.replied)


def test_a_lying_status_has_no_reply_behind_it(carriers: Carriers, page_of: PageOf) -> None:
    site = next(one for one in carriers("R-STATUS-LIES") if not FAMILIES[one.family].shell)
    hollow = next(one for one in mailbox(site).letters if one.reply is Reply.HOLLOW)

    text = letter_text(site, page_of, hollow.number)

    assert "已办结" in text
    assert "您好！" not in text
    assert ("unanswered", "acknowledged") in states(site)


def test_a_selection_holds_answered_letters_alone(carriers: Carriers) -> None:
    for site in carriers("R-SELECTED-ONLY"):
        assert mailbox(site).letters
        assert states(site) == {("answered", "")}
        assert "选登" in mailbox(site).name


def test_replies_stand_on_the_letters_own_pages_only(carriers: Carriers, page_of: PageOf) -> None:
    site = next(one for one in carriers("R-REPLY-IN-DETAIL") if not FAMILIES[one.family].shell)
    belied = [one for one in mailbox(site).letters if one.listed is not None]

    assert len(belied) >= 4
    assert {one.listed for one in belied} <= {Reply.WAITING, Reply.WORKING}
    assert "您好！" in letter_text(site, page_of, belied[0].number)


def test_a_mailbox_elsewhere_has_no_letters_here(carriers: Carriers, page_of: PageOf) -> None:
    site = next(one for one in carriers("R-OFFSITE") if not FAMILIES[one.family].shell)

    text = page_of(site, FAMILIES[site.family].column_path(mailbox(site))).text

    assert "12345" in text
    assert "暂无" not in text
    assert mailbox(site).form is Form.OFFSITE
    assert truth(site)["letters"] == []


def test_a_mailbox_given_up_holds_nothing_newer_than_2019(carriers: Carriers) -> None:
    for site in carriers("R-CLOSED-MAILBOX"):
        letters = mailbox(site).letters
        assert letters
        assert max(one.asked for one in letters).year == 2019
        assert [one.asked for one in letters] == sorted((o.asked for o in letters), reverse=True)


def test_trial_letters_say_so(carriers: Carriers) -> None:
    for site in carriers("R-TEST-LETTERS"):
        waiting = [one for one in mailbox(site).letters if one.reply is Reply.WAITING]
        assert waiting
        assert all("测试" in one.title for one in waiting)
        assert "FAIL" not in truth(site)["items_history"]["V5"].values()


def test_private_letters_show_no_reply(carriers: Carriers, page_of: PageOf) -> None:
    site = next(one for one in carriers("R-PRIVATE") if not FAMILIES[one.family].shell)
    private = next(one for one in mailbox(site).letters if one.reply is Reply.PRIVATE)

    assert "您好！" not in letter_text(site, page_of, private.number)
    assert ("unknown", "") in states(site)


def test_collections_that_ended_have_no_result(carriers: Carriers) -> None:
    for site in carriers("R-SURVEY-ENDED"):
        surveys = next(one for one in site.columns if one.kind is ColumnClass.SURVEY)
        activities = [item.activity for item in surveys.items if item.activity is not None]
        assert activities
        assert all(one.result is None for one in activities)


def test_no_collection_for_a_year(carriers: Carriers) -> None:
    for site in carriers("R-SURVEY-NONE"):
        surveys = next(one for one in site.columns if one.kind is ColumnClass.SURVEY)
        assert max(item.published for item in surveys.items) < site.as_of - timedelta(days=366)


def test_a_site_without_a_channel_names_none(carriers: Carriers, page_of: PageOf) -> None:
    site = next(one for one in carriers("R-NO-CHANNEL") if not FAMILIES[one.family].shell)

    assert ColumnClass.CONSULT not in {one.kind for one in site.columns}
    assert "信箱" not in page_of(site).text


def test_a_list_that_lies_shows_no_day_of_the_reply(carriers: Carriers, page_of: PageOf) -> None:
    found = [one for one in carriers("R-REPLY-IN-DETAIL") if one.family == "F1"]
    site = next(one for one in found if mailbox(one).visibility is Visibility.BOTH)
    belied = next(one for one in mailbox(site).letters if one.listed is not None)
    row = page_of(site, FAMILIES["F1"].column_path(mailbox(site))).text.partition(belied.title)[2]

    assert belied.replied is not None
    assert f"{belied.replied:%Y-%m-%d}" not in row[:200].partition("</tr>")[0]


def test_a_refusal_among_reply_dates_may_be_taken_for_an_answer(carriers: Carriers) -> None:
    found = [(mailbox(one), truth(one)["letters"]) for one in carriers("R-PRIVATE")]
    seen = {
        (column.visibility is Visibility.REPLIED, tuple(letter["also"]))
        for column, letters in found
        for letter in letters
        if letter["note"] == "closed"
    }

    assert seen == {(True, ("answered",)), (False, ())}
