"""Writes the world: `world.json`, `truth.ndjson` and the two registers, site by site."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from simulator.draw import draw_site
from simulator.editions import EDITIONS
from simulator.events import event_of
from simulator.model import Site
from simulator.register import add_columns, add_site, column_form, site_form
from simulator.tls import root_pem
from simulator.truth import truth
from simulator.world import World

_TRUTH = "truth.ndjson"


def write_world(world: World, out: Path, ports: dict[str, int]) -> None:
    """Write every file of the world into `out`, which is made if missing.

    `ports` are those of the servers: `http`, `https`, `dns` and `control`. `roots.pem` is the
    authority of the sites with https.
    """
    (out / "register").mkdir(parents=True, exist_ok=True)
    families: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    register = out / "register"
    with (
        site_form(register) as sites,
        column_form(register) as columns,
        (out / _TRUTH).open("w", encoding="utf-8") as truths,
    ):
        for site in world.sites():
            families[site.family] += 1
            faults.update(site.faults)
            add_site(sites, site)
            add_columns(columns, site)
            truths.write(_line(world, site))
    (out / "roots.pem").write_bytes(root_pem())
    summary = {
        "as_of": world.moment.isoformat(),
        "first": world.first.isoformat(),
        "seed": world.order.seed,
        "profile": world.order.profile,
        "ports": ports,
        "dns": f"127.0.0.1:{ports['dns']}",
        "sites": world.order.sites,
        "families": dict(sorted(families.items())),
        "faults": dict(sorted(faults.items())),
    }
    (out / "world.json").write_text(json.dumps(summary, ensure_ascii=False) + "\n", "utf-8")


def write_truth(world: World, out: Path, editions: Sequence[str] = tuple(EDITIONS)) -> None:
    """Write the truth as it stands at the world's moment, under these editions."""
    with (out / _TRUTH).open("w", encoding="utf-8") as lines:
        lines.writelines(_line(world, site, editions) for site in world.sites())


def _line(world: World, site: Site, editions: Sequence[str] = tuple(EDITIONS)) -> str:
    """Write the truth of a site, with what happens to it in these days."""
    drawn = draw_site(world.order, world.first, site.number)
    event = event_of(world.order, drawn, world.first)
    told = {} if event is None else {"event": event.what, "on": event.day.isoformat()}
    return json.dumps({**truth(site, editions), **told}, ensure_ascii=False) + "\n"
