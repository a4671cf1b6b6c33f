import pytest

from audit.sweep.rates import stratum_of
from config.strata import load_strata


def test_layers_are_those_of_the_bulletins_in_their_order() -> None:
    assert [one.name for one in load_strata()] == [
        "国务院部门及其内设、垂直管理机构",
        "省级门户",
        "省级部门",
        "市级门户",
        "市级部门",
        "县级门户",
        "县级以下",
    ]


@pytest.mark.parametrize(
    ("level", "is_portal", "layer"),
    [
        ("省", True, "省级门户"),
        ("1", False, "省级部门"),
        ("市", False, "市级部门"),
        ("县", True, "县级门户"),
        ("县", False, "县级以下"),
        ("乡镇", False, "县级以下"),
        ("", True, "未注明层级"),
    ],
)
def test_level_of_the_register_gives_the_layer(level: str, *, is_portal: bool, layer: str) -> None:
    assert stratum_of(level, load_strata(), is_portal=is_portal) == layer
