"""The page by which a site's operator learns who asks, how often, and how to allow or slow us."""

from html import escape
from typing import Any

from crawler.policy.robots import PRODUCT_TOKEN
from pucha.crawling import user_agent
from schema.types.settings import Settings

_STYLE = """\
body { font: 16px/1.7 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1c1c1c;
  background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 1.8rem; }
code, pre { font-family: ui-monospace, Consolas, monospace; background: #f2f2f2; }
pre { padding: .7rem; overflow-x: auto; } dt { font-weight: 600; } dd { margin: 0 0 .5rem; }
#en { display: none; } #en:target { display: block; } #en:target ~ #zh { display: none; }
@media (prefers-color-scheme: dark) { body { color: #e8e8e8; background: #161616; }
  code, pre { background: #2a2a2a; } a { color: #8ab4f8; } }
"""


def operator_facts(settings: Settings) -> dict[str, Any]:
    """Give what the page says, for machines."""
    polite = settings.politeness
    return {
        "name": "pucha",
        "purpose": "audit of government websites (政府网站普查)",
        "user_agent": user_agent(settings.network),
        "robots_token": PRODUCT_TOKEN,
        "contact": settings.network.contact,
        "addresses": list(settings.network.addresses),
        "requests_at_once_per_host": polite.concurrency,
        "seconds_between_requests_per_host": polite.delay,
        "longest_crawl_delay_seconds": polite.max_delay,
        "sites_at_once_per_address": polite.address_slots,
        "pages_per_survey": settings.survey.pages,
        "quiet_hours_asia_shanghai": polite.quiet_hours or None,
        "robots_txt": polite.robots,
        "retry_after": "honoured",
    }


def operator_page(settings: Settings) -> str:
    """Write the page: Chinese first, English behind a link, nothing loaded from anywhere."""
    return f"""\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>政府网站普查程序 pucha：致网站运维人员</title>
<style>
{_STYLE}</style>
</head>
<body>
{_english(settings)}
{_chinese(settings)}
</body>
</html>
"""


def _chinese(settings: Settings) -> str:
    facts, polite = _shown(settings), settings.politeness
    robots = (
        "我们遵守 robots.txt（首页可用性访问除外，它本身就是检查内容）。"
        if polite.robots == "obey"
        else "我们只记录 robots.txt，不据此放弃访问；个别网站可在登记信息中约定遵守。"
    )
    quiet = f"每日 {facts['quiet']}（北京时间）不开始新的检查。" if facts["quiet"] else ""
    return f"""\
<main id="zh">
<p><a href="#en" lang="en">English</a></p>
<h1>政府网站普查程序 pucha：致网站运维人员</h1>
<p>我们按照政府网站普查评分表检查网站能否打开、栏目是否更新、留言是否答复。
程序只读取公开页面，不登录，不提交表单，不伪装成浏览器，也不绕过防护。</p>
<h2>如何识别我们</h2>
<dl>
<dt>User-Agent</dt><dd><code>{facts["user_agent"]}</code></dd>
<dt>访问地址</dt><dd>{facts["addresses"] or "由检查单位另行告知"}</dd>
<dt>联系方式</dt><dd>{facts["contact"]}</dd>
</dl>
<h2>访问频率</h2>
<p>每个网站同时最多 {polite.concurrency} 个请求，两次请求至少间隔 {polite.delay:g} 秒，
每次检查最多 {settings.survey.pages} 个页面；
同一 IP 地址上同时最多检查 {polite.address_slots} 个网站。
网站变慢时自动减速；收到 429、503 及 Retry-After 时按要求等待。{quiet}</p>
<h2>如何放行</h2>
<p>请在防护设备中按上述地址和 User-Agent 放行，不必放宽其他规则。
被防护页面拦截的网站记为“无法判定”，不会因此扣分或否决。</p>
<h2>如何限速或禁止</h2>
<p>{robots}在网站根目录的 robots.txt 中写明即可，
Crawl-delay 最长按 {polite.max_delay:g} 秒执行：</p>
<pre>User-agent: {PRODUCT_TOKEN}
Crawl-delay: {polite.max_delay:g}
Disallow: /path/</pre>
</main>"""


def _english(settings: Settings) -> str:
    facts, polite = _shown(settings), settings.politeness
    robots = (
        "We obey robots.txt; the visit to the homepage, being the thing that is checked, is always "
        "made."
        if polite.robots == "obey"
        else "We record robots.txt and are not bound by it, unless the site's register entry says "
        "so."
    )
    quiet = f" No survey begins at {facts['quiet']} (Asia/Shanghai)." if facts["quiet"] else ""
    return f"""\
<main id="en" lang="en">
<p><a href="#zh" lang="zh-CN">中文</a></p>
<h1>pucha, the audit of government websites: for operators</h1>
<p>We check by the official scoring sheet whether sites open, whether their columns are kept up to
date and whether letters are answered. We read public pages only: no login, no forms sent, no
disguise as a browser, no way around a shield.</p>
<h2>How to know us</h2>
<dl>
<dt>User-Agent</dt><dd><code>{facts["user_agent"]}</code></dd>
<dt>Addresses</dt><dd>{facts["addresses"] or "told by the auditing authority"}</dd>
<dt>Contact</dt><dd>{facts["contact"]}</dd>
</dl>
<h2>How often</h2>
<p>At most {polite.concurrency} requests at once and {polite.delay:g} s between two of them per
site, {settings.survey.pages} pages a survey, {polite.address_slots} sites of one IP address at
once. A site that slows down is asked less; 429, 503 and Retry-After are honoured.{quiet}</p>
<h2>How to allow us</h2>
<p>Allow the addresses and the User-Agent above; nothing else needs to change. A site behind a
shield counts as undetermined and loses nothing by it.</p>
<h2>How to slow us down or keep us out</h2>
<p>{robots} In /robots.txt (a Crawl-delay counts up to {polite.max_delay:g} s):</p>
<pre>User-agent: {PRODUCT_TOKEN}
Crawl-delay: {polite.max_delay:g}
Disallow: /path/</pre>
</main>"""


def _shown(settings: Settings) -> dict[str, str]:
    network = settings.network
    contact = escape(network.contact)
    linked = network.contact.startswith(("https://", "http://", "mailto:"))
    return {
        "user_agent": escape(user_agent(network)),
        "addresses": " ".join(f"<code>{escape(one)}</code>" for one in network.addresses),
        "contact": f'<a href="{contact}">{contact}</a>' if linked else contact,
        "quiet": escape(settings.politeness.quiet_hours),
    }
