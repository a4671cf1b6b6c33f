"""House rules that no linter can state. Keep each test a few lines; the name is the rule."""

import ast
import importlib.util
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("pucha", "web", "crawler", "audit", "config", "schema")
PURE = (
    "crawler/extract",
    "crawler/cms",
    "crawler/policy",
    "crawler/survey",
    "audit",
    "schema/forms",
)
MAX_MODULE_LINES = 500
MAX_FUNCTION_LINES = 60


def modules(*folders: str) -> list[Path]:
    return sorted(p for f in folders for p in (ROOT / f).rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_alembic_folder_never_shadows_the_library() -> None:
    spec = importlib.util.find_spec("alembic")

    assert not (ROOT / "alembic/__init__.py").exists()
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).parent != ROOT / "alembic"


def test_tests_carry_no_init_files() -> None:
    assert [relative(p) for p in (ROOT / "tests").rglob("__init__.py")] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_no_other_distribution_owns_our_import_names(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"pucha"}


@pytest.mark.parametrize("module", modules(*PURE), ids=relative)
def test_every_pure_module_has_a_mirrored_test(module: Path) -> None:
    inside = module.relative_to(ROOT)
    if module.name != "__init__.py":
        assert (ROOT / "tests" / inside.parent / f"test_{module.name}").exists()


@pytest.mark.parametrize("module", modules(*PACKAGES, "simulator", "testkit"), ids=relative)
def test_modules_and_functions_stay_short(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    functions = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno}

    assert text.count("\n") <= MAX_MODULE_LINES
    assert {k: v for k, v in long.items() if v > MAX_FUNCTION_LINES} == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_name_hashes_and_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "index-url" not in text
