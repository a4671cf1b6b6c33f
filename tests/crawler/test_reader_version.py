"""The reader's name follows its rules and its words."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from crawler.reader_version import reader_version
from schema.types.lexicon import Lexicon

ROOT = Path(__file__).resolve().parents[2]
NAMED = (
    "from config.lexicon import load_lexicon\n"
    "from crawler.reader_version import reader_version\n"
    "print(reader_version(load_lexicon()))"
)


def named_in(folder: Path) -> str:
    """Ask a copy of the code for its reader's name."""
    done = subprocess.run(
        [sys.executable, "-c", NAMED], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def copied(folder: Path) -> Path:
    """Copy what reads."""
    for package in ("crawler", "config", "schema"):
        shutil.copytree(ROOT / package, folder / package)
    return folder


def test_the_name_says_rules_and_words(lexicon: Lexicon) -> None:
    assert re.fullmatch(r"pucha-reading [0-9a-f]{8}\.[0-9a-f]{8}", reader_version(lexicon))


def test_other_words_give_another_name(lexicon: Lexicon) -> None:
    words = lexicon.page_signs.model_copy(update={"foreign_words": ("另一个词",)})
    other = lexicon.model_copy(update={"page_signs": words})

    assert reader_version(other) != reader_version(lexicon)
    assert reader_version(other).partition(".")[0] == reader_version(lexicon).partition(".")[0]


def test_a_changed_rule_gives_another_name_and_other_code_the_same(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = named_in(folder)

    with (folder / "crawler" / "fleet" / "fetcher.py").open("a", encoding="utf-8") as file:
        file.write("# fetching reads no page\n")
    assert named_in(folder) == before

    with (folder / "crawler" / "extract" / "rows.py").open("a", encoding="utf-8") as file:
        file.write("# a rule\n")
    assert named_in(folder) != before
