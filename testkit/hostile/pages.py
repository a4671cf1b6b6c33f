"""Pages of a small government site, for servers that are hostile in other ways."""

PAGE = (
    "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>示例县人民政府</title>"
    "<h1>示例县人民政府</h1><ul>"
    + "".join(
        f'<li><a href="/art/{number}.html">关于做好第{number}项工作的通知</a>'
        f"<span>2026-11-{number:02d}</span></li>"
        for number in range(1, 21)
    )
    + "</ul><p>主办：示例县人民政府办公室</p></html>"
)
"""A homepage that counts as opened."""
