import pytest

from config.lexicon import load_lexicon
from crawler.extract.dates.date_labels import role_before
from schema.types.date_words import DateRole


@pytest.mark.parametrize(
    ("before", "role"),
    [
        ("发布时间：", DateRole.PUBLISH),
        ("信息发布时间 : ", DateRole.PUBLISH),
        ("上传时间：", DateRole.ENTERED),
        ("创建时间：", DateRole.MADE),
        ("编辑日期：", DateRole.MADE),
        ("首次公告日期：", DateRole.OTHER),
        ("发 布 日 期 ", DateRole.PUBLISH),
        ("成\u3000文\u3000日\u3000期：", DateRole.DOCUMENT),
        ("考 试 时 间：", DateRole.OTHER),
        ("【发布日期】", DateRole.PUBLISH),
        ("来源：县水利局发布日期：", DateRole.PUBLISH),
        ("时间：", DateRole.STAMP),
        ("来源：本站 日期:", DateRole.STAMP),
        ("最后更新时间：", DateRole.UPDATED),
        ("成文日期：\n", DateRole.DOCUMENT),
        ("今天是", DateRole.CLOCK),
        ("来信时间：", DateRole.OTHER),
        ("面试时间：", DateRole.OTHER),
        ("公告编号：", DateRole.OTHER),
        ("挂网时间：", DateRole.PUBLISH),
        ("提供日期：", DateRole.PUBLISH),
        ("ئېلان قىلىنغان ۋاقتى: ", DateRole.PUBLISH),
        ("يېڭىلانغان ۋاقتى: ", DateRole.UPDATED),
        ("སྤེལ་དུས། ", DateRole.PUBLISH),
        ("首发时间：", DateRole.PUBLISH),
        ("公告时间：", DateRole.STAMP),
        ("公告期：", DateRole.OTHER),
        ("上版日期：", DateRole.PUBLISH),
        ("張貼日：", DateRole.PUBLISH),
        ("下架日期：", DateRole.OTHER),
        ("公告起日", DateRole.PUBLISH),
        ("公告迄日", DateRole.OTHER),
        ("最後異動日期：", DateRole.UPDATED),
        ("資料更新：", DateRole.UPDATED),
        ("Posted on Friday, ", DateRole.PUBLISH),
        ("Veröffentlicht am ", DateRole.PUBLISH),
        ("Registriert: ", DateRole.OTHER),
        ("来源：县水利局 ", None),
        ("", None),
    ],
)
def test_label_gives_the_date_its_role(before: str, role: DateRole | None) -> None:
    text = f"{before}2015-04-14"

    assert role_before(text, len(before), load_lexicon().date_words) is role


def test_no_label_has_two_roles() -> None:
    groups = load_lexicon().date_words.labels
    words = [word.lower() for group in groups for word in set(group.words)]

    assert sorted(words) == sorted(set(words))
