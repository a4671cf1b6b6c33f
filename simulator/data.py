"""Data that lists are made of: JSON answers with the mark of the province."""

import json

from simulator.model import Column, Dating, Item, Page

MARK = "模拟网站"


def json_page(data: object) -> Page:
    """Give a JSON answer."""
    return Page(text=json.dumps(data, ensure_ascii=False), media_type="application/json")


def is_dated(column: Column) -> bool:
    """Tell whether list data may show the date of publishing."""
    return column.dating in {Dating.LIST, Dating.YEARLESS, Dating.TWO_DIGIT}


def listed_day(item: Item) -> str:
    """Give the day that the list shows of an item."""
    return f"{item.listed or item.published:%Y-%m-%d}"
