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
    file.write_text("[fetch]\ndeadline = 1\nredirects = 1\nconnect_timeout = 21\n", "utf-8")
    environment = {"PUCHA_FETCH__REDIRECTS": "2", "PUCHA_FETCH__CONNECT_TIMEOUT": "22"}

    found = load_settings({"fetch.connect_timeout": 23}, file=file, environment=environment)

    fetch = found.settings.fetch
    assert (fetch.deadline, fetch.redirects, fetch.connect_timeout) == (1, 2, 23)
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


def test_a_list_is_written_with_commas_wherever_it_comes_from(tmp_path: Path) -> None:
    file = tmp_path / "pucha.toml"
    file.write_text("[network]\nallow = ['10.0.0.0/8', '::1/128']\n", "utf-8")
    text = "1.1.1.1, 8.8.8.8:53"

    by_file = load_settings(file=file, environment={}).settings.network
    by_environment = load_settings(environment={"PUCHA_NETWORK__RESOLVER": text}).settings.network
    by_command = load_settings({"network.resolver": text}, environment={}).settings.network

    assert [str(net) for net in by_file.allow] == ["10.0.0.0/8", "::1/128"]
    assert by_environment.resolver == by_command.resolver == ("1.1.1.1", "8.8.8.8:53")


def test_a_comma_in_a_text_is_text() -> None:
    agent = "Mozilla/5.0 (compatible; pucha, {contact})"

    found = load_settings(environment={"PUCHA_NETWORK__USER_AGENT": agent})

    assert found.settings.network.user_agent == agent


def test_the_origin_of_a_wrong_setting_is_its_own(tmp_path: Path) -> None:
    file = tmp_path / "pucha.toml"
    file.write_text("data = 'here'\n", "utf-8")

    with pytest.raises(ConfigError, match=r"database\.uri \(environment\)"):
        load_settings(file=file, environment={"PUCHA_DATABASE__URI": "x"})


ODD: dict[str, dict[str, Any]] = {
    "a section as a value": {"network": 5},
    "a value as a section": {"edition.name": "x"},
    "a section twice": {"network": "x", "network.contact": "y"},
    "deep nonsense": {"a.b.c": 1},
    "no name": {"": 1},
    "an empty part": {"fetch.": 1},
    "no network at all": {"network.allow": [["x"]]},
    "no text": {"network.resolver": [1]},
    "nothing": {"fetch.deadline": None},
    "no number": {"fetch.deadline": "nan"},
}


@pytest.mark.parametrize("values", ODD.values(), ids=ODD)
def test_odd_settings_are_one_sentence_with_their_origin(values: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as err:
        load_settings(values, environment={})

    assert "(command line)" in str(err.value)
    assert "\n" not in str(err.value)


def test_the_file_of_the_environment_is_read_unless_another_is_named(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text("edition = 'one'\n", "utf-8")
    two.write_text("edition = 'two'\n", "utf-8")
    environment = {"PUCHA_CONFIG": str(one)}

    assert load_settings(environment=environment).settings.edition == "one"
    assert load_settings(file=two, environment=environment).settings.edition == "two"


def test_the_file_of_the_working_folder_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pucha.toml").write_text("edition = 'here'\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    found = load_settings(environment={})

    assert (found.settings.edition, found.origins) == ("here", {"edition": "pucha.toml"})


def test_without_any_source_the_defaults_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    found = load_settings(environment={"PATH": "/bin", "OTHER__NAME": "1"})

    assert (found.settings, found.origins) == (Settings(), {})


@pytest.mark.parametrize("name", ["visit_deadline", "connect_timeout"])
def test_no_limit_may_fail_a_site_that_opens_in_time(name: str) -> None:
    with pytest.raises(ConfigError, match=f"fetch.{name} = 5 \\(command line\\).*at least"):
        load_settings({f"fetch.{name}": 5}, environment={})


def test_real_sites_are_measured_by_real_seconds_alone() -> None:
    with pytest.raises(ConfigError, match=r"time_scale may differ from 1 only where clock\.source"):
        load_settings({"clock.time_scale": 0.1}, environment={})


def test_a_simulators_time_may_have_a_scale() -> None:
    given = {"clock.source": "http://127.0.0.1:8081/clock", "clock.time_scale": "0.1"}

    assert load_settings(given, environment={}).settings.clock.time_scale == 0.1


@pytest.mark.parametrize("source", ["8081", "http://192.0.2.1:80/clock", "https://127.0.0.1:1/c"])
def test_the_time_of_day_is_taken_from_nobody_but_this_machine(source: str) -> None:
    with pytest.raises(ConfigError, match=r"clock\.source"):
        load_settings({"clock.source": source}, environment={})


@pytest.mark.parametrize("text", ["www.example.com", "ftp://a.example/", "https://", "http:///x"])
def test_a_control_target_that_nobody_can_ask_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=r"setting probe\.controls .*is no http://"):
        load_settings({"probe.controls": text}, environment={})


def test_control_targets_are_addresses() -> None:
    given = {"probe.controls": "http://a.example/, HTTPS://b.example"}

    loaded = load_settings(given, environment={}).settings

    assert loaded.probe.controls == ("http://a.example/", "HTTPS://b.example")
