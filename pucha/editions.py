"""Editions of the sheet (指标版本): those that come with pucha, and a province's own files."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from audit.checks import known_checks
from audit.editions.rulepack import parse_rulepack
from schema.types.errors import RulePackError
from schema.types.rulepack import RulePack
from schema.types.sweep import EditionText

ENDING = ".toml"


class Editions:
    """The editions that may be named: by name, or by the path of a file that ends in .toml.

    `folder` holds a province's own; its files stand beside the built-in ones, under other names.
    """

    def __init__(self, folder: str = "") -> None:
        self._folder = Path(folder).expanduser() if folder else None

    def load(self, reference: str) -> RulePack:
        """Load an edition; raise RulePackError that names the file, or lists the known names."""
        if reference.endswith(ENDING):
            return self._load_file(Path(reference))
        known = self.names()
        if reference not in known:
            raise RulePackError(
                f"there is no edition {reference!r}; known are: {', '.join(sorted(known))}"
            )
        if self._folder is not None and reference in _toml_names(self._folder):
            _refuse_own_name(self._folder / (reference + ENDING))
        return self._parsed(reference, reference + ENDING, self._text(reference))

    def names(self) -> frozenset[str]:
        """Name every edition of the folder and of pucha itself."""
        own = () if self._folder is None else _toml_names(self._folder)
        return _built_in() | frozenset(own)

    def _load_file(self, path: Path) -> RulePack:
        _refuse_own_name(path)
        return self._parsed(path.stem, str(path), _read(path), beside=path.parent)

    def _parsed(self, name: str, file: str, text: str, beside: Path | None = None) -> RulePack:
        try:
            pack = parse_rulepack(
                text,
                known_checks=known_checks(),
                base_text=lambda base: self._text(base, beside),
            )
            _refuse_other_name(pack, name)
        except RulePackError as err:
            raise RulePackError(f"{file}: {err}") from err
        return pack

    def _text(self, name: str, beside: Path | None = None) -> str:
        """Give an edition's text: of pucha itself, of the file beside, of the folder."""
        if name in _built_in():
            return _packaged(name).read_text(encoding="utf-8")
        for folder in (beside, self._folder):
            if folder is not None and name in _toml_names(folder):
                return _read(folder / (name + ENDING))
        raise RulePackError(f"there is no edition {name!r} to be based on")


def load_edition(reference: str, folder: str = "") -> RulePack:
    """Load an edition by its name or file; `folder` holds a province's own."""
    return Editions(folder).load(reference)


def text_of(pack: RulePack) -> EditionText:
    """Give an edition as it is kept with the sweeps that are judged by it."""
    return EditionText(digest=pack.digest, edition=pack.edition, texts=pack.texts)


def read_kept(kept: EditionText) -> RulePack:
    """Read an edition that was kept; raise RulePackError where this pucha cannot judge by it."""
    below = iter(kept.texts[1:])
    try:
        return parse_rulepack(
            kept.texts[0], known_checks=known_checks(), base_text=lambda _: next(below)
        )
    except RulePackError as err:
        raise RulePackError(
            f"the edition {kept.edition} that was kept with its sweeps cannot be used by this "
            f"pucha ({err}); judge by a file of it, `--edition FILE.toml`"
        ) from err


def _refuse_own_name(path: Path) -> None:
    """Refuse a file that is called as one of pucha's own, before it is read as something else."""
    if path.stem in _built_in():
        raise RulePackError(
            f"{path}: the file is called as pucha's own edition {path.stem!r}; give the file and "
            "its `edition` another name"
        )


def _refuse_other_name(pack: RulePack, name: str) -> None:
    """Refuse a file that another name leads to than it gives itself: sheets are kept by that."""
    if pack.edition == name:
        return
    if pack.edition in _built_in():
        raise RulePackError(f"`edition`: {pack.edition!r} is one of pucha's own; give another name")
    raise RulePackError(
        f"the file calls its edition {pack.edition!r}, itself {name!r}; both must be one name"
    )


def _built_in() -> frozenset[str]:
    folder = resources.files("config") / "rulepacks"
    names = (entry.name for entry in folder.iterdir())
    return frozenset(name.removesuffix(ENDING) for name in names if name.endswith(ENDING))


def _packaged(name: str) -> Traversable:
    return resources.files("config") / "rulepacks" / (name + ENDING)


def _toml_names(folder: Path) -> tuple[str, ...]:
    return tuple(path.stem for path in sorted(folder.glob("*" + ENDING)))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise RulePackError(f"{path} cannot be read: {err}") from err
