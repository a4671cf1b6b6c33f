from pucha.explaining.content_parts import content_section, guide_sections
from schema.types.content import Certainty, ContentProposal, ProposalKind, Severity
from schema.types.guide import Attachment, ElementState, GuideElement, GuideReading, OnlineSystem

GUIDE = GuideReading(
    elements=(
        GuideElement(
            name="办理材料", state=ElementState.PRESENT, label="申请材料", text="身份证及相关材料",
            locator="#a", vague="相关材料", sheets=("census-2015",),
        ),
        GuideElement(
            name="设定依据", state=ElementState.EMPTY, label="法律依据", locator="#b",
            sheets=("census-2015", "indicators-2019"),
        ),
        GuideElement(name="收费标准", state=ElementState.ABSENT, sheets=("indicators-2019",)),
    ),
    attachments=(Attachment(name="申请表<1>", url="http://a.gov.cn/1.doc", claimed="doc"),),
    systems=(OnlineSystem(name="在线办理", url=None, locator="#c"),),
)  # fmt: skip
PROPOSAL = ContentProposal(
    kind=ProposalKind.PLACEHOLDER, severity=Severity.ERROR, text="<b>测试</b>", locator="#t",
    reason="像是占位文字", certainty=Certainty.LIKELY,
)  # fmt: skip


def place(locator: str | None) -> str:
    return f"[{locator}]"


def test_a_guide_says_what_it_has_what_is_empty_and_what_each_edition_misses() -> None:
    drawn = guide_sections(GUIDE, place)

    assert "2015年普查表：缺1类（设定依据）" in drawn
    assert "2019年检查指标：缺2类（设定依据、收费标准）" in drawn
    assert "✔ 有" in drawn
    assert "✘ 只有标题" in drawn
    assert "含糊：相关材料" in drawn
    assert "[#b]" in drawn


def test_attachments_and_systems_are_drawn_and_escaped() -> None:
    drawn = guide_sections(GUIDE, place)

    assert "申请表&lt;1&gt;" in drawn
    assert "<code>.doc</code>" in drawn
    assert "由脚本打开" in drawn


def test_a_page_that_is_no_guide_has_no_such_section() -> None:
    assert guide_sections(None, place) == ""


def test_a_proposal_is_drawn_with_its_reason_and_the_page_s_markup_is_text() -> None:
    drawn = content_section((PROPOSAL,), place)

    assert "一般 · 占位或测试内容" in drawn
    assert "像是占位文字" in drawn
    assert "&lt;b&gt;测试&lt;/b&gt;" in drawn
    assert "不作为扣分或否决的依据" in drawn
    assert "[#t]" in drawn


def test_no_proposal_is_said() -> None:
    drawn = content_section((), place)

    assert "没有内容提示" in drawn
    assert "不作为" not in drawn
