from pkgutil import iter_modules

import audit.checks
from audit.checks import known_checks


def test_every_module_of_the_folder_is_a_check_by_its_own_name() -> None:
    modules = {found.name for found in iter_modules(audit.checks.__path__)}

    assert set(known_checks()) == modules


def test_windows_that_a_check_reads_are_its_parameters() -> None:
    for check in known_checks().values():
        assert set(check.reads.values()) <= set(check.params)
