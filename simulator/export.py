"""Writes the world: `world.json`, `truth.ndjson` and the two registers, site by site."""

import json
from collections import Counter
from pathlib import Path

from simulator.register import add_columns, add_site, column_form, site_form
from simulator.truth import truth
from simulator.world import World


def write_world(world: World, out: Path, ports: dict[str, int]) -> None:
    """Write every file of the world into `out`, which is made if missing.

    `ports` are those of the servers: `http`, `https`, `dns` and `control`.
    """
    (out / "register").mkdir(parents=True, exist_ok=True)
    families: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    register = out / "register"
    with site_form(register) as sites, column_form(register) as columns:
        for site in world.sites():
            families[site.family] += 1
            faults.update(site.faults)
            add_site(sites, site)
            add_columns(columns, site)
    write_truth(world, out)
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


def write_truth(world: World, out: Path) -> None:
    """Write the truth as it stands at the world's moment."""
    with (out / "truth.ndjson").open("w", encoding="utf-8") as lines:
        for site in world.sites():
            lines.write(json.dumps(truth(site), ensure_ascii=False) + "\n")
