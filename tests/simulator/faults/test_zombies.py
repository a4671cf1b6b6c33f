"""Columns that are empty, old or elsewhere, and those that only look so."""

from collections.abc import Callable
from html import escape

from simulator.families import FAMILIES
from simulator.faults.zombies import LONGEST_PAGE
from simulator.judge import EMPTY_LIMIT
from simulator.known_facts import facts_of
from simulator.model import Column, ColumnClass, Form, Page, Site
from simulator.truth import truth

Carriers = Callable[[str], tuple[Site, ...]]
PageOf = Callable[..., Page]


def page_of_column(site: Site, page_of: PageOf, column: Column) -> str:
    return page_of(site, FAMILIES[site.family].column_path(column)).text


def record_of(site: Site, column: Column) -> dict[str, object]:
    records = truth(site)["columns"]
    return next(one for one in records if one["name"] == column.name)


def test_rows_that_lead_away_make_a_column_of_links(carriers: Carriers, page_of: PageOf) -> None:
    for site in carriers("Z-ONLY-EXTERNAL")[:6]:
        column = next(one for one in site.columns if any(item.link for item in one.items))

        text = page_of_column(site, page_of, column)

        assert text.count("http://mp.weixin.test/s/") >= min(len(column.items), 5)
        assert record_of(site, column)["list"] == "links_only"
        assert record_of(site, column)["state"] == "links_only"


def test_columns_beneath_another_are_old_for_2015_and_not_counted_by_2019(
    carriers: Carriers, page_of: PageOf
) -> None:
    for site in carriers("Z-SECOND-LEVEL")[:6]:
        record = truth(site)
        beneath = [one for one in site.columns if one.under is not None]
        entry = f">{beneath[0].name}</a></li></ul></li>"

        assert [one.level for one in facts_of(site).columns].count(2) == len(beneath) == 3
        assert FAMILIES[site.family].shell or entry in menu_of(site, page_of)
        assert record["items"]["V3a"]["verdict"] == "FAIL"
        assert record["editions"]["indicators-2019"]["items"]["W4.1"]["verdict"] == "PASS"


def menu_of(site: Site, page_of: PageOf) -> str:
    inner = next(one for one in site.columns if one.form is Form.LIST)
    home = page_of(site, "/left.htm" if site.family == "F13" else "/").text
    return home if 'class="menu"' in home else page_of_column(site, page_of, inner)


def test_a_single_article_is_no_list_and_counts_for_nothing(
    carriers: Carriers, page_of: PageOf
) -> None:
    site = next(one for one in carriers("Z-ARTICLE-COLUMN") if one.family == "F1")
    column = next(
        one for one in site.columns if one.kind is ColumnClass.POLICY and one.form is Form.SINGLE
    )

    assert column.items[0].title in page_of_column(site, page_of, column)
    assert record_of(site, column)["list"] == "single"
    assert "4 proved" in truth(site)["items"]["V3a"]["why"]


def test_a_hidden_word_of_emptiness_stands_beside_full_lists(
    carriers: Carriers, page_of: PageOf
) -> None:
    for site in carriers("Z-EMPTY-ADAPTER")[:4]:
        column = next(one for one in site.columns if one.kind is ColumnClass.NOTICE)

        assert 'style="display:none">暂无内容' in page_of_column(site, page_of, column)
        assert record_of(site, column)["list"] in {"read", "elsewhere"}
        assert column.items


def test_topics_may_be_empty_and_old(carriers: Carriers) -> None:
    for site in carriers("Z-ARCHIVE")[:6]:
        topics = [one for one in facts_of(site).columns if one.kind is ColumnClass.TOPIC]
        empty = [one for one in topics if one.form is Form.EMPTY]

        assert len(empty) > EMPTY_LIMIT
        assert {truth(site)["items_history"][item]["verdict"] for item in ("V3b", "V3c")} == {
            "PASS"
        }
        assert {
            record_of(site, one)["state"]
            for one in site.columns
            if one.name in {fact.name for fact in topics}
        } == {"exempt"}


def test_the_new_item_stands_behind_the_first_page(carriers: Carriers) -> None:
    for site in carriers("Z-LATE-HIDDEN"):
        size = min(FAMILIES[site.family].page_size, LONGEST_PAGE)  # F15 has one file of all rows
        columns = [one for one in site.columns if one.kind is ColumnClass.POLICY]
        for column in columns:
            days = [item.published for item in column.items]
            documents = [item.document_date for item in column.items]
            first = days[:size]
            assert max(days) not in first
            assert first != sorted(first, reverse=True)
            assert documents == sorted(documents, reverse=True)


def test_a_copy_has_the_old_title_and_the_old_text(carriers: Carriers, page_of: PageOf) -> None:
    site = next(one for one in carriers("Z-COPY") if one.family == "F1")
    column = next(one for one in site.columns if any(item.copy_of for item in one.items))
    copy = column.items[0]
    old = next(item for item in column.items if item.number == copy.copy_of)
    family = FAMILIES[site.family]

    new_text, old_text = (
        page_of(site, family.item_path(site, column, item)).text.partition("TRS_Editor")[2]
        for item in (copy, old)
    )

    assert copy.title == old.title
    assert copy.published > old.published
    assert new_text == old_text


def test_new_letters_stand_on_a_home_page_whose_columns_are_all_old(
    carriers: Carriers, page_of: PageOf
) -> None:
    site = next(one for one in carriers("Z-LETTERS-ALONE") if one.family == "F1")
    box = next(one for one in site.columns if one.kind is ColumnClass.CONSULT)

    newest = box.letters[0]

    assert (site.as_of - newest.asked).days < 14
    assert f'href="{escape(FAMILIES[site.family].letter_path(box, newest))}"' in page_of(site).text
    assert "来信选登" not in page_of_column(site, page_of, box)
