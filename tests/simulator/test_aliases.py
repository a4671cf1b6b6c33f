import pytest

from simulator.aliases import alias, registered_behind


@pytest.mark.parametrize(
    ("host", "label", "name"),
    [
        ("www.a.gov.cn.test", "www", "a.gov.cn.test"),
        ("fgj.a.gov.cn.test", "www", "www.fgj.a.gov.cn.test"),
        ("www.a.gov.cn.test", "xin", "xin.a.gov.cn.test"),
        ("fgj.a.gov.cn.test", "xin", "xin.fgj.a.gov.cn.test"),
    ],
)
def test_an_alias_is_found_again_by_its_registered_name(host: str, label: str, name: str) -> None:
    assert alias(host, label) == name
    assert host in registered_behind(name)
