"""Thousands of small sweeps on a virtual clock: an error of order shows in seconds.

Each seed kills workers, cuts their lines to the database and slows the sites down at other moments.
A seed that fails is printed; `small_sweep(seed)` plays it again, event by event.
"""

import logging
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from crawler.survey.answer import Answer, read_answer
from schema.types.capture import Page, Request
from schema.types.evidence import RecordRef
from schema.types.facts import Fact
from schema.types.ids import SiteId
from testkit.small_fleet import DELAY, SmallRun, small_sweep
from testkit.virtual_loop import run_virtually

SEEDS = 2_000
BATCH = 100
SITES = [SiteId(number) for number in (1, 2, 3)]


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each of the few pages once: reading is pure, and these runs are about order."""
    monkeypatch.setattr("crawler.survey.walk.read_answer", _read_known)


_KNOWN: dict[tuple[str, str, bytes], Answer] = {}


def _read_known(request: Request, page: Page, record: RecordRef | None, *more: Any) -> Answer:
    key = (request.key, request.purpose, page.body)
    if key not in _KNOWN:
        _KNOWN[key] = read_answer(request, page, record, *more)
    return replace(_KNOWN[key], request=request, page=page, record=record)


@cache
def calm_facts() -> dict[SiteId, tuple[Fact, ...]]:
    run = run_virtually(small_sweep(0, calm=True))
    return {site: run.facts(site) for site in SITES}


def played(seed: int) -> SmallRun:
    return run_virtually(small_sweep(seed))


def faults_of(run: SmallRun) -> list[str]:
    """Say in words what is wrong with a run; empty for a sound one."""
    wrong = []
    if run.leases.commits != Counter(SITES):
        wrong.append(f"accepted {dict(run.leases.commits)}")
    wrong += [
        f"other facts of site {site}" for site in SITES if run.facts(site) != calm_facts()[site]
    ]
    wrong += _late_requests(run)
    wrong += _hurried_requests(run)
    return wrong


def _late_requests(run: SmallRun) -> list[str]:
    """Find requests to a site by somebody whom another holder had replaced."""
    taken: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for at, site, holder in run.leases.holders:
        taken[f"s{site}.gov.cn.test"].append((at, holder))
    late = []
    for at, host, owner in run.requests:
        holders = [holder for since, holder in taken[host] if since <= at]
        if owner != holders[-1]:
            late.append(f"{owner} asked {host} at {at:.2f}, held by {holders[-1]}")
    return late


def _hurried_requests(run: SmallRun) -> list[str]:
    """Find requests of one worker that came sooner after each other than the delay permits."""
    starts: dict[tuple[str, str], list[float]] = defaultdict(list)
    for at, host, owner in run.requests:
        starts[host, owner].append(at)
    return [
        f"{owner} asked {host} twice in {later - sooner:.3f} s"
        for (host, owner), times in starts.items()
        for sooner, later in pairwise(times)
        if later - sooner < DELAY - 1e-6
    ]


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
def test_every_order_of_events_comes_to_the_same_sheets(first: int) -> None:
    wrong = {
        seed: faults for seed in range(first, first + BATCH) if (faults := faults_of(played(seed)))
    }

    assert not wrong, f"seeds that fail: {wrong}"


def test_the_seeds_meet_kills_and_cuts() -> None:
    runs = [played(seed) for seed in range(60)]

    assert sum(run.killed for run in runs) > 20
    assert sum(run.cut for run in runs) > 10
