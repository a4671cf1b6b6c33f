"""Tell a page that asks its reader for something first: to log in, or to copy a picture's code."""

import re

_PASSWORD = re.compile(rb"<input\b[^>]{0,400}\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_CODES = ("验证码", "校验码")
_NAMED = "|".join(
    (
        *("captcha", "(?:verify|check|valid(?:ate|ation)?|vali|rand|auth)_?code", "yzm"),
        *(re.escape(word) for word in _CODES),
    )
)
_CODE = tuple(
    re.compile(
        f"<input\\b[^>]{{0,400}}\\b(?:name|id|placeholder)\\s*=\\s*[\"']?[^\"'>]{{0,40}}(?:{_NAMED})".encode(
            charset
        ),
        re.IGNORECASE,
    )
    for charset in ("utf-8", "gb18030")
)
_LOOKED_AT = 256 * 1024
"""Bytes of a page that are looked at."""


def asks_for_password(body: bytes) -> bool:
    """Tell whether a page has a field for a password, wherever it stands."""
    return _PASSWORD.search(body[:_LOOKED_AT]) is not None


def asks_for_code(body: bytes) -> bool:
    """Tell whether a page has a field for the code of a picture (验证码), as downloads ask for."""
    return any(code.search(body[:_LOOKED_AT]) for code in _CODE)
