import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policy.canonical import normalised
from schema.forms.addresses import is_government, read_address

HOME = "http://www.site.gov.cn/"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("www.site.gov.cn", id="no-scheme"),
        pytest.param("www.site.gov.cn:80", id="no-scheme-with-port"),
        pytest.param("http：//www.site.gov.cn", id="full-width-colon"),
        pytest.param("http://www.site.gov.cn ；", id="semicolon-behind"),
        pytest.param("ＨＴＴＰ://www.site.gov.cn", id="full-width-letters"),
        pytest.param("http:\\\\www.site.gov.cn\\", id="backslashes"),
        pytest.param("http://www。site。gov。cn/", id="ideographic-full-stops"),
        pytest.param("http:/www.site.gov.cn", id="one-slash"),
        pytest.param("http//www.site.gov.cn", id="no-colon"),
        pytest.param("http:www.site.gov.cn", id="no-slash"),
        pytest.param("http://www. site.gov.cn", id="space-in-the-host"),
    ],
)
def test_what_people_write_is_repaired_with_a_note(text: str) -> None:
    found = read_address(text, normalised)

    assert found.url == HOME
    assert found.note is not None


@pytest.mark.parametrize(
    ("text", "url"),
    [
        pytest.param(" http://www.site.gov.cn/ ", HOME, id="blanks-around"),
        pytest.param("HTTP://WWW.SITE.GOV.CN", HOME, id="capitals"),
        pytest.param("https://a.gov.cn:8443/x?u=http://b.cn/#y", None, id="url-in-a-query"),
        pytest.param("http://a.gov.cn/col/1,2.html", None, id="comma-in-a-path"),
        pytest.param("http://湖南.政务/", "http://xn--6kr114d.xn--zfr164b/", id="chinese-name"),
        pytest.param("http://127.0.0.1:8000/", None, id="number-and-port"),
        pytest.param("http://localhost:8000/", None, id="one-word-with-scheme"),
    ],
)
def test_a_sound_address_is_taken_without_a_note(text: str, url: str | None) -> None:
    found = read_address(text, normalised)

    assert found.url == (url or normalised(text))
    assert found.note is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("http://a.gov.cn;http://b.gov.cn", "more than one", id="two"),
        pytest.param("www.a.gov.cn、www.b.gov.cn", "more than one", id="two-without-scheme"),
        pytest.param("http://a.gov.cn和http://b.gov.cn", "more than one", id="two-with-a-word"),
        pytest.param("http://www.site.gov.cn/（新版）", "a note", id="note"),
        pytest.param("javascript:alert(1)", "no http", id="script"),
        pytest.param("ftp://a.gov.cn/", "no http", id="ftp"),
        pytest.param("无", "no web address", id="none"),
        pytest.param("建设中", "no web address", id="words"),
        pytest.param("http://", "no web address", id="scheme-alone"),
    ],
)
def test_what_cannot_be_repaired_says_why(text: str, fault: str) -> None:
    found = read_address(text, normalised)

    assert found.url is None
    assert fault in (found.fault or "")


def test_a_long_cell_is_cut_in_the_reason() -> None:
    assert len(read_address("字" * 5000, normalised).fault or "") < 120


@given(st.text(max_size=60))
def test_any_cell_gives_an_address_or_a_reason(text: str) -> None:
    found = read_address(text, normalised)

    assert (found.url is None) == (found.fault is not None)


@given(st.text(max_size=60))
def test_an_address_that_was_read_reads_as_itself(text: str) -> None:
    found = read_address(f"http://www.example.gov.cn/{text}", normalised)

    if found.url is not None:
        assert normalised(found.url) == found.url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.hunan.gov.cn/", True),
        ("http://www.gov.cn:8080/a", True),
        ("http://xn--6kr114d.xn--zfr164b/", True),
        ("http://www.hngov.cn/", False),
        ("http://gov.cn.example.com/", False),
        ("http://127.0.0.1/", False),
    ],
)
def test_government_addresses_are_told_by_their_suffix(url: str, *, expected: bool) -> None:
    assert is_government(url) is expected
