"""How faults of dates look on the page, and what the truth makes of them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from simulator.families import FAMILIES
from simulator.faults.dates import BOUNDARIES, CONFLICT_DAYS, MIGRATED_DAYS
from simulator.model import Column, ColumnClass, Dating, Form, Page, Site
from simulator.truth import truth
from simulator.windows import window_start

Carriers = Callable[[str], tuple[Site, ...]]
PageOf = Callable[..., Page]


def listed(site: Site, kind: ColumnClass = ColumnClass.POLICY) -> Column:
    return next(
        one
        for one in site.columns
        if one.kind is kind and one.form is Form.LIST and not FAMILIES[site.family].scripted(one)
    )


def list_text(site: Site, page_of: PageOf, column: Column) -> str:
    return page_of(site, FAMILIES[site.family].column_path(column)).text


def article_text(site: Site, page_of: PageOf, column: Column, place: int = 0) -> str:
    path = FAMILIES[site.family].item_path(site, column, column.items[place])
    return page_of(site, path).text


def of_family(sites: tuple[Site, ...], family: str) -> Site:
    return next(site for site in sites if site.family == family)


def test_years_of_two_digits(carriers: Carriers, page_of: PageOf) -> None:
    site = of_family(carriers("D-2DIGIT"), "F1")
    column = listed(site)
    day = column.items[0].published

    text = list_text(site, page_of, column)

    assert f">{day:%y-%m-%d}<" in text
    assert f"{day:%Y-%m-%d}<" not in text


def test_numerals_stand_in_list_and_article_alone(carriers: Carriers, page_of: PageOf) -> None:
    site = of_family(carriers("D-CHINESE-NUMERAL"), "F1")
    column = listed(site, ColumnClass.NEWS)
    listing, article = list_text(site, page_of, column), article_text(site, page_of, column)

    assert re.search(r"二〇二六年[一二三四五六七八九十]+月[一二三四五六七八九十]+日", listing)
    assert re.search(r"(?:时间|日期)：二〇二六年", article)
    assert "PubDate" not in article


def test_a_month_alone_is_known_by_its_last_day_and_proves_nothing(
    carriers: Carriers, page_of: PageOf
) -> None:
    site = carriers("D-MONTH-ONLY")[0]
    column = next(one for one in site.columns if one.dating is Dating.MONTH)
    newest = max(item.published for item in column.items)
    record = next(one for one in truth(site)["columns"] if one["name"] == column.name)

    assert f"{newest.year}年{newest.month}月<" in list_text(site, page_of, column)
    assert record["newest"] is None
    assert newest.isoformat() in record["newest_also"]
    assert truth(site)["items"]["V3a"]["verdict"] == "NEEDS_PERSON"


def test_addresses_of_a_move_name_one_day_and_the_articles_their_own(
    carriers: Carriers, page_of: PageOf
) -> None:
    site = of_family(carriers("D-MIGRATED"), "F1")
    column = listed(site)
    moved = site.as_of - timedelta(days=MIGRATED_DAYS)
    paths = {FAMILIES["F1"].item_path(site, column, item) for item in column.items}

    assert all(f"t{moved:%Y%m%d}_" in path for path in paths)
    assert f"{column.items[0].published:%Y-%m-%d}" in article_text(site, page_of, column)
    assert f"{moved:%Y-%m-%d}" not in list_text(site, page_of, column)


def test_a_conflicting_list_is_two_months_behind_its_articles(
    carriers: Carriers, page_of: PageOf
) -> None:
    site = of_family(carriers("D-CONFLICT"), "F10")
    column = listed(site)
    shown = column.items[0].published - timedelta(days=CONFLICT_DAYS)
    record = next(one for one in truth(site)["columns"] if one["name"] == column.name)

    assert f"{shown.year}-{shown.month}-{shown.day}<" in list_text(site, page_of, column)
    assert f"{column.items[0].published:%Y-%m-%d}" in article_text(site, page_of, column)
    assert record["newest"] == column.items[0].published.isoformat()
    assert shown.isoformat() in record["newest_also"]


def test_counters_read_like_this_year_and_like_today(carriers: Carriers, page_of: PageOf) -> None:
    site = of_family(carriers("D-COUNTER"), "F1")

    text = article_text(site, page_of, listed(site))

    assert "阅读 2026 次" in text
    assert "20261123次" in text


@pytest.mark.parametrize("variant", range(BOUNDARIES))
def test_a_boundary_is_what_its_variant_says(carriers: Carriers, variant: int) -> None:
    found = [site for site in carriers("D-BOUNDARY") if site.number % BOUNDARIES == variant]
    for site in found:
        column = next(one for one in site.columns if one.kind is ColumnClass.POLICY)
        start = window_start(ColumnClass.POLICY, site.as_of)
        newest = max(item.published for item in column.items)
        assert start is not None
        inside = truth(site)["items"]["V3a"]["verdict"] == "PASS"
        assert inside is (newest >= start)
        if variant == 5:
            assert newest == date(2024, 2, 29)
        else:
            assert abs((newest - start).days) <= 1
    assert found


@pytest.mark.parametrize(("variant", "clock"), [(3, "00:05"), (4, "23:59")])
def test_a_boundary_at_night_shows_the_clock(
    carriers: Carriers, page_of: PageOf, variant: int, clock: str
) -> None:
    site = next(one for one in carriers("D-BOUNDARY") if one.number % BOUNDARIES == variant)
    column = next(one for one in site.columns if one.dating is Dating.ARTICLE)
    if FAMILIES[site.family].scripted(column) or FAMILIES[site.family].shell:
        site = next(
            one
            for one in carriers("D-BOUNDARY")
            if one.number % BOUNDARIES == variant and one.family in {"F1", "F10", "F11"}
        )
        column = next(one for one in site.columns if one.dating is Dating.ARTICLE)

    text = article_text(site, page_of, column)

    assert f"{column.items[0].published:%Y-%m-%d} {clock}" in text


def test_of_a_document_its_address_may_be_known_too(carriers: Carriers) -> None:
    site = of_family(carriers("D-DOC-ONLY"), "F1")
    column = next(one for one in site.columns if one.dating is Dating.DOCUMENT)
    record = next(one for one in truth(site)["columns"] if one["name"] == column.name)

    for days in zip(*((item.published, item.document_date) for item in column.items), strict=True):
        assert max(days).isoformat() in record["newest_also"]
