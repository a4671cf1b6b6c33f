import pytest

from crawler.extract.login import asks_for_password


@pytest.mark.parametrize(
    "markup",
    [
        '<form><input name="user"><input name="pwd" type="password"></form>',
        "<INPUT class='x' TYPE=password>",
        "<input\n type = 'password' id=p>",
    ],
)
def test_a_field_for_a_password_is_found(markup: str) -> None:
    assert asks_for_password(markup.encode())


@pytest.mark.parametrize(
    "markup",
    [
        "<input type='text' name='password'>",
        "<p>password</p><input type=text>",
        "<input type=passwordless>",
    ],
)
def test_the_word_alone_is_no_field(markup: str) -> None:
    assert not asks_for_password(markup.encode())
