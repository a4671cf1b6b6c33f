import pytest

from crawler.policy.redirect import location_of, redirect_target


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_relative_target_is_resolved(status: int) -> None:
    assert redirect_target("http://a.gov.cn/x/y", status, "../z") == "http://a.gov.cn/z"


@pytest.mark.parametrize(("status", "location"), [(200, "/a"), (304, "/a"), (302, None)])
def test_other_answers_lead_nowhere(status: int, location: str | None) -> None:
    assert redirect_target("http://a.gov.cn/", status, location) is None


RAW = {
    "/公告": ("utf-8", "/%E5%85%AC%E5%91%8A"),
    "/站内": ("utf-8", "/%E7%AB%99%E5%86%85"),  # ends in 0x85, a line end to Python
    "/政务/a b": ("gbk", "/%D5%FE%CE%F1/a%20b"),
    "http://b.gov.cn/牋": ("gbk", "http://b.gov.cn/%A0%A0"),
}


@pytest.mark.parametrize("target", RAW)
def test_a_target_in_raw_bytes_is_asked_for_in_these_bytes(target: str) -> None:
    charset, wanted = RAW[target]
    headers = (("location", f"{target.encode(charset).decode('latin-1')} "),)

    found = redirect_target("http://a.gov.cn/", 302, location_of(headers))

    assert found == (wanted if "://" in wanted else f"http://a.gov.cn{wanted}")


def test_a_host_in_raw_utf8_is_the_name_that_it_stands_for() -> None:
    raw = "http://政务.example.cn/".encode().decode("latin-1")

    assert redirect_target("http://a.gov.cn/", 302, raw) == "http://xn--zfr164b.example.cn/"


def test_a_target_that_is_no_address_is_shown_as_it_stands() -> None:
    assert redirect_target("http://a.gov.cn/", 302, "http://[") == "http://["
