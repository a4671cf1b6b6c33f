import pytest

from audit.people.rules import check_actor, check_another, check_reason
from schema.types.casework import Act, Person, Role
from schema.types.errors import UsageError
from schema.types.site import Site

PEOPLE = (
    Person(name="张三", role=Role.REVIEWER, division="甲县"),
    Person(name="王五", role=Role.OPERATOR),
    Person(name="管理员", role=Role.ADMIN),
)
SITE = Site(id=None, home_url="http://jia.example/", county="甲县")


def test_a_stranger_is_told_in_one_sentence() -> None:
    with pytest.raises(UsageError, match="nobody is enrolled as '李四'"):
        check_actor("李四", PEOPLE, Act.CONFIRM)


def test_a_role_may_do_only_its_own() -> None:
    with pytest.raises(UsageError, match="王五 is operator and may not confirm"):
        check_actor("王五", PEOPLE, Act.CONFIRM)
    assert check_actor("王五", PEOPLE, Act.APPEAL).role is Role.OPERATOR


@pytest.mark.parametrize("act", list(Act))
def test_an_administrator_may_do_everything(act: Act) -> None:
    assert check_actor("管理员", PEOPLE, act).name == "管理员"


def test_a_person_acts_in_their_own_division() -> None:
    elsewhere = Site(id=None, home_url="http://yi.example/", county="乙县")

    assert check_actor("张三", PEOPLE, Act.REJECT, SITE).division == "甲县"
    with pytest.raises(UsageError, match="acts for 甲县"):
        check_actor("张三", PEOPLE, Act.REJECT, elsewhere)


@pytest.mark.parametrize("name", ["张三 ", " 张三", "张　三", "张\u200b三"])
def test_who_acts_is_the_same_person_in_every_spelling(name: str) -> None:
    assert check_actor(name, PEOPLE, Act.CONFIRM).name == "张三"
    with pytest.raises(UsageError, match="must be another"):
        check_another(name, ("张三",), "said so")


def test_a_reason_is_needed() -> None:
    assert check_reason(" 看过 ") == "看过"
    with pytest.raises(UsageError, match="a reason is needed"):
        check_reason("  ")


def test_the_second_person_is_never_the_first() -> None:
    check_another("李四", ("张三",), "said so")
    with pytest.raises(UsageError, match="must be another"):
        check_another("张三", ("张三",), "said so")
