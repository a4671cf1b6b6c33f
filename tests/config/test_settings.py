from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from config.settings import load_settings
from schema.types.errors import ConfigError
from schema.types.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def names(model: type[BaseModel], prefix: str = "") -> list[str]:
    found = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found += names(kind, f"{prefix}{name}.")
        else:
            found.append(f"{prefix}{name}")
    return found


@pytest.mark.parametrize("name", names(Settings))
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_the_nearer_source_wins_and_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pucha.toml"
    file.write_text("[fetch]\ndeadline = 1\nredirects = 1\nconnect_timeout = 1\n", "utf-8")
    environment = {"PUCHA_FETCH__REDIRECTS": "2", "PUCHA_FETCH__CONNECT_TIMEOUT": "2"}

    found = load_settings({"fetch.connect_timeout": 3}, file=file, environment=environment)

    fetch = found.settings.fetch
    assert (fetch.deadline, fetch.redirects, fetch.connect_timeout) == (1, 2, 3)
    assert found.origins == {
        "fetch.deadline": str(file),
        "fetch.redirects": "environment",
        "fetch.connect_timeout": "command line",
    }


def test_the_database_is_named_by_its_own_variable() -> None:
    found = load_settings(environment={"PUCHA_DATABASE_URL": "postgresql://h/d"})

    assert found.settings.database.url == "postgresql://h/d"


def test_one_network_may_be_written_without_a_list() -> None:
    found = load_settings({"network.allow": "127.0.0.0/8"}, environment={})

    assert [str(net) for net in found.settings.network.allow] == ["127.0.0.0/8"]


def test_the_resolver_has_a_short_name() -> None:
    found = load_settings({"resolver": "127.0.0.1:5353"}, environment={})

    assert found.settings.network.resolver == ("127.0.0.1:5353",)


WRONG: dict[str, Any] = {
    "fetch.deadline": "soon",
    "fetch.nonsense": 1,
    "nonsense": 1,
    "network.allow": "127.0.0.0/99",
    "politeness.robots": "ignore",
    "fetch.redirects": -1,
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_one_sentence_that_names_it(name: str) -> None:
    with pytest.raises(ConfigError) as err:
        load_settings({name: WRONG[name]}, environment={})

    assert name in str(err.value)
    assert "command line" in str(err.value)
    assert "\n" not in str(err.value)


def test_a_missing_or_broken_file_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[fetch\n", "utf-8")

    for file in (tmp_path / "missing.toml", broken):
        with pytest.raises(ConfigError, match=file.name):
            load_settings(file=file, environment={})
