from pkgutil import iter_modules
from typing import Any

import audit.report
from audit.report import known_formats
from schema.types.reading import LetterState


def test_formats_are_found_by_their_being_there() -> None:
    modules = {found.name for found in iter_modules(audit.report.__path__)}

    assert set(known_formats()) == {"json", "xlsx", "html"}
    assert {f"sheet_{name}" for name in known_formats()} <= modules


def test_letter_is_shown_once_from_its_own_page(make: Any) -> None:
    page = make.letter()
    row = make.letter(at=make.later(), detail_read=False, state=LetterState.UNKNOWN)

    assert make.bundle(make.visit(), row, page).letters == ((page.id, page.fact),)


def test_letter_is_shown_as_last_seen(make: Any) -> None:
    answered = make.letter(at=make.later(), state=LetterState.ANSWERED)

    assert make.bundle(answered, make.letter()).letters == ((answered.id, answered.fact),)
