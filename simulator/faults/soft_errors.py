"""Soft errors (E-…): pages that say something else than their status."""

from dataclasses import replace
from datetime import datetime

from simulator.fault import Columns, Fault, Hides, Visit
from simulator.faults.places import inner_list
from simulator.model import Form, Page, Request, Site

LANE = "front"

_MAINTENANCE = Page(
    charset="utf-8",
    text="<!DOCTYPE html><html><head><meta charset='utf-8'><title>网站维护中</title></head><body>"
    "<h1>网站维护中</h1><p>系统升级维护，暂停访问，给您带来不便敬请谅解。</p><p>模拟网站</p></body></html>",
)


def _maintenance(_site: Site, _request: Request, _moment: datetime) -> Page:
    return _MAINTENANCE


def _soft_404(columns: Columns, _site: Site) -> Columns:
    place = inner_list(columns)
    gone = replace(columns[place], form=Form.SOFT_404, items=())
    return [*columns[:place], gone, *columns[place + 1 :]]


FAULTS = (
    Fault(
        id="E-SOFT404",
        does="a column answers 200 您访问的页面不存在",
        expected="column broken, not empty",
        columns=_soft_404,
    ),
    Fault(
        id="E-MAINT-200",
        does="网站维护中 with status 200 everywhere",
        expected="visit undetermined, maintenance",
        visit=Visit(counts_as="undetermined", page_class="maintenance"),
        hides=Hides.EVERYTHING,
        answer=_maintenance,
    ),
)
