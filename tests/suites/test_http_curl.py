"""Replies of curl's own test suite: our verdict beside curl's, the same on both client stacks."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from schema.types.outcome import Outcome
from testkit.hostile.case import BOTH, Play, Variant
from testkit.hostile.run import Stage, play
from testkit.hostile.talk import Talk
from testkit.hostile.trial import gathered

pytestmark = pytest.mark.network
CURL_ACCEPTS = {"ok", "too_many_redirects"}
ACCEPTED = {
    Outcome.OK, Outcome.OK_TRUNCATED, Outcome.REDIRECT_LIMIT, Outcome.HTTP_4XX, Outcome.HTTP_5XX,
    Outcome.AUTH_REQUIRED, Outcome.RATE_LIMITED,
}  # fmt: skip
DIFFERENCES = {
    "curl/36": "a bad second chunk: what came before it is kept as a truncated page",
    "curl/189": "curl asked for a range; we never do",
    "curl/207": "a body that ends early is a truncated page, not an error",
    "curl/319": "asked raw by curl; a Transfer-Encoding that nobody knows is refused",
    "curl/393": "curl refuses by its own size limit; ours is a Content-Length past 63 bits",
    "curl/395": "a Content-Length past 63 bits is refused, where curl ignores it",
    "curl/398": "a header line without a colon is passed over, as browsers do",
    "curl/418": "gzip in the transfer is undone, where curl was not asked to",
    "curl/457": "curl refuses by an option of the test",
    "curl/498": "curl's sum of all heads; ours is a limit for each and for redirects",
    "curl/1159": "curl was not asked to follow; ht3p: is no address for us",
    "curl/1518": "curl was not asked to follow; the Location has a space in its host",
    "curl/1142": "http://// is an address for WHATWG",
    "curl/1496": "chunks that are none end in a protocol error, gzip or not",
}


def replies(suites: Path) -> list[dict[str, Any]]:
    text = (suites / "http-curl" / "responses.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


async def outcomes(reply: dict[str, Any]) -> set[Outcome]:
    raw = base64.b64decode(reply["replies"][0]["raw_b64"])

    async def script(talk: Talk) -> None:
        await talk.request()
        await talk.send(raw)

    rule = ("::127.0.0.1:{port}",)
    variant = Variant(
        play=Play(script=script, url="http://first.example.gov.cn/want/1", connect_to=rule),
        outcomes=frozenset(Outcome),
    )
    stage = Stage()
    return {(await play(stage, variant, stack)).page.outcome for stack in BOTH}


async def test_both_stacks_say_the_same_and_differ_from_curl_where_named(suites: Path) -> None:
    cases = replies(suites)

    found = await gathered([outcomes(case) for case in cases])

    split = {case["id"] for case, words in zip(cases, found, strict=True) if len(words) > 1}
    differing = {
        case["id"]
        for case, words in zip(cases, found, strict=True)
        if (words <= ACCEPTED) != (case["curl_outcome"] in CURL_ACCEPTS)
    }
    assert split == set()
    assert differing - DIFFERENCES.keys() == set()
    assert len(cases) >= 75
