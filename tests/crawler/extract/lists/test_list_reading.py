from crawler.extract.lists.list_reading import ListReading
from schema.types.reading import ListState


def test_reading_without_rows_speaks_for_no_list() -> None:
    reading = ListReading(state=ListState.NONE)

    assert (reading.items, reading.posts, reading.follow) == ((), (), ())
    assert (reading.score, reading.letters) == (0, False)
