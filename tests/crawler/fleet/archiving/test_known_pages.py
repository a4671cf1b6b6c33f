"""What a second survey makes of what the first one kept, over real sockets."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from config.lexicon import load_lexicon
from crawler.evidence.page_records import COPY_PLACE
from crawler.fleet.archiving.archive_reader import SegmentReader
from crawler.fleet.archiving.known_pages import CopyRules, KnownPages
from crawler.fleet.archiving.segment_files import SegmentFiles
from crawler.fleet.replay import replay_survey
from crawler.fleet.verify import check_attempt
from schema.types.archive import Reference
from schema.types.lease import SegmentRow
from schema.types.page_copy import PageCopy
from schema.types.survey import SurveyPlan, SurveyResult
from testkit.facts import make_site
from testkit.fleet import open_segment, open_surveyor
from testkit.pages import home_html, list_html, make_plan
from testkit.scripted_server import ScriptedServer, http

pytestmark = pytest.mark.network
ROWS = [
    (f"关于第{n}号事项的通知公告", f"/tzgg/{n}.html", f"2026-11-{n}") for n in range(20, 10, -1)
]
LIST = list_html("通知公告", ROWS)
OTHER = list_html("通知公告", [("关于另一事项的通知公告", "/tzgg/99.html", "2026-11-22"), *ROWS])
TAG = ('ETag: "v1"',)
FIRST, SECOND, THIRD = "1/1.warc.gz", "2/1.warc.gz", "3/1.warc.gz"
RULES = CopyRules(conditional=True, recheck_share=0.0, days=7, salt="2", decoded_limit=1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """A survey with the segment that it filled."""

    result: SurveyResult
    rows: tuple[SegmentRow, ...]
    copies: tuple[PageCopy, ...]


@dataclass(slots=True)
class World:
    """One site, surveyed again and again into one archive."""

    server: ScriptedServer
    root: Path

    def plan(self) -> SurveyPlan:
        return make_plan(make_site(home_url=self.server.url()))

    async def survey(
        self, name: str, copies: tuple[PageCopy, ...] = (), rules: CopyRules = RULES
    ) -> Surveyed:
        known = KnownPages(copies, SegmentFiles(self.root), rules)
        segment = open_segment(self.root, name)
        async with open_surveyor() as surveyor:
            result = await replace(surveyor, known=known).survey(self.plan(), segment)
        rows = segment.seal()
        return Surveyed(result=result, rows=rows, copies=known.kept(segment.copies))

    def replayed(self, name: str) -> SurveyResult:
        reader = SegmentReader(SegmentFiles(self.root), name, decoded_limit=1_000_000)
        return replay_survey(self.plan(), reader, load_lexicon())

    def revisits(self, name: str) -> list[dict[str, str]]:
        records = SegmentFiles(self.root).records(name)
        return [one.headers for one in records if one.type == "revisit"]

    def asked(self, path: str) -> list[bytes]:
        return [head for head in self.server.requests if head.startswith(f"GET {path} ".encode())]


@pytest.fixture
def world(server: ScriptedServer, tmp_path: Path) -> World:
    server.answers |= {
        "/": http(home_html([("通知公告", "/tzgg/")]), headers=TAG),
        "/tzgg/": conditional(server, LIST),
    }
    return World(server, tmp_path)


def conditional(
    server: ScriptedServer, text: str, tag: bytes = b'"v1"'
) -> Callable[[asyncio.StreamWriter], Awaitable[None]]:
    """Answer 304 to whoever has the page, as a server should."""
    packed = gzip.compress(text.encode(), mtime=0)
    whole = http(packed, headers=(f"ETag: {tag.decode()}", "Content-Encoding: gzip"))

    async def answer(writer: asyncio.StreamWriter) -> None:
        known = b"if-none-match: " + tag in server.requests[-1].lower()
        unchanged = b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\nConnection: close\r\n\r\n"
        writer.write(unchanged if known else whole)
        await writer.drain()

    return answer


async def test_an_unchanged_page_is_not_sent_again_and_reads_the_same(world: World) -> None:
    first = await world.survey(FIRST)
    second = await world.survey(SECOND, first.copies)

    (revisit,) = world.revisits(SECOND)
    facts = [[one.fact for one in done.result.evidence[2:]] for done in (first, second)]
    assert facts[0] == facts[1]
    assert world.replayed(SECOND) == second.result
    assert revisit["WARC-Profile"].endswith("server-not-modified")
    assert revisit[COPY_PLACE].startswith(FIRST)
    assert second.rows[0].size < first.rows[0].size
    assert [b"If-None-Match" in one for one in world.asked("/tzgg/")] == [False, True]


async def test_the_homepage_is_always_asked_for_whole(world: World) -> None:
    first = await world.survey(FIRST)
    await world.survey(SECOND, first.copies)

    assert [copy.url for copy in first.copies] == [world.server.url("/tzgg/")]
    assert not any(b"If-None-Match" in one for one in world.asked("/"))


async def test_chains_of_revisits_all_rest_on_the_whole_copy(world: World) -> None:
    first = await world.survey(FIRST)
    second = await world.survey(SECOND, first.copies)
    third = await world.survey(THIRD, second.copies or first.copies)

    pointers = {one[COPY_PLACE] for name in (SECOND, THIRD) for one in world.revisits(name)}
    assert len(pointers) == 1
    assert world.replayed(THIRD) == third.result
    named = [
        Reference(source=one.id, url=source.url, record=source.record)
        for one in third.result.evidence
        for source in one.provenance
        if source.record is not None
    ]
    assert check_attempt(SegmentFiles(world.root), third.rows, named)[1] == []


async def test_the_same_bytes_are_kept_once_without_validators_too(world: World) -> None:
    world.server.answers["/tzgg/"] = http(LIST)
    first = await world.survey(FIRST)
    second = await world.survey(SECOND, first.copies)

    (revisit,) = world.revisits(SECOND)
    assert revisit["WARC-Profile"].endswith("identical-payload-digest")
    assert world.replayed(SECOND) == second.result
    assert second.copies == first.copies


async def test_a_changed_page_takes_the_place_of_its_copy(world: World) -> None:
    first = await world.survey(FIRST)
    world.server.answers["/tzgg/"] = conditional(world.server, OTHER, b'"v2"')
    second = await world.survey(SECOND, first.copies)

    (copy,) = second.copies
    assert world.revisits(SECOND) == []
    assert (copy.etag, copy.record.segment) == ('"v2"', SECOND)
    assert world.replayed(SECOND) == second.result


@pytest.mark.parametrize("damage", ["lost", "flipped", "torn"])
async def test_a_page_whose_copy_is_lost_is_asked_for_whole(world: World, damage: str) -> None:
    first = await world.survey(FIRST)
    path = world.root / FIRST
    data = bytearray(path.read_bytes())
    (copy,) = first.copies
    data[copy.record.offset + copy.record.length // 2] ^= 0xFF
    changed = {"lost": None, "flipped": bytes(data), "torn": bytes(data[: copy.record.offset + 9])}
    path.unlink()
    if (left := changed[damage]) is not None:
        path.write_bytes(left)

    second = await world.survey(SECOND, first.copies)

    asked = [b"If-None-Match" in one for one in world.asked("/tzgg/")]
    assert asked == [False, True, False]
    assert world.revisits(SECOND) == []
    assert [one.record.segment for one in second.copies] == [SECOND]
    assert world.replayed(SECOND) == second.result
    answers = [one for one in SegmentFiles(world.root).records(SECOND) if one.type == "response"]
    assert sum(b" 304 " in one.block[:20] for one in answers) == 1


async def test_a_server_whose_validators_lie_is_asked_no_more_conditions(world: World) -> None:
    first = await world.survey(FIRST)
    world.server.answers["/tzgg/"] = conditional(world.server, OTHER)
    second = await world.survey(SECOND, first.copies, replace(RULES, recheck_share=1.0))
    third = await world.survey(THIRD, second.copies)

    assert [copy.etag for copy in second.copies] == [None]
    assert not any(b"If-None-Match" in one for one in world.asked("/tzgg/"))
    assert third.result.items == second.result.items


@pytest.mark.parametrize(
    "rules",
    [replace(RULES, conditional=False), replace(RULES, days=-1), replace(RULES, recheck_share=1.0)],
    ids=["switched off", "too old", "drawn"],
)
async def test_a_known_page_is_asked_for_whole(world: World, rules: CopyRules) -> None:
    first = await world.survey(FIRST)
    second = await world.survey(SECOND, first.copies, rules)

    assert not any(b"If-None-Match" in one for one in world.asked("/tzgg/"))
    assert len(world.revisits(SECOND)) == 1
    assert second.copies == first.copies
    assert world.replayed(SECOND) == second.result


async def test_validators_say_nothing_of_a_page_behind_a_redirect(world: World) -> None:
    first = await world.survey(FIRST)
    world.server.answers["/tzgg/"] = http("", status="302 Found", headers=("Location: /new/",))
    world.server.answers["/new/"] = conditional(world.server, OTHER)
    second = await world.survey(SECOND, first.copies)

    assert world.revisits(SECOND) == []
    assert second.copies == ()
    assert world.replayed(SECOND) == second.result


async def test_two_independent_readers_read_a_segment_with_revisits(world: World) -> None:
    first = await world.survey(FIRST)
    second = await world.survey(SECOND, first.copies)

    with (world.root / SECOND).open("rb") as file:
        by_warcio = [one.rec_type for one in ArchiveIterator(file, check_digests="raise")]
    with (world.root / SECOND).open("rb") as file:
        by_fastwarc = [one.verify_block_digest() for one in FastIterator(file, parse_http=False)]

    assert by_warcio.count("revisit") == 1
    assert len(by_warcio) == len(by_fastwarc) == second.rows[0].records
    assert all(by_fastwarc)
