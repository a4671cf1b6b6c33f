"""What shields answer, with the signs of real ones and nothing of their algorithms."""

from simulator.model import Page

JIASULE = Page(
    charset="utf-8",
    status=521,
    text="<script>/*模拟网站*/document.cookie=('_')+('_jsl_clearance=moniwangzhan')+';path=/';"
    "location.href=location.pathname+location.search</script>",
    headers=(
        ("Server", "jiasule-WAF"),
        ("X-Via-JSL", "a1b2c3d,-"),
        ("Set-Cookie", "__jsluid_h=0123456789abcdef0123456789abcdef; Path=/; HttpOnly"),
    ),
)
RIVER = Page(
    charset="utf-8",
    status=412,
    text="<!DOCTYPE html><html><head><meta charset='utf-8'>"
    '<!-- 模拟网站 --><meta id="Zx1moni" content="moniwangzhan" r="m"><script>'
    "$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=10001;$_ts.cd='moniwangzhan';</script>"
    '<script src="/Q1w2/moni.js" r="m"></script></head><body></body></html>',
    headers=(("Set-Cookie", "FSSBBIl1UgzbN7N80S=50moniwangzhan; Path=/; HttpOnly"),),
)
WZWS = Page(
    charset="utf-8",
    text="<html><head><meta charset='utf-8'><title>请开启JavaScript并刷新该页</title>"
    "<!-- 模拟网站 --><script>var dynamicurl='/wzws-waf-cgi/moni';var wzwsquestion='moni';"
    "</script></head><body><noscript>请开启JavaScript并刷新该页.</noscript></body></html>",
    headers=(
        ("WZWS-RAY", "1000-1700000000.000-w-moni"),
        ("Set-Cookie", "wzws_cid=moniwangzhan; Path=/"),
    ),
)
EDGE = Page(
    charset="utf-8",
    text="<html><!-- 模拟网站 --><script>document.cookie='__tst_status='+(1000+24)+'#;';"
    "document.cookie='EO_Bot_Ssid=moni;';location.href=location.href;</script></html>",
)
BLOCKED = Page(
    charset="utf-8",
    text="<!DOCTYPE html><html><head><meta charset='utf-8'><title>访问异常页面</title></head><body>"
    "<div class='box'><h2>您的访问行为存在异常</h2><p>如有疑问请联系网站管理员。</p>"
    "<p>事件编号：100024</p><p>模拟网站</p></div></body></html>",
)
FOREIGN = Page(
    charset="utf-8",
    status=403,
    text="<html><head><meta charset='utf-8'><title>403</title></head><body>"
    "<h1>403</h1><p>该网站仅限中国大陆地区访问。</p><p>模拟网站</p></body></html>",
)
SLIDER = Page(
    charset="utf-8",
    text="<!DOCTYPE html><html><head><meta charset='utf-8'><title>滑动验证页面</title></head><body>"
    "<div id='slider'><p>请向右滑动验证</p><span class='btn'>&gt;&gt;</span></div>"
    "<script src='/captcha/moni.js'></script><p>模拟网站</p></body></html>",
)
