import pytest

from crawler.extract.page.dom import parse
from crawler.extract.page.language import stated_language
from crawler.extract.page.laying import lay_blocks


@pytest.mark.parametrize(
    ("root", "language"),
    [
        ('<html lang="de-CH">', "de-ch"),
        ("<html xml:lang='fr'>", "fr"),
        ('<html class="lang-x">', ""),
        ("<html>", ""),
    ],
)
def test_the_root_element_states_the_language(root: str, language: str) -> None:
    layout = lay_blocks(parse(f"{root}<body><p lang='it'>x</p></body></html>"))

    assert stated_language(layout.source) == language
    assert layout.flow.language == language
