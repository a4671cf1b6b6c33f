import pytest

from crawler.fleet.stacks.endings import cut_word, failed_word, late_word, was_handshake
from crawler.fleet.stacks.hop import HopFailed, Progress
from crawler.policy.framing import Framing, Head
from schema.types.outcome import Outcome


def head(status: int) -> Head:
    return Head(status=status, version="1.1", headers=(), raw=b"", framing=Framing.CLOSE)


@pytest.mark.parametrize(
    ("phase", "silence", "outcome"),
    [
        ("dns", 20.0, Outcome.DNS_FAIL),
        ("connect", 20.0, Outcome.CONNECT_TIMEOUT),
        ("tls", 20.0, Outcome.CONNECT_TIMEOUT),
        ("headers", 20.0, Outcome.HEADER_TIMEOUT),
        ("interim", 20.0, Outcome.DEADLINE),
        ("body", 5.0, Outcome.BODY_TIMEOUT),
        ("body", 4.9, Outcome.DEADLINE),
    ],
)
def test_the_deadline_is_named_by_what_it_met(phase: str, silence: float, outcome: Outcome) -> None:
    word, reason = late_word(phase, silence, 20.0)

    assert word is outcome
    assert reason.endswith(f"after 20 s, while in {phase}")


def test_a_short_deadline_knows_a_stopped_body_by_half_of_it() -> None:
    assert late_word("body", 0.5, 1.0)[0] is Outcome.BODY_TIMEOUT


@pytest.mark.parametrize(
    ("status", "outcome"), [(200, Outcome.OK_TRUNCATED), (404, Outcome.HTTP_4XX)]
)
def test_of_an_error_that_was_cut_short_the_status_tells(status: int, outcome: Outcome) -> None:
    assert cut_word(head(status), "the body ended")[0] is outcome


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, Outcome.BODY_TIMEOUT), (403, Outcome.HTTP_4XX), (429, Outcome.RATE_LIMITED)],
)
def test_a_refusal_that_drips_is_a_refusal(status: int, outcome: Outcome) -> None:
    assert late_word("body", 20.0, 20.0, head(status))[0] is outcome


@pytest.mark.parametrize(
    ("status", "posted", "outcome"),
    [
        (None, True, Outcome.RESET),
        (200, False, Outcome.RESET),
        (200, True, Outcome.OK_TRUNCATED),
        (405, False, Outcome.HTTP_4XX),
        (413, True, Outcome.HTTP_4XX),
    ],
)
def test_a_reset_behind_an_answer_takes_nothing_back(
    status: int | None,
    posted: bool,  # noqa: FBT001 - a table
    outcome: Outcome,
) -> None:
    came = None if status is None else head(status)

    assert failed_word(HopFailed(Outcome.RESET, "reset"), came, posted=posted)[0] is outcome


def test_a_part_without_a_head_is_a_part() -> None:
    assert cut_word(None, "the body ended") == (Outcome.OK_TRUNCATED, "the body ended")


@pytest.mark.parametrize(
    ("outcome", "phase", "handshake"),
    [
        (Outcome.TLS_EXPIRED, "tls", True),
        (Outcome.TLS_UNSUPPORTED, "headers", True),
        (Outcome.RESET, "tls", True),
        (Outcome.RESET, "headers", False),
        (Outcome.AUTH_REQUIRED, "tls", False),
    ],
)
def test_only_a_handshake_is_looked_at_again(
    outcome: Outcome,
    phase: str,
    handshake: bool,  # noqa: FBT001 - a table
) -> None:
    assert was_handshake(HopFailed(outcome, "x"), Progress(phase=phase)) is handshake
