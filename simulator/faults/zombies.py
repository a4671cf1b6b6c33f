"""Zombie nuance (Z-…): sites and columns that are dormant, empty, or only look so."""

from dataclasses import replace

from simulator.fault import Columns, Fault
from simulator.faults.places import last_of
from simulator.model import Column, ColumnClass, Form, Reply, Site

LANE = "dates"

_K = ColumnClass
_EMPTIED = {_K.NOTICE: 1, _K.POLICY: 1, _K.STAFF: 1, _K.PLAN: 1, _K.SURVEY: 1, _K.INTERVIEW: 1}


def _empty(columns: Columns, _site: Site) -> Columns:
    return last_of(columns, _EMPTIED, emptied)


def emptied(column: Column) -> Column:
    """Give the column without an item, as one that the home page does not show."""
    return replace(column, form=Form.EMPTY, items=(), home=False)


FAULTS = (
    Fault(
        id="Z-ZOMBIE",
        does="no new item anywhere for two years",
        expected="V2 FAIL, V3a FAIL, V3b FAIL",
        full=True,
        asleep=dict.fromkeys(ColumnClass, 9),
        letters=((Reply.ANSWERED, 760, 1000, 8),),
    ),
    Fault(
        id="Z-DORMANT",
        does="five and more stale 动态/通知/政策 columns",
        expected="V3a FAIL, V2 PASS",
        full=True,
        asleep={_K.NEWS: 2, _K.NOTICE: 2, _K.POLICY: 3},
    ),
    Fault(
        id="Z-EMPTY-REAL",
        does="five and more columns say 暂无内容",
        expected="list empty; V3c FAIL after the second visit",
        full=True,
        columns=_empty,
    ),
)
