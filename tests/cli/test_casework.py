"""The commands of casework against a real database, as a person types them."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit.report import output_fields as outputs
from pucha.crawling import make_worker
from pucha.surveying import SweepRunner, sweep_settings
from pucha.wire import open_stores
from schema.types.ids import SiteId, SweepId
from schema.types.lease import SegmentRow
from schema.types.settings import Settings
from schema.types.survey import FinishedSurvey
from schema.types.sweep import SweepKind
from schema.types.verdict import Verdict
from testkit.commands import Ran, call
from testkit.facts import make_column, make_register, make_result, make_site, make_visit
from testkit.json_paths import paths

pytestmark = pytest.mark.postgres
CODE = "4301000001"
AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
Run = Callable[..., Ran]


async def survey(url: str) -> None:
    async with open_stores(url, Settings()) as stores:
        await stores.register.take_in(make_register(make_site(code=CODE)))
        sweep = await stores.sweeps.create(
            kind=SweepKind.NIGHTLY,
            edition="census-2015",
            as_of=AT,
            settings=sweep_settings(Settings()),
        )
        site = await stores.register.find(CODE)
        assert site is not None
        site_id = SiteId(site.id or 0)
        lease = await stores.leases.acquire(sweep.id, site_id)
        done = FinishedSurvey(
            result=make_result(make_visit(), make_column()), started_at=AT, seconds=1.0
        )
        row = SegmentRow(path="1/1.warc.gz", size=1, sha256="ab" * 32, records=1, root="cd" * 32)
        await stores.leases.commit(lease, done, [row])
        await SweepRunner(stores, make_worker(Settings(), stores)).judge(sweep, site_id)


@pytest.fixture
def run(
    database_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    asyncio.run(survey(database_url))
    monkeypatch.setenv("PUCHA_DATABASE_URL", database_url)

    def typed(*words: str) -> Ran:
        return call(capsys, monkeypatch, *words)

    people = (("张三", "reviewer"), ("李四", "second_reviewer"), ("王五", "operator"),
              ("办公室", "office"))  # fmt: skip
    assert typed("people", "add", "管理员", "--role", "admin").status == 0
    for name, role in people:
        assert typed("people", "add", name, "--role", role, "--by", "管理员").status == 0
    return typed


def confirm(run: Run, by: str, *more: str) -> Ran:
    return run("review", "confirm", CODE, "V4", "--by", by, "--reason", "电话问过", *more)


def test_a_veto_on_its_way_to_the_public_shows_on_the_sheet(run: Run) -> None:
    assert confirm(run, "张三").status == 0
    refused = run("review", "publish", CODE, "V4", "--by", "办公室")
    assert confirm(run, "李四").status == 0
    published = run("review", "publish", CODE, "V4", "--by", "办公室")
    sheet = run("sheet", CODE)
    listed = run("review", "list", CODE)

    assert (refused.status, published.status) == (2, 0)
    assert refused.err.count("\n") == 1
    assert "两" not in refused.out
    assert "人工复核：不合格" in sheet.out
    assert "[有效] V4" in sheet.out
    assert "已发布" in listed.out


def test_the_sheet_s_json_and_folder_hold_both_results_apart(run: Run, tmp_path: Path) -> None:
    run("review", "reject", CODE, "V4", "--by", "张三", "--reason", "逐页看过")
    shown = json.loads(run("sheet", CODE, "--json", "--out", str(tmp_path)).out)
    kept = json.loads((tmp_path / "review.json").read_text(encoding="utf-8"))

    machine = next(one for one in shown["items"] if one["id"] == "V4")
    assert machine["verdict"] == "NEEDS_PERSON"
    assert shown["human"]["items"] == kept["items"]
    assert set(paths(kept)) <= set(outputs.REVIEW)
    printed = next(tmp_path.rglob("*.html")).read_text(encoding="utf-8")
    assert "张三：逐页看过" in printed
    assert [(one["id"], one["verdict"]) for one in kept["items"]] == [("V4", "PASS")]


def test_how_long_a_denial_stands_is_shown_and_a_wrong_day_refused(run: Run) -> None:
    words = ("review", "reject", CODE, "V4", "--by", "张三", "--reason", "逐页看过")
    wrong = run(*words, "--until", "明年")
    said = run(*words, "--until", "2099-06-30")

    assert (wrong.status, said.status) == (2, 0)
    assert "the form is 2027-06-30" in wrong.err
    assert "有效至2099-06-30" in run("review", "list", CODE).out


def test_an_unknown_actor_is_one_clear_sentence(run: Run) -> None:
    done = confirm(run, "路人")

    assert done.status == 2
    assert done.err == "pucha: nobody is enrolled as '路人': `pucha people add` does it\n"


def test_an_appeal_is_made_listed_and_decided(run: Run) -> None:
    made = run("appeal", "make", CODE, "V4", "--by", "王五", "--text", "已自查无误")
    number = made.out.split()[-1]
    waiting = run("appeal", "list", "--open", "--json")
    run("appeal", "decide", CODE, number, "--accept", "--by", "张三", "--reason", "属实")
    after = run("appeal", "list", CODE)

    assert json.loads(waiting.out)["state"] == "待处理"
    assert set(json.loads(waiting.out)) == set(outputs.APPEAL)
    assert "已采纳" in after.out
    assert "张三：属实" in after.out


@pytest.mark.parametrize("both", [(), ("--accept", "--dismiss"), ("--dismiss", "--accept")])
def test_an_appeal_is_either_accepted_or_dismissed(run: Run, both: tuple[str, ...]) -> None:
    made = run("appeal", "make", CODE, "V4", "--by", "王五", "--text", "已自查无误")
    number = made.out.split()[-1]

    done = run("appeal", "decide", CODE, number, *both, "--by", "张三", "--reason", "属实")

    assert done.status == 2
    assert done.err == "pucha: say either --accept (采纳) or --dismiss (不采纳)\n"
    assert json.loads(run("appeal", "list", "--open", "--json").out)["state"] == "待处理"


def test_a_self_check_sheet_is_compared_item_by_item(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "自查表.csv"
    file.write_text("二级指标,考察点,是否完成指标\n严重错误,V4,是\n", encoding="utf-8")

    done = run("appeal", "self-check", CODE, str(file), "--by", "王五")

    assert done.status == 0
    assert "数据缺失" in done.out
    assert "数据严重错误：0" in done.out


async def fail_by_veto(url: str) -> None:
    async with open_stores(url, Settings()) as stores:
        site = await stores.register.find(CODE)
        assert site is not None
        sweep, site_id = SweepId(1), SiteId(site.id or 0)
        sheet = await stores.results.sheet(sweep, site_id, "census-2015")
        assert sheet is not None
        items = tuple(
            replace(one, finding=replace(one.finding, verdict=Verdict.FAIL))
            if one.id == "V2"
            else one
            for one in sheet.items
        )
        await stores.results.keep_sheet(sweep, site_id, replace(sheet, items=items))


def test_a_veto_that_fails_is_called_one_and_no_deduction(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    asyncio.run(fail_by_veto(database_url))
    file = tmp_path / "自查表.csv"
    file.write_text("二级指标,考察点,是否完成指标\n网站不更新,V2,是\n", encoding="utf-8")

    listed = run("review", "list", CODE).out
    compared = run("appeal", "self-check", CODE, str(file), "--by", "王五").out

    lines = [line.strip() for line in (*listed.splitlines(), *compared.splitlines())]
    told = [line for line in lines if line.startswith("V2 ")]
    assert ["单项否决" in line for line in told] == [True, True]
    assert "机器 单项否决" in told[1]


def test_what_a_self_check_says_that_is_not_understood_is_told_with_its_cell(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "自查表.csv"
    text = "二级指标,考察点,是否完成指标\n首页栏目,,maybe\n首页栏目,C2.2 调查,是\n"
    file.write_text(text, encoding="utf-8")

    done = run("appeal", "self-check", CODE, str(file), "--by", "王五")
    values = json.loads(run("appeal", "self-check", CODE, str(file), "--by", "王五", "--json").out)

    assert "第3行（B3）不知所指，不计：首页栏目 C2.2 调查 C3“是”" in done.out
    assert "C2“maybe”" in done.out
    assert "数据缺失：0" in done.out
    assert "数据严重错误：0" in done.out
    assert values["strange"][0]["answer_cell"] == "C3"
    assert set(paths(values)) <= set(outputs.SELF_CHECK)
    assert {"items[].unclear[].said", "strange[].flaw"} <= set(paths(values))


def test_a_sample_is_drawn_listed_checked_and_summed_up(run: Run) -> None:
    drawn = run("sample", "draw", "2026Q4", "--seed", "普查", "--by", "办公室")
    listed = run("sample", "list", "2026Q4", "--reviewer", "张三")
    run("sample", "check", "2026Q4", CODE, "--result", "合格", "--by", "张三", "--reason", "看过")
    result = json.loads(run("sample", "result", "2026Q4", "--json").out)

    nobody = run("sample", "list", "2026Q4", "--reviewer", "李四")
    line = json.loads(run("sample", "list", "2026Q4", "--json").out.splitlines()[0])

    assert "种子 普查 · 抽查1个（上期不合格复查0个）" in drawn.out
    assert "张三" in listed.out
    assert "no site is on the worklist of 李四" in nobody.err
    assert result["all"]["passed"] == result["all"]["checked"] == 1
    assert 0.2 < result["all"]["low"] < 0.21
    assert (result["running"]["share"], result["running"]["failed_before"]) == (1.0, 0)
    assert "合格率（推算全部运行网站）：100.0%" in run("sample", "result", "2026Q4").out
    assert set(paths(line)) == set(outputs.SAMPLE_LINE)
    assert set(paths(result)) - {"items", "items_drawn", "disputed"} <= set(outputs.SAMPLE)
    assert result["agreement"]["pairs"] == [{"machine": "无法判定", "person": "合格", "sites": 1}]


def test_reviewers_who_disagree_on_a_site_of_a_sample_are_named(run: Run) -> None:
    run("sample", "draw", "2026Q4", "--seed", "普查", "--by", "办公室")
    for by, said in (("张三", "合格"), ("李四", "不合格")):
        run("sample", "check", "2026Q4", CODE, "--result", said, "--by", by, "--reason", "看过")

    told = run("sample", "result", "2026Q4").out
    result = json.loads(run("sample", "result", "2026Q4", "--json").out)

    assert "复核员意见不一致，未计入：#1 " in told
    assert "张三 合格，李四 不合格" in told
    assert result["all"]["checked"] == 0
    assert set(paths(result)) - {"items", "items_drawn"} <= set(outputs.SAMPLE)


def ledger(run: Run) -> list[str]:
    lines = run("rectify", "ledger", "--json").out.splitlines()
    return [json.loads(line)["指标项"] for line in lines]


def test_what_two_people_confirmed_is_put_into_the_ledger(run: Run, tmp_path: Path) -> None:
    confirm(run, "张三", "--public", "首页有错字")
    run("rectify", "issue", CODE, "--by", "办公室")
    before = ledger(run)
    confirm(run, "李四")
    issued = run("rectify", "issue", CODE, "--by", "办公室", "--out", str(tmp_path))
    table = tmp_path / "台账.csv"
    run("rectify", "ledger", "--out", str(table))
    reminded = run("rectify", "remind", "--by", "办公室", "--within", "30")

    assert "V4" not in before
    assert "1项" in issued.out
    assert ledger(run).count("V4") == 1
    notice = next(tmp_path.glob("*.txt")).read_text(encoding="utf-8")
    assert "首页有错字" in notice
    assert "整改通知" in notice
    assert "电话问过" not in notice, "the reviewer's reason is not for the office"
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "已下发" in table.read_text(encoding="utf-8")
    assert "还剩10个工作日" in reminded.out


def test_a_denial_has_nothing_to_publish(run: Run) -> None:
    amended = (
        "review",
        "amend",
        CODE,
        "V4",
        "--by",
        "张三",
        "--reason",
        "看过",
        "--public",
        "错字",
    )
    refused = run(*amended, "--verdict", "PASS")

    assert refused.status == 2
    assert "--public says what is wrong with an item that people affirm" in refused.err


def test_a_site_with_nothing_new_is_told_so_and_hides_no_notice_of_another(
    run: Run, tmp_path: Path
) -> None:
    for name in ("张三", "李四"):
        confirm(run, name)
    fault = run("rectify", "issue", CODE, "4399999999", "--by", "办公室", "--out", str(tmp_path))
    again = run("rectify", "issue", CODE, "--by", "办公室")

    assert (fault.status, again.status) == (2, 0)
    assert "项，" in fault.out
    assert len(list(tmp_path.glob("*.txt"))) == 1
    assert again.out == f"{CODE}：没有新的问题，未下发通知\n"


def test_nothing_is_sent_unless_an_address_is_set(run: Run) -> None:
    assert "什么也没有发送" in run("notify", "test", "--by", "办公室").out


def test_the_log_tells_who_did_what(run: Run) -> None:
    confirm(run, "张三")
    lines = [json.loads(line) for line in run("people", "log", CODE, "--json").out.splitlines()]

    assert [(one["by"], one["act"], one["item"]) for one in lines] == [("张三", "confirm", "V4")]
    people = json.loads(run("people", "list", "--json").out)
    assert {"name": "王五", "role": "operator", "division": ""} in people


def test_addresses_of_notices_are_shown_to_nobody(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUCHA_NOTIFY__URLS", "json://user:secret@127.0.0.1/")

    shown = run("config", "show")

    assert shown.status == 0
    assert "secret" not in shown.out
    assert "1 addresses" in shown.out
