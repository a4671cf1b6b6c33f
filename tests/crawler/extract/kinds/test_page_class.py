import time

import pytest

from config.lexicon import load_lexicon
from crawler.extract.kinds.page_class import Headers, classify
from crawler.extract.page.dom import parse
from schema.types.outcome import PageClass

NAVIGATION = "".join(f"<li><a href='/lm{n}/'>栏目名称{n}</a></li>" for n in range(30))
PROSE = "<p>" + "全县各级各部门要认真学习贯彻会议精神，切实抓好各项工作的落实。" * 40 + "</p>"


def class_of(text: str, status: int | None = None, headers: Headers = ()) -> tuple[PageClass, str]:
    signs = load_lexicon().page_signs
    return classify(text, parse(text), signs=signs, status=status, headers=headers)


def site(title: str, body: str = PROSE) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><ul>{NAVIGATION}</ul>{body}</body></html>"
    )


def stub(title: str = "", body: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


SHIELDS = {
    "jiasule": "<script>document.cookie=('_')+('_jsl_clearance_s=1');__jsl_clearance_s</script>",
    "ruishu": "<html><head><meta r='m'><script>$_ts=window['$_ts'];</script></head></html>",
    "wzws": stub("请开启JavaScript并刷新该页", "<script src='/wzws-waf-cgi/x.js'></script>"),
    "edgeone": "<script>document.cookie='__tst_status=1#';location.href=location.href</script>",
    "safedog": stub("", "<div id='safedog-flow-item'>您的请求被拦截</div>"),
    "yunsuo": "<script>self.location='/?security_verify_data=1'</script>",
    "safeline": stub("", "<script src='/.safeline/challenge/x.js'></script>"),
    "cloudflare": stub("Just a moment...", "<p>Checking your browser</p>"),
    "block_page": stub("访问异常页面", "<p>事件编号 1234</p>"),
}


@pytest.mark.parametrize(("family", "body"), SHIELDS.items(), ids=SHIELDS.keys())
def test_shield_is_named(family: str, body: str) -> None:
    assert class_of(body) == (PageClass.CHALLENGE, family)


@pytest.mark.parametrize(
    ("status", "headers", "family"),
    [
        (521, (("x-via-jsl", "abc"),), "jiasule"),
        (412, (("set-cookie", "FSSBBIl1UgzbN7N80S=1"),), "ruishu"),
        (405, (("set-cookie", "acw_tc=1"),), "aliyun"),
    ],
)
def test_shield_is_known_by_status_and_header(status: int, headers: Headers, family: str) -> None:
    assert class_of("<html></html>", status, headers) == (PageClass.CHALLENGE, family)


REFUSALS = {
    "a shield that no sign names": stub("", "您的访问请求被某某云防护拦截，事件编号 12345"),
    "visitors from abroad": stub("", "本网站仅限中国大陆地区访问"),
    "a look at the browser": stub("", "浏览器安全检查中，请稍候……"),
    "in English": stub("Access denied", "<p>Access denied. Your request was blocked.</p>"),
}


@pytest.mark.parametrize("status", [403, 500, 501, 503])
@pytest.mark.parametrize("body", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_under_an_error_status_is_a_shields(body: str, status: int) -> None:
    assert class_of(body, status) == (PageClass.CHALLENGE, "block_page")


COOKIE_CHECKS = {
    "reloads": "document.cookie='k=1;path=/';location.reload()",
    "goes to itself": "setTimeout(function(){document['cookie']='k='+f();location.href='/?k=1'},9)",
    "sends a form": "document.cookie = 'k=1'; document.forms[0].submit()",
}


@pytest.mark.parametrize("script", COOKIE_CHECKS.values(), ids=COOKIE_CHECKS)
@pytest.mark.parametrize("status", [403, 503])
def test_a_script_under_an_error_that_sets_a_cookie_and_asks_again_is_a_shields(
    script: str, status: int
) -> None:
    body = stub("", f"<p>正在为您跳转，请稍候</p><form></form><script>{script}</script>")

    assert class_of(body, status)[0] is PageClass.CHALLENGE


@pytest.mark.parametrize(
    "scripts",
    [
        "<script>setTimeout(function(){location.href='/'},3000)</script>",
        "<script>if(document.cookie=='a')x()</script><script>location.href='/'</script>",
        "<script>document.cookie='seen=1'</script>",
    ],
)
def test_an_error_page_that_leads_home_or_counts_is_none(scripts: str) -> None:
    assert class_of(stub("", f"<p>服务器错误</p>{scripts}"), 503)[0] is not PageClass.CHALLENGE


def test_a_short_page_that_speaks_of_firewalls_is_none() -> None:
    body = stub("森林防火墙建设情况", "<p>我县建成生物防火墙工程十公里，有效拦截火情。</p>")

    assert class_of(body, 200)[0] is PageClass.PAGE


def test_cookies_of_a_delivery_network_on_a_passed_page_mean_nothing() -> None:
    headers = (("x-via-jsl", "abc"), ("set-cookie", "__jsluid_h=1; acw_tc=2"))

    assert class_of(site("某县人民政府"), 200, headers) == (PageClass.PAGE, "")


NOTICES = {
    PageClass.SOFT_404: stub("404", "<p>您访问的页面不存在</p><a href='/'>返回首页</a>"),
    PageClass.MAINTENANCE: stub("系统提示", "<h1>网站正在维护，请稍后访问</h1>"),
    PageClass.CLOSED: stub("公告", "<p>本网站已关停，内容整合至县人民政府门户网站。</p>"),
    PageClass.MOVED: stub(
        "公告", "<p>本网站已迁移，新网址：<a href='http://b.gov.cn'>b.gov.cn</a></p>"
    ),
    PageClass.HIJACKED: stub("example.cn", "<p>此域名可转让，有意者请联系</p>"),
    PageClass.DEFAULT_PAGE: stub("Welcome to nginx!", "<h1>Welcome to nginx!</h1>"),
    PageClass.EMPTY: stub(),
    PageClass.JS_REQUIRED: stub(
        "某县人民政府", "<div id=app></div><script src='/app.js'></script>"
    ),
}


@pytest.mark.parametrize(("page_class", "body"), NOTICES.items(), ids=[str(k) for k in NOTICES])
def test_notice_in_place_of_a_page_is_named(page_class: PageClass, body: str) -> None:
    assert class_of(body)[0] is page_class


def test_a_notice_that_is_not_shown_stands_in_the_place_of_no_page() -> None:
    notice = "<div style='display:none'>系统维护中，请稍后再访问</div>"

    assert class_of(stub(body=f"{notice}<p>某县人民政府</p>"))[0] is PageClass.PAGE


@pytest.mark.parametrize(
    "body",
    ["%PDF-1.4 x", '{"success":true,"data":[]}', "<?xml version='1.0'?><datastore></datastore>"],
    ids=["pdf", "json", "xml"],
)
def test_other_formats_are_not_html(body: str) -> None:
    assert class_of(body)[0] is PageClass.NOT_HTML


def test_gambling_title_shows_a_hijacked_site() -> None:
    body = site("澳门新葡京娱乐城-百家乐在线").replace("<body>", "<body><h1>欢迎</h1>")

    assert class_of(body)[0] is PageClass.HIJACKED


HEALTHY = {
    "maintenance_notice": site("关于网站系统升级维护的公告"),
    "closing_notice": site("关于县直部门网站关停整合的公告", "<p>本网站将于5月1日关停。</p>"),
    "police_report": site("警方捣毁一百家乐赌博窝点"),
    "words_in_prose": site("新闻", PROSE + "<p>您访问的页面不存在时请联系我们。404 Not Found</p>"),
    "shield_script": site("某县人民政府", PROSE + "<script>var a='acw_sc__v2'</script>"),
    "short_notice": stub(
        "关于放假的通知", "<p>" + "根据上级安排，现将放假时间通知如下。" * 3 + "</p>"
    ),
    "frame": "<html><frameset><frame src='/main.html'></frameset></html>",
    "refresh": "<html><head><meta http-equiv='refresh' content='0;url=/gov/'></head></html>",
    "pictures": stub("欢迎", "<a href='/main'><img src='a.jpg'></a>"),
}


@pytest.mark.parametrize("body", HEALTHY.values(), ids=HEALTHY.keys())
def test_healthy_page_is_a_page(body: str) -> None:
    assert class_of(body)[0] is PageClass.PAGE


NOTICE = "<p>抱歉，您访问的页面不存在或已删除，3秒后返回首页。</p>"


@pytest.mark.parametrize("title", ["页面不存在", "404_某县人民政府门户网站", "错误提示-某县"])
def test_error_in_the_whole_frame_of_a_site_is_none_of_its_pages(title: str) -> None:
    assert class_of(site(title, NOTICE))[0] is PageClass.SOFT_404


@pytest.mark.parametrize(
    "body",
    [
        site("某县人民政府", NOTICE),
        site("错误信息举报指南", NOTICE),
        site("404", PROSE * 2 + NOTICE),
        site("错误"),
    ],
    ids=["not_called_so", "called_more", "much_text", "says_nothing"],
)
def test_page_with_words_of_errors_in_its_frame_is_a_page(body: str) -> None:
    assert class_of(body)[0] is PageClass.PAGE


def menu(links: int, characters: int = 0) -> str:
    anchors = "".join(f"<a href='/{n}/'>栏</a>" for n in range(links))
    return stub("某县人民政府", f"{anchors}<p>{'字' * characters}</p>")


ERROR_STATUSES = [400, 401, 403, 404, 405, 500, 502]
BARE_BODIES = {
    "a word": "Forbidden",
    "a sentence": stub("某县人民政府", "<p>请先登录后再进行操作</p>"),
    "a stack trace": stub("某县人民政府", "<pre>" + "at java.lang.Thread.run(Thread.java)" * 90),
    "a way back": menu(links=4, characters=500),
    "a menu and no text": menu(links=9, characters=50),
}


@pytest.mark.parametrize("status", ERROR_STATUSES)
@pytest.mark.parametrize("body", BARE_BODIES.values(), ids=BARE_BODIES)
def test_few_words_under_an_error_status_are_no_page(body: str, status: int) -> None:
    assert class_of(body, status) == (PageClass.SOFT_404, f"no whole page under {status}")


@pytest.mark.parametrize("body", BARE_BODIES.values(), ids=BARE_BODIES)
def test_the_same_few_words_under_200_are_a_page(body: str) -> None:
    assert class_of(body, 200) == (PageClass.PAGE, "")


WHOLE_BODIES = {
    "a site": site("某县人民政府"),
    "a navigation of pictures": menu(links=12),
    "links and text": menu(links=5, characters=120),
}


@pytest.mark.parametrize("status", ERROR_STATUSES)
@pytest.mark.parametrize("body", WHOLE_BODIES.values(), ids=WHOLE_BODIES)
def test_a_whole_page_under_an_error_status_is_a_page(body: str, status: int) -> None:
    assert class_of(body, status) == (PageClass.PAGE, "")


@pytest.mark.parametrize("status", ERROR_STATUSES)
def test_nothing_under_an_error_status_is_empty(status: int) -> None:
    assert class_of("", status) == (PageClass.EMPTY, "no text")
    assert class_of("", status, (("refresh", "0;url=/"),)) == (PageClass.EMPTY, "no text")


def test_a_body_that_a_refresh_header_leads_on_from_is_not_empty() -> None:
    assert class_of("<p>", 200, (("refresh", "0;url=/real/"),)) == (PageClass.PAGE, "")
    assert class_of("<p>", 200, (("refresh", "300"),)) == (PageClass.EMPTY, "no text")


def test_blanks_behind_a_jump_take_no_time() -> None:
    body = f"<script>location={' ' * 60_000}1</script>"
    began = time.process_time()

    class_of(body)

    assert time.process_time() - began < 0.5  # it was a minute, and nothing else ran meanwhile
