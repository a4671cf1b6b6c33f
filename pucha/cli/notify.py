"""`pucha notify`: try the addresses that notices are sent to; none are set unless you do it."""

import typer

from pucha.casework.notices import trial_notice
from pucha.casework.notifying import notify
from pucha.cli.context import state_of
from pucha.cli.people import By
from pucha.cli.stores import with_stores
from pucha.clock import clock_of

app = typer.Typer(
    help="通知: mail, WeCom, DingTalk, Feishu, webhook; off unless notify.urls is set.",
    no_args_is_help=True,
)


@app.callback()
def group() -> None:
    """Send notices to the addresses of `notify.urls`."""


@app.command("test")
def test(context: typer.Context, by: By) -> None:
    """Send a trial notice to every address."""
    state = state_of(context)
    settings = state.settings()
    now = clock_of(settings.clock).now()
    urls, notice = settings.notify.urls, trial_notice()
    sent = with_stores(settings, lambda stores: notify(stores, urls, notice, by, now))
    words = f"已发送到{sent}个地址" if sent else "未设置 notify.urls：什么也没有发送"
    state.out.print(words, markup=False)
