from crawler.extract.page.dom import parse
from crawler.extract.page.laying import lay_blocks
from crawler.extract.page.records import find_groups
from crawler.extract.page.text_share import prose_of, share_of_text

LIST = "<ul><li><a href=1>关于防汛的通知</a></li><li><a href=2>关于抗旱的通知</a></li></ul>"
PROSE = "<p>为做好今年的防汛工作，确保人民群众生命财产安全，现将有关事项通知如下，请认真执行。</p>"


def test_list_alone_is_all_of_a_page() -> None:
    layout = lay_blocks(parse(LIST))

    assert share_of_text(layout, next(find_groups(layout))) == 1


def test_list_under_an_article_is_little_of_it() -> None:
    layout = lay_blocks(parse(PROSE * 5 + LIST))

    assert share_of_text(layout, next(find_groups(layout))) < 0.2


def test_footer_and_links_are_no_prose() -> None:
    text = PROSE.replace("<p>", "").replace("</p>", "")
    layout = lay_blocks(parse(f"<a href=1>{text}</a><div class='footer'>{text}</div>"))

    assert prose_of(layout) == 0


def test_long_texts_are_prose() -> None:
    assert prose_of(lay_blocks(parse(PROSE))) == len(PROSE) - len("<p></p>")


def test_lines_of_an_unnamed_footer_may_be_left_out_of_the_prose() -> None:
    layout = lay_blocks(parse(f"{PROSE}<p>主办单位：某县人民政府办公室 {'网站标识码 ' * 6}</p>"))

    assert prose_of(layout, foot=("网站标识码",)) == len(PROSE) - len("<p></p>")


def test_lines_of_an_unnamed_footer_are_left_out_of_the_share() -> None:
    foot = "版权所有：某县农业局　地址：某县人民路1号　电话：0745-6221234　网站标识码：4312280022"
    layout = lay_blocks(parse(f"{LIST}<table><tr><td>{foot}</td></tr></table>"))
    group = next(find_groups(layout))

    assert share_of_text(layout, group) < 0.5
    assert share_of_text(layout, group, foot=("网站标识码",)) == 1
