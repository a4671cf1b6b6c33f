"""The control port: the clock, the meters and the truth of a running province, as JSON.

`GET /health`, `GET /clock`, `POST /clock?to=ISO` (or `days=`, `minutes=`), `GET /counters`,
`GET /truth/N`. It listens on 127.0.0.1 alone; whoever reads the truth must show the token.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from aiohttp import web

from simulator.crew import Crew
from simulator.meters import Meters, joined
from simulator.truth import truth
from simulator.world import SHANGHAI, World

_TOKEN = "X-Simulator-Token"


class Control:
    """The control port of one province, in the first of the processes that serve it."""

    def __init__(self, world: World, meters: Meters, token: str, crew: Crew | None = None) -> None:
        self._world = world
        self._meters = meters
        self._token = token
        self._crew = crew
        self._runner: web.AppRunner | None = None

    async def start(self, port: int) -> int:
        """Listen on `port` of 127.0.0.1 (0 picks one) and return it."""
        app = web.Application()
        app.router.add_get("/health", self._health)
        app.router.add_get("/clock", self._clock)
        app.router.add_post("/clock", self._move)
        app.router.add_get("/counters", self._counters)
        app.router.add_get("/truth/{number}", self._truth)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        bound: int = self._runner.addresses[0][1]
        return bound

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _health(self, _request: web.Request) -> web.Response:
        return _json({"sites": self._world.order.sites, "as_of": self._world.moment.isoformat()})

    async def _clock(self, _request: web.Request) -> web.Response:
        return _json({"now": self._world.moment.isoformat()})

    async def _move(self, request: web.Request) -> web.Response:
        fields = dict(parse_qsl(request.query_string))
        try:
            moment = moved(self._world.moment, fields)
        except ValueError as error:
            raise web.HTTPBadRequest(text=f"{error}\n") from error
        self._world.moment = moment
        if self._crew is not None:
            await self._crew.move(moment)
        return _json({"now": moment.isoformat()})

    async def _counters(self, _request: web.Request) -> web.Response:
        others = [] if self._crew is None else await self._crew.accounts()
        return _json(joined([self._meters.as_json(), *others]))

    async def _truth(self, request: web.Request) -> web.Response:
        if request.headers.get(_TOKEN) != self._token:
            raise web.HTTPForbidden(text=f"the header {_TOKEN} is missing or wrong\n")
        number = request.match_info["number"]
        if not number.isdecimal() or not 1 <= int(number) <= self._world.order.sites:
            raise web.HTTPNotFound(text=f"no site {number}\n")
        return _json(truth(self._world.site(int(number))))


def moved(moment: datetime, fields: Mapping[str, str]) -> datetime:
    """Give the moment that a request to the clock names; it never goes back."""
    if "to" in fields:
        later = datetime.fromisoformat(fields["to"])
        later = later.replace(tzinfo=later.tzinfo or SHANGHAI).astimezone(SHANGHAI)
    else:
        days, minutes = float(fields.get("days", 0)), float(fields.get("minutes", 0))
        later = moment + timedelta(days=days, minutes=minutes)
    if later < moment:
        raise ValueError(f"the clock stands at {moment.isoformat()} and never goes back")
    return later


def _json(value: object) -> web.Response:
    return web.json_response(text=json.dumps(value, ensure_ascii=False))
