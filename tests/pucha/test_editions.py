"""A province's own edition files, and the texts that sweeps keep of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pucha.editions import Editions, load_edition, read_kept, text_of
from pucha.surveying import SweepRunner
from pucha.wire import Stores, open_stores
from schema.types.errors import RulePackError
from schema.types.rulepack import RulePack
from schema.types.settings import DatabaseSettings, Settings
from schema.types.sweep import EditionText, Sweep, SweepKind
from testkit.facts import AT, make_register, make_site

OWN = """
edition = "{name}"
base = "census-2015"
name = "某省评分表"
source = "某省"
[[items]]
id = "V3a"
params = {{ threshold = {threshold} }}
"""


def write(
    folder: Path,
    name: str = "own",
    threshold: int = 3,
    *,
    file: str = "",
) -> Path:
    path = folder / f"{file or name}.toml"
    path.write_text(OWN.format(name=name, threshold=threshold), encoding="utf-8")
    return path


def threshold(pack: RulePack) -> int:
    (found,) = (one.params["threshold"] for one in pack.items if one.id == "V3a")
    return int(found)


def test_an_edition_of_the_folder_is_known_by_its_name(tmp_path: Path) -> None:
    write(tmp_path)

    assert threshold(load_edition("own", str(tmp_path))) == 3
    assert {"own", "census-2015"} <= Editions(str(tmp_path)).names()
    with pytest.raises(RulePackError, match="known are: census-2015, example-province, indi"):
        load_edition("own")


def test_an_edition_may_be_a_file_that_rests_on_one_beside_it(tmp_path: Path) -> None:
    write(tmp_path, threshold=4)
    city = tmp_path / "city.toml"
    city.write_text('edition = "city"\nbase = "own"\nname = "某市"\n', encoding="utf-8")

    pack = load_edition(str(city))

    assert (pack.edition, pack.base, threshold(pack)) == ("city", "own", 4)


def test_a_file_that_takes_the_name_of_a_built_in_edition_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('edition = "census-2015"\nbase = "indicators-2019"\n', encoding="utf-8")

    with pytest.raises(RulePackError, match="'census-2015' is one of pucha's own"):
        load_edition(str(file))


def test_a_file_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match=r"none.toml cannot be read"):
        load_edition(str(tmp_path / "none.toml"))


def test_a_file_is_called_as_its_edition(tmp_path: Path) -> None:
    write(tmp_path, "own", file="other")

    for reference in ("other", str(tmp_path / "other.toml")):
        with pytest.raises(RulePackError, match=r"other.toml: the file calls its edition 'own'"):
            load_edition(reference, str(tmp_path))


def test_a_file_that_is_called_as_a_built_in_edition_is_refused_for_its_name(
    tmp_path: Path,
) -> None:
    file = write(tmp_path, "census-2015")

    for reference in ("census-2015", str(file)):
        with pytest.raises(RulePackError, match=r"the file is called as pucha's own edition 'cens"):
            load_edition(reference, str(tmp_path))


def test_a_fault_is_told_with_its_file_item_and_parameter(tmp_path: Path) -> None:
    write(tmp_path, threshold=0)

    with pytest.raises(RulePackError, match=r"own.toml: item V3a, parameter `threshold`: 0 is not"):
        load_edition("own", str(tmp_path))


def test_a_kept_text_is_the_edition_again_with_its_bases(tmp_path: Path) -> None:
    pack = load_edition(str(write(tmp_path)))
    kept = text_of(pack)

    assert (kept.edition, len(kept.texts)) == ("own", 2)
    assert read_kept(kept) == pack


def test_a_kept_text_that_is_not_understood_any_more_says_what_to_do() -> None:
    kept = EditionText(digest="ab" * 32, edition="own", texts=('edition = "own"',))

    with pytest.raises(RulePackError, match=r"cannot be used by this pucha .*--edition FILE"):
        read_kept(kept)


@pytest.fixture
async def stores(database_url: str, tmp_path: Path) -> AsyncIterator[Stores]:
    settings = Settings(editions=str(tmp_path), database=DatabaseSettings(url=database_url))
    async with open_stores(database_url, settings) as opened:
        await opened.register.take_in(make_register(make_site(code="4301000001")))
        yield opened


async def sweep(stores: Stores, pack: RulePack) -> Sweep:
    made = await stores.sweeps.create(
        kind=SweepKind.NIGHTLY,
        edition=pack.edition,
        as_of=AT,
        settings={},
        text=text_of(pack),
    )
    found = await stores.sweeps.get(made.id)
    assert found == made
    return made


@pytest.mark.postgres
async def test_a_sweep_is_judged_by_the_text_that_it_was_made_by(
    stores: Stores, tmp_path: Path
) -> None:
    write(tmp_path)
    before = await sweep(stores, stores.editions.load("own"))
    write(tmp_path, threshold=9)
    after = await sweep(stores, stores.editions.load("own"))

    assert threshold(await stores.pack_of(before)) == 3
    assert threshold(await stores.pack_of(before, "own")) == 3
    assert threshold(await stores.pack_of(after)) == 9
    assert threshold(await stores.pack_named("own")) == 9


@pytest.mark.postgres
async def test_an_edition_whose_file_is_gone_is_the_one_that_was_kept_last(
    stores: Stores, tmp_path: Path
) -> None:
    file = write(tmp_path)
    await sweep(stores, stores.editions.load("own"))
    file.unlink()

    assert threshold(await stores.pack_named("own")) == 3
    with pytest.raises(RulePackError, match="no edition 'nowhere'"):
        await stores.pack_named("nowhere")


@pytest.mark.postgres
async def test_a_sweep_of_an_earlier_version_goes_by_the_edition_of_today(stores: Stores) -> None:
    made = await stores.sweeps.create(
        kind=SweepKind.NIGHTLY, edition="census-2015", as_of=AT, settings={}
    )

    assert (await stores.pack_of(made)).digest == load_edition("census-2015").digest
    assert (await stores.pack_of(made, "indicators-2019")).edition == "indicators-2019"


@pytest.mark.postgres
async def test_sheets_of_a_sweep_are_never_replaced_by_those_of_a_changed_edition(
    stores: Stores, tmp_path: Path
) -> None:
    made = await sweep(stores, load_edition(str(write(tmp_path))))
    changed = write(tmp_path, threshold=9)
    site = await stores.register.find("4301000001")
    assert site is not None
    assert site.id is not None
    runner = SweepRunner(stores, worker=None)  # type: ignore[arg-type] # judging asks nobody

    with pytest.raises(RulePackError, match="was made by another text of own"):
        await runner.judge(made, site.id, str(changed))
