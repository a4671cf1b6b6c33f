"""A row of 《政府网站基本信息表》 → a site."""

from schema.forms.addresses import Normalise, is_government
from schema.forms.line import Line, RefusedRow
from schema.types.form import Form
from schema.types.register import SiteRow
from schema.types.site import RunState, Site

_TEXTS = ("name", "sponsor", "supervisor", "province", "city", "county", "level")
_READ = {
    *_TEXTS,
    *("number", "code", "home_url", "jump_url", "is_portal", "run_state", "run_state_reason"),
}


def read_site(line: Line, form: Form, normalise: Normalise) -> SiteRow:
    """Read a site; raise RefusedRow when it cannot be taken."""
    line.check_flaws()
    home = line.url("home_url", normalise)
    if not is_government(home):
        line.remark("home_url", f"{home} is not under .gov.cn")
    state = _run_state(line)
    site = Site(
        id=None,
        home_url=home,
        code=line.code("code"),
        jump_url=line.optional_url("jump_url", normalise),
        is_portal=line.flag("is_portal", default=False),
        run_state=state,
        run_state_reason=_reason(line, state),
        extra=_extra(line, form),
        name=line.text("name"),
        sponsor=line.text("sponsor"),
        supervisor=line.text("supervisor"),
        province=line.text("province"),
        city=line.text("city"),
        county=line.text("county"),
        level=line.text("level"),
    )
    filled = {"code", "home_url", "jump_url", "run_state_reason", "extra", *_TEXTS}
    stated = line.stated | {name for name in filled if getattr(site, name)}
    return SiteRow(place=line.place, site=site, stated=frozenset(stated))


def _run_state(line: Line) -> RunState:
    """Read 运行状态; an unknown word refuses the row.

    Taking a closed site for a running one would fail it, the other way round would spare it.
    """
    if not line.text("run_state"):
        return RunState.NORMAL
    word = line.word("run_state")
    if word is None:
        raise RefusedRow("run_state", f"{line.text('run_state')!r} is neither 正常, 例外 nor 关停")
    line.stated.add("run_state")
    return RunState(word)


def _reason(line: Line, state: RunState) -> str:
    reason = line.text("run_state_reason")
    if state is not RunState.NORMAL and not reason:
        line.remark("run_state_reason", f"a site that is {state} needs a reason (例外说明)")
    return reason


def _extra(line: Line, form: Form) -> dict[str, str]:
    """Keep every further cell by its key, among them the personal data (负责人, 联系人)."""
    return {name: text for name in form.headings if name not in _READ and (text := line.text(name))}
