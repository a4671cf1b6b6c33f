"""Pages that stand in the place of a site: maintenance, closed, moved, parked."""

from simulator.model import Page, Site

_HEAD = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>"
_MARK = "<p>模拟网站</p></body></html>"


def notice(title: str, *lines: str, status: int = 200) -> Page:
    """Make a page that says little else than one thing."""
    text = "".join(f"<p>{line}</p>" for line in lines)
    page = f"{_HEAD.format(title=title)}<h1>{title}</h1>{text}{_MARK}"
    return Page(charset="utf-8", status=status, text=page)


MAINTENANCE = notice("网站维护中", "系统升级维护，暂停访问，给您带来不便敬请谅解。")
PARKED = notice("该域名正在出售", "您正在访问的域名可以转让！", "This domain is for sale.")
BETTING = Page(
    charset="utf-8",
    text="<!DOCTYPE html><html><head><meta charset='utf-8'>"
    "<title>模拟娱乐城_真人娱乐_百家乐_老虎机</title>"
    '<meta name="keywords" content="娱乐城,百家乐,老虎机,真人视讯"></head><body>'
    + "".join(f'<div><a href="/game/{n}.html">第{n}号厅</a></div>' for n in range(1, 21))
    + _MARK,
)
TO_HOME = Page(
    charset="utf-8",
    status=404,
    text="<html><head><meta charset='utf-8'><title>404</title></head><body>"
    "<!-- 模拟网站 --><script>location.href='/';</script></body></html>",
)


def closed(site: Site) -> Page:
    """Say that the site was closed (关停公告)."""
    return notice(
        "网站关停公告",
        f"根据政府网站集约化工作要求，{site.name}已永久关闭，内容整合至上级政府门户网站。",
        "感谢您长期以来的关注与支持。",
    )


def moved(site: Site, address: str, *, linked: bool) -> Page:
    """Say where the site went (移址公告), with or without a link."""
    shown = f'<a href="{address}">{address}</a>' if linked else address
    return notice("网站迁移公告", f"{site.name}已启用新域名，新网址：{shown}", "请更新您的收藏。")
