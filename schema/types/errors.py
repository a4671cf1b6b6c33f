"""What we do wrong or cannot do; what the web does is a value (`Outcome`), never one of these.

PuchaError
 ├─ UsageError          the person asked for something that cannot be: exit status 2
 │   ├─ ConfigError     a setting is missing or wrong
 │   ├─ RulePackError   an edition file names an unknown item, check or parameter
 │   └─ FormError       a register file cannot be read at all
 ├─ LeaseBusy           somebody else holds the site until `retry_at`
 │   ├─ AddressBusy     as many sites of its address are being surveyed as may be
 │   └─ PutOff          it is not the time: quiet hours, a pause for the host, or for us
 ├─ LeaseLost           our hold on the site was replaced; our result is refused
 ├─ AlreadyDone         the pair (sweep, site) has an accepted result
 ├─ StoreUnavailable    the database cannot be reached or is not ours
 ├─ StoreRefused        the database is there and will not take what we sent
 └─ ArchiveError        a segment is missing or damaged
"""

from datetime import datetime


class PuchaError(Exception):
    """The root: its text is one clear sentence that a person may be shown."""


class UsageError(PuchaError):
    """What was asked for cannot be done as asked; the text says what to change."""


class ConfigError(UsageError):
    """A setting is missing, malformed or contradicts another."""


class RulePackError(UsageError):
    """An edition's file is malformed."""


class FormError(UsageError):
    """A register file cannot be read at all; bad rows alone are rejects, not errors."""


class LeaseBusy(PuchaError):
    """Another worker holds the site."""

    def __init__(self, retry_at: datetime | None) -> None:
        super().__init__(f"the site is held by another worker until {retry_at}")
        self.retry_at = retry_at


class AddressBusy(LeaseBusy):
    """All slots of an address that the site needs are taken; nobody knows until when."""

    def __init__(self, addresses: tuple[str, ...]) -> None:
        super().__init__(None)
        self.args = (f"no slot is free at {' and '.join(addresses)}",)


class PutOff(LeaseBusy):
    """The site is not asked now."""

    def __init__(self, retry_at: datetime, why: str) -> None:
        super().__init__(retry_at)
        self.args = (f"put off until {retry_at.isoformat(timespec='minutes')}: {why}",)


class LeaseLost(PuchaError):
    """Somebody took the site over after our lease ran out; nothing of ours was written."""


class AlreadyDone(PuchaError):
    """The site has been judged in this sweep."""


class StoreUnavailable(PuchaError):
    """The database cannot be reached, or it is not a pucha database of this version."""


class StoreRefused(PuchaError):
    """The database will not take what we sent: a fault of ours, which no repetition mends."""


class ArchiveError(PuchaError):
    """A stored page cannot be read back as it was written."""
