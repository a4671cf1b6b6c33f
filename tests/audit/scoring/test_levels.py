import pytest

from audit.scoring.judgement import Standing
from audit.scoring.levels import of_first_level


@pytest.mark.parametrize(
    ("found", "level", "counted"),
    [
        (Standing.PROVED, 1, Standing.PROVED),
        (Standing.PROVED, 2, Standing.LEFT_OUT),
        (Standing.PROVED, None, Standing.OPEN),
        (Standing.OPEN, None, Standing.OPEN),
        (Standing.CLEARED, None, Standing.CLEARED),
        (Standing.CLEARED, 3, Standing.LEFT_OUT),
    ],
)
def test_first_level_columns_count_and_an_unknown_level_proves_nothing(
    found: Standing, level: int | None, counted: Standing
) -> None:
    assert of_first_level(found, level) is counted
