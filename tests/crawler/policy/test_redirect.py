import pytest

from crawler.policy.redirect import redirect_target


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_relative_target_is_resolved(status: int) -> None:
    assert redirect_target("http://a.gov.cn/x/y", status, "../z") == "http://a.gov.cn/z"


@pytest.mark.parametrize(("status", "location"), [(200, "/a"), (304, "/a"), (302, None)])
def test_other_answers_lead_nowhere(status: int, location: str | None) -> None:
    assert redirect_target("http://a.gov.cn/", status, location) is None


def test_a_raw_utf8_target_is_read_as_browsers_do() -> None:
    raw = "/公告".encode().decode("latin-1")

    assert redirect_target("http://a.gov.cn/", 302, raw) == "http://a.gov.cn/%E5%85%AC%E5%91%8A"


def test_a_target_that_is_no_address_is_shown_as_it_stands() -> None:
    assert redirect_target("http://a.gov.cn/", 302, "http://[") == "http://["
