"""Load the official tables from config/forms, one file a form edition."""

import tomllib
from functools import cache
from importlib import resources

from schema.types.form import Form


@cache
def load_forms() -> tuple[Form, ...]:
    """Read config/forms/*.toml in the order of their names."""
    folder = resources.files("config") / "forms"
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    texts = (entry.read_text(encoding="utf-8") for entry in files)
    return tuple(Form.model_validate(tomllib.loads(text)) for text in texts)
