import pytest

from config.lexicon import load_lexicon
from crawler.survey.answer import read_answer
from crawler.survey.offered_file import offered_file
from schema.types.capture import Page, Request
from schema.types.guide_facts import FileState
from schema.types.outcome import Outcome
from testkit.facts import HOME
from testkit.pages import PROSE, make_failure, make_page, markup

URL = f"{HOME}files/1.doc"
LEXICON = load_lexicon()
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
PDF = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj"
LOGIN = markup("登录", f"<form><input name='u'><input type='password'></form><p>{PROSE}</p>")
CODE = markup("附件下载", f"<form><input name='codeValue' placeholder='验证码'></form>{PROSE}")
VIEWER = markup("申请表", f"<h1>申请表</h1><p>{PROSE}</p>")
SHIELD = "<html><script>$_ts=window['$_ts'];</script></html>"


def headed(body: bytes | str, **headers: str) -> Page:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return make_page(URL, body, headers=pairs)


def state(page: Page, claimed: str = "doc") -> FileState:
    answer = read_answer(Request(url=URL, purpose="guide_file"), page, None, LEXICON)
    return offered_file(answer, claimed, LEXICON.file_types)


CASES: dict[str, tuple[Page, FileState]] = {
    "a file of its type": (headed(OLE2), FileState.DOWNLOADABLE),
    "only its beginning was read": (
        make_page(URL, OLE2, outcome=Outcome.OK_TRUNCATED), FileState.DOWNLOADABLE,
    ),
    "bytes that nobody knows": (headed(b"\x01\x02\x00\x07" * 200), FileState.DOWNLOADABLE),
    "another type": (headed(PDF), FileState.WRONG_TYPE),
    "another type, as the server names it": (
        headed(PDF, content_disposition="attachment; filename*=UTF-8''%E8%A1%A8%2Epdf"),
        FileState.DOWNLOADABLE,
    ),
    "another type, as the server types it": (
        headed(PDF, content_type="application/pdf; charset=utf-8"), FileState.DOWNLOADABLE,
    ),
    "another type under a type that says nothing": (
        headed(PDF, content_type="application/octet-stream"), FileState.WRONG_TYPE,
    ),
    "nothing": (headed(b""), FileState.EMPTY),
    "nothing yet": (make_page(URL, b"", outcome=Outcome.OK_TRUNCATED), FileState.UNDETERMINED),
    "a page": (headed(VIEWER, content_type="text/html"), FileState.HTML_INSTEAD),
    "a login": (headed(LOGIN, content_type="text/html"), FileState.UNDETERMINED),
    "a code to copy": (headed(CODE, content_type="text/html"), FileState.UNDETERMINED),
    "a page with the download": (
        headed(VIEWER + "<a href='/d/1.docx'>下载</a>", content_type="text/html"),
        FileState.UNDETERMINED,
    ),
    "a viewer": (
        headed(VIEWER + "<iframe src='/pdf/web/viewer.html?file=/d/1.pdf'></iframe>"),
        FileState.UNDETERMINED,
    ),
    "a jump": (
        headed(VIEWER + "<script>location.href='/d/1.doc'</script>"), FileState.UNDETERMINED,
    ),
    "a shield": (make_page(URL, SHIELD, status=412), FileState.UNDETERMINED),
    "a shield under 200": (make_page(URL, SHIELD), FileState.UNDETERMINED),
    "gone": (make_page(URL, "<h1>404 Not Found</h1>", status=404), FileState.FAILED),
    "forbidden": (make_page(URL, "<h1>403 Forbidden</h1>", status=403), FileState.UNDETERMINED),
    "no connection": (make_failure(URL, Outcome.CONNECT_TIMEOUT), FileState.FAILED),
    "too large to read": (
        make_failure(URL, Outcome.BODY_TOO_LARGE, status=200), FileState.UNDETERMINED,
    ),
    "we were not let": (make_failure(URL, Outcome.ROBOTS_DISALLOWED), FileState.UNDETERMINED),
}  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), CASES.values(), ids=CASES)
def test_what_came_in_a_files_place_is_named(page: Page, expected: FileState) -> None:
    assert state(page) is expected


def test_a_file_that_nothing_names_is_a_file() -> None:
    assert state(headed(PDF), claimed="") is FileState.DOWNLOADABLE
