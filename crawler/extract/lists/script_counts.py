"""Read the pagers that scripts count: TRS's createPageHTML, and the variables of its older one."""

import re

from crawler.extract.text.urls import resolve

_SIGN = "age"
"""What every such script says (page, Page): most scripts need no closer look."""
_CREATE_PAGE = re.compile(
    r"""createPage(?P<trs>HTML)?\w*\s*\(\s*(?P<box>["'][^"']*["']\s*,\s*)?(?P<total>\d+)\s*,\s*"""
    r"""(?P<current>\d+)\s*,\s*["'](?P<name>[\w./-]+)["']\s*,\s*["']\.?(?P<ext>\w+)["']""",
)
_NAMED_CALL = re.compile(r"(?<!function )\bcreatePage\w*\s*\(\s*[A-Za-z_$]")
"""The same call with variables: only a browser knows what they hold."""
_COUNT = re.compile(r"\bvar\s+(?:countPage|totalPage|pageCount)\s*=\s*[\"']?(\d+)")
_CURRENT = re.compile(r"\bvar\s+(?:currentPage|curPage|pageIndex)\s*=\s*[\"']?(\d+)")
_INDEX_FILE = re.compile(r"""["'](?P<name>\w+)_["']\s*\+[^;]{0,60}?["']\.(?P<ext>s?html?)["']""")


def counted_by(script: str) -> int | None:
    """Give how many pages the call of a pager counts."""
    found = _CREATE_PAGE.search(script) if _SIGN in script else None
    return None if found is None else int(found["total"])


def next_by(script: str, base: str | None) -> str | None:
    """Give the next page's address as a script makes it; None on the last page."""
    if _SIGN not in script:
        return None
    return _created(script, base) or _counted(script, base)


def hides_count(script: str) -> bool:
    """Tell whether a pager is called with variables, and nothing says that they count one page."""
    if "createPage" not in script or _CREATE_PAGE.search(script) or not _NAMED_CALL.search(script):
        return False
    count = _COUNT.search(script)
    return count is None or int(count[1]) > 1


def counts_more(script: str) -> bool:
    """Tell whether variables count more pages than the one shown, and name no file to turn to."""
    count = _COUNT.search(script) if _SIGN in script else None
    if count is None or int(count[1]) <= 1 or _INDEX_FILE.search(script):
        return False
    current = _CURRENT.search(script)
    return current is None or int(current[1]) < int(count[1])


def tells_pages(script: str) -> bool:
    """Tell whether a script counts the pages in a form that is read here (`next_by`)."""
    if _SIGN not in script:
        return False
    variables = (_COUNT, _CURRENT, _INDEX_FILE)
    return bool(_CREATE_PAGE.search(script)) or all(one.search(script) for one in variables)


def _created(text: str, base: str | None) -> str | None:
    """Read the pager of TRS: createPageHTML(total, current from 0, "index", "html").

    Where a box is named first, or the call has another name, pages may count from 1, and a page
    more than there is may be asked for. The walk ends no list before all its pages were read.
    """
    match = _CREATE_PAGE.search(text)
    if match is None:
        return None
    total, following = int(match["total"]), int(match["current"]) + 1
    from_none = match["trs"] and not match["box"] and not _shows_first(match, base)
    if following > (total - 1 if from_none else total):
        return None
    return resolve(base, f"{match['name']}_{following}.{match['ext']}")


def _shows_first(match: re.Match[str], base: str | None) -> bool:
    """Tell whether the call numbers as 1 a page whose own address has no number yet."""
    leaf = (base or "").partition("?")[0].rpartition("/")[2]
    bare = leaf in {"", f"{match['name']}.{match['ext']}"}
    return match["current"] == "1" and base is not None and bare


def _counted(text: str, base: str | None) -> str | None:
    """Read the older pager of TRS, whose numbers stand in variables."""
    total = _COUNT.search(text)
    current = _CURRENT.search(text) if total else None
    file = _INDEX_FILE.search(text) if current else None
    if total is None or current is None or file is None:
        return None
    following = int(current.group(1)) + 1
    if following >= int(total.group(1)):
        return None
    return resolve(base, f"{file['name']}_{following}.{file['ext']}")
