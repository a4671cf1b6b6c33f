import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from audit.people.sampling import SampleRule, Why
from audit.report.output_fields import FEED
from crawler.fleet.archiving.segment_files import SegmentFiles
from pucha.casework.feeding import feed
from pucha.casework.reviewing import Word, review
from pucha.casework.sampling import check, draw_sample, sample_of, sum_up
from pucha.crawling import make_worker
from pucha.surveying import SweepRunner
from schema.types.casework import Act
from schema.types.errors import UsageError
from schema.types.finding import SiteResult
from schema.types.settings import Settings
from testkit.facts import make_visit
from testkit.side_facts import make_link

pytestmark = pytest.mark.postgres
CODE = "4301000001"
RULE = SampleRule(seed="2026Q4", share=1.0, min_ratio=0.3)


async def drawn(world: Any, name: str = "Q4") -> None:
    await draw_sample(world.stores, name, RULE, by="办公室", now=world.now)


async def checked(world: Any, result: SiteResult, name: str = "Q4", by: str = "张三") -> None:
    await check(world.stores, name, CODE, result=result, reason="逐项看过", by=by, now=world.now)


async def judged(world: Any) -> None:
    sweep = await world.survey(make_visit())
    await SweepRunner(world.stores, make_worker(Settings(), world.stores)).judge(sweep, world.site)


async def say(world: Any, act: Act, item: str, by: str) -> None:
    word = Word(act=act, item=item, cause="", reason="看过", by=by)
    await review(world.stores, CODE, word, world.now)


async def test_a_sample_is_kept_as_it_was_drawn_with_its_seed(world: Any) -> None:
    await world.survey(make_visit())
    await drawn(world)

    found = await sample_of(world.stores, "Q4")

    assert (found.seed, found.ratio, found.enough) == ("2026Q4", 1.0, True)
    assert [(one.site_id, one.reviewer) for one in found.picks] == [(world.site, "张三")]
    assert [act for act, _ in await world.acts()] == []
    assert len(await world.stores.cases.of_act(Act.DRAW)) == 1


async def test_a_name_is_drawn_once(world: Any) -> None:
    await world.survey(make_visit())
    await drawn(world)

    with pytest.raises(UsageError, match="already"):
        await drawn(world)
    with pytest.raises(UsageError, match="known are: Q4"):
        await sample_of(world.stores, "Q5")


async def test_what_people_failed_is_in_the_next_sample_for_that_reason(world: Any) -> None:
    await world.survey(make_visit())
    await drawn(world)
    await checked(world, SiteResult.UNQUALIFIED)
    await drawn(world, "next")

    (pick,) = (await sample_of(world.stores, "next")).picks

    assert pick.why is Why.FAILED_BEFORE


async def test_a_site_under_approved_maintenance_is_left_out_and_counted(world: Any) -> None:
    await world.survey(make_visit())
    span = (world.now - timedelta(hours=1), world.now + timedelta(hours=1))
    announced = await world.stores.outages.announce(world.site, span, "机房搬迁", "王五")
    await drawn(world, "before")
    await world.stores.outages.approve(announced.id, "办公室", world.now)
    await drawn(world, "after")

    before, after = [await sample_of(world.stores, name) for name in ("before", "after")]

    assert len(before.picks) == 1
    assert (after.picks, after.excluded) == ((), {"报备": 1})


async def test_results_are_summed_up_beside_the_machine_s(world: Any) -> None:
    await judged(world)
    await drawn(world)
    await checked(world, SiteResult.QUALIFIED)

    found = await sum_up(world.stores, "Q4")

    assert (found.all_checked.passed, found.all_checked.checked) == (1, 1)
    assert found.drawn_at_random.checked == 1
    assert found.agreement.pairs == {("无法判定", "合格"): 1}


async def test_agreement_is_summed_up_item_by_item(world: Any) -> None:
    sweep = await world.surveyed_with_a_dead_link()
    runner = SweepRunner(world.stores, make_worker(Settings(), world.stores))
    await runner.judge(sweep, world.site)
    await drawn(world)
    for act, item in ((Act.CONFIRM, "A2.1"), (Act.REJECT, "V4")):
        await say(world, act, item, "张三")

    found = await sum_up(world.stores, "Q4")

    assert [(one.item, one.n, one.agreed, one.settled) for one in found.items] == [
        ("V4", 0, 0, 1),
        ("A2.1", 1, 1, 0),
    ]
    assert found.items_drawn == found.items
    assert found.items[1].rate.low is not None


async def test_a_check_comes_to_yes_or_no_and_by_a_reviewer(world: Any) -> None:
    await world.survey(make_visit())
    await drawn(world)

    with pytest.raises(UsageError, match="合格 or 不合格"):
        await checked(world, SiteResult.UNDETERMINED)
    with pytest.raises(UsageError, match="may not check"):
        await check(
            world.stores, "Q4", CODE, result=SiteResult.QUALIFIED, reason="看过", by="王五",
            now=world.now,
        )  # fmt: skip


async def test_no_check_comes_to_qualified_where_people_failed_the_sheet(world: Any) -> None:
    await judged(world)
    await drawn(world)
    await say(world, Act.CONFIRM, "V4", "张三")
    await checked(world, SiteResult.QUALIFIED)
    await say(world, Act.CONFIRM, "V4", "李四")

    with pytest.raises(UsageError, match=r"people found .* 不合格 .*: reject that finding first"):
        await checked(world, SiteResult.QUALIFIED, by="李四")
    (disputed,) = (await sum_up(world.stores, "Q4")).disputed
    assert (disputed.said, disputed.failed) == ({"张三": SiteResult.QUALIFIED}, True)
    await checked(world, SiteResult.UNQUALIFIED)
    assert (await sum_up(world.stores, "Q4")).all_checked.checked == 1
    await say(world, Act.REJECT, "V4", "李四")
    await checked(world, SiteResult.QUALIFIED)
    assert (await sum_up(world.stores, "Q4")).all_checked.passed == 1


async def test_a_site_that_reviewers_disagree_on_is_named_and_counted_nowhere(world: Any) -> None:
    await judged(world)
    await drawn(world)
    await checked(world, SiteResult.UNQUALIFIED)
    await checked(world, SiteResult.QUALIFIED, by="李四")

    found = await sum_up(world.stores, "Q4")
    await drawn(world, "next")

    (disputed,) = found.disputed
    assert disputed.said == {"张三": SiteResult.UNQUALIFIED, "李四": SiteResult.QUALIFIED}
    assert (disputed.site_id, disputed.failed) == (world.site, False)
    assert (found.all_checked.checked, found.drawn_at_random.checked) == (0, 0)
    assert (found.running.share, found.agreement.pairs) == (None, {})
    assert (await sample_of(world.stores, "next")).picks[0].why is Why.FAILED_BEFORE


async def test_who_corrects_himself_is_heard_and_both_words_stay_in_the_log(world: Any) -> None:
    await world.survey(make_visit())
    await drawn(world)
    for by in ("张三", "李四"):
        await checked(world, SiteResult.QUALIFIED, by=by)
        await checked(world, SiteResult.UNQUALIFIED, by=by)

    found = await sum_up(world.stores, "Q4")

    assert (found.all_checked.passed, found.all_checked.checked, found.disputed) == (0, 1, ())
    assert len(await world.stores.cases.of_act(Act.CHECK)) == 4


async def test_the_feed_has_a_line_a_site_and_the_segments_beside_it(
    world: Any, tmp_path: Path
) -> None:
    sweep = await world.survey(make_visit())
    await drawn(world)
    archive = tmp_path / "archive"
    (archive / str(sweep.id)).mkdir(parents=True)
    (archive / f"{sweep.id}/1.warc.gz").write_bytes(b"WARC")

    done = await feed(world.stores, SegmentFiles(archive), "Q4", tmp_path / "out")

    lines = (tmp_path / "out/feed.ndjson").read_text(encoding="utf-8").splitlines()
    one = json.loads(lines[0])
    assert (done.sites, done.segments) == (1, 1)
    assert (one["code"], one["sheet"]["edition"]) == (CODE, "census-2015")
    assert [row["id"] for row in one["evidence"]] == ["visit-1"]
    (segment,) = one["warc"]
    assert (tmp_path / "out" / segment["file"]).read_bytes() == b"WARC"
    assert set(one) == {path.partition(".")[0].removesuffix("[]") for path in FEED}
    assert {f"warc[].{name}" for name in segment} <= set(FEED)
    assert (segment["bytes"], segment["sha256"]) == (4, sha256(b"WARC").hexdigest())


async def test_the_feed_holds_every_record_that_its_evidence_names(
    world: Any, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    for day in range(2):
        sweep = await world.survey(make_visit(), make_link())
        (archive / str(sweep.id)).mkdir(parents=True)
        (archive / f"{sweep.id}/1.warc.gz").write_bytes(f"WARC {day}".encode())
    await drawn(world)

    done = await feed(world.stores, SegmentFiles(archive), "Q4", tmp_path / "out")

    line = json.loads((tmp_path / "out/feed.ndjson").read_text(encoding="utf-8"))
    named = {part["record"]["segment"] for row in line["evidence"] for part in row["provenance"]}
    assert len(named) == done.segments == 2
    assert {row["segment"] for row in line["warc"]} == named
    assert all((tmp_path / "out" / row["file"]).exists() for row in line["warc"])
