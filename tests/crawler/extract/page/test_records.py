from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.records import Group, anchors_of, continues, find_groups


def groups_of(markup: str) -> tuple[list[Group], list[list[str]]]:
    layout = lay_blocks(parse(markup))
    groups = list(find_groups(layout))
    return groups, [
        [layout.text(record.first_text, record.end_text) for record in group.records]
        for group in groups
    ]


def test_siblings_of_one_tag_are_a_group() -> None:
    _, texts = groups_of("<ul><li><a href=1>甲</a></li><li><a href=2>乙</a></li></ul>")

    assert ["甲", "乙"] in texts


def test_flat_run_is_cut_before_each_link() -> None:
    _, texts = groups_of("<div><a href=1>甲</a>一<br><a href=2>乙</a>二<br></div>")

    assert ["甲一", "乙二"] in texts


def test_flat_run_is_cut_behind_each_link() -> None:
    _, texts = groups_of("<div><b>一</b><a href=1>甲</a><b>二</b><a href=2>乙</a></div>")

    assert ["一甲", "二乙"] in texts


def test_parts_of_a_page_are_no_rows() -> None:
    part = "<div class='{}'><a href=1>甲</a></div>"
    groups, _ = groups_of("".join(part.format(name) for name in ("nav", "main", "foot")))

    assert all(len(group.records) == 1 for group in groups)


def test_block_without_links_gives_no_group() -> None:
    groups, _ = groups_of("<ul><li>甲</li><li>乙</li></ul>")

    assert groups == []


def test_equal_blocks_side_by_side_go_on() -> None:
    half = "<ul class='l'><li><a href=1>甲</a></li><li><a href=2>乙</a></li></ul>"
    layout = lay_blocks(parse(f"<div>{half}<hr>{half}</div>"))
    lists = [group for group in find_groups(layout) if group.place.tag == "ul"]

    assert continues(layout, lists[0], lists[1])


def test_blocks_with_headings_between_do_not_go_on() -> None:
    half = "<ul class='l'><li><a href=1>甲</a></li><li><a href=2>乙</a></li></ul>"
    layout = lay_blocks(parse(f"<div>{half}<h3>政策文件</h3>{half}</div>"))
    lists = [group for group in find_groups(layout) if group.place.tag == "ul"]

    assert not continues(layout, lists[0], lists[1])


def test_record_knows_its_links() -> None:
    layout = lay_blocks(parse("<ul><li><a href=1>甲</a><a href=2>乙</a></li></ul>"))
    group = next(find_groups(layout))

    assert [anchor.text for anchor in anchors_of(layout, group.records[0])] == ["甲", "乙"]


def test_two_columns_of_one_list_go_on() -> None:
    half = "<ul class='{}'><li><a href=1>甲</a></li><li><a href=2>乙</a></li></ul>"
    layout = lay_blocks(parse(f"<div>{half.format('list fl')}{half.format('list fr')}</div>"))
    left, right = [group for group in find_groups(layout) if group.place.tag == "ul"]

    assert left.shape == right.shape
    assert continues(layout, left, right)


def test_boxes_left_and_right_do_not_go_on() -> None:
    half = "<div class='{}'><ul><li><a href=1>甲</a></li><li><a href=2>乙</a></li></ul></div>"
    layout = lay_blocks(parse(f"<div>{half.format('l')}{half.format('r')}</div>"))
    left, right = [group for group in find_groups(layout) if group.place.tag == "ul"]

    assert not continues(layout, left, right)


def test_flat_run_is_cut_at_titles_however_many_links_its_pager_has() -> None:
    rows = "".join(
        f"<p class='t'><a href='{n}'>防汛工作通知{n}</a></p><p>5月{n}日</p>" for n in (1, 2)
    )
    pager = "".join(f"<p><a href='?page={n}'>{n}</a></p>" for n in range(1, 6))

    _, texts = groups_of(f"<div>{rows}{pager}</div>")

    assert ["防汛工作通知1 5月1日", "防汛工作通知2 5月2日"] in texts
