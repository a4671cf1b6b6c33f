"""How long a decision stands though the page stays the same (认定的有效期)."""

from datetime import date, timedelta

from audit.rulepack import class_windows
from audit.windows import ClassWindow, Unit, Window
from schema.types.errors import UsageError
from schema.types.rulepack import RulePack

_DAY = timedelta(days=1)


def stands_until(pack: RulePack, item: str, decided: date) -> date | None:
    """Give the last day on which a problem that was denied on a day need not be looked at again.

    That is the last day from which the item's longest window still reaches back to it: of what has
    to move with time, no change is no proof. None: the item knows no window, only the page counts.
    """
    windows = _windows(pack, item)
    if not windows:
        return None
    day = decided
    while min(one.start(day + _DAY) for one in windows) <= decided:
        day += _DAY
    return day


def check_until(until: date | None, today: date) -> None:
    """Raise UsageError where a decision would be over before it was made."""
    if until is not None and until < today:
        raise UsageError(f"--until {until.isoformat()} lies before today, {today.isoformat()}")


def _windows(pack: RulePack, item: str) -> tuple[Window | ClassWindow, ...]:
    """Give the windows that an item looks at: its own, those of its classes, its days of visits."""
    params = next((one.params for one in pack.items if one.id == item), {})
    by_class = class_windows(pack)
    own = [one for one in params.values() if isinstance(one, Window)]
    classes = params.get("classes")
    named = classes if isinstance(classes, tuple) else ()  # some checks count classes of elements
    of_classes = [by_class[name] for name in named if name in by_class]
    days = [Window(n=params["days"], unit=Unit.DAYS)] if "days" in params else []
    return (*own, *of_classes, *days)
