"""First-level columns (一级栏目): some rows of an edition count no others."""

from audit.scoring.judgement import Standing


def of_first_level(found: Standing, level: int | None) -> Standing:
    """Give a column's standing where first-level columns alone count; an unknown level is open."""
    if level is None:
        return Standing.OPEN if found is Standing.PROVED else found
    return found if level == 1 else Standing.LEFT_OUT
