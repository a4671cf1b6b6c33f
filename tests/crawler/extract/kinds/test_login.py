import pytest

from crawler.extract.kinds.login import asks_for_code, asks_for_password


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


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    "field",
    ["<input name=captcha>", "<input type='text' id='checkCode'>", "<input placeholder='验证码'>"],
)
def test_field_for_a_code_asks_for_one(field: str, charset: str) -> None:
    assert asks_for_code(f"<form>{field}</form>".encode(charset))


@pytest.mark.parametrize("markup", ["<p>验证码</p>", "<input name='code'>", "<input name='key'>"])
def test_other_fields_and_words_ask_for_no_code(markup: str) -> None:
    assert not asks_for_code(markup.encode())
