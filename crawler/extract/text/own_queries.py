"""Write the queries of a page's links as a browser sends them: in the page's own encoding.

`list.asp?lm=通知公告` in a page of GBK asks for the GBK bytes of the name, whatever the path's are
(WHATWG URL, percent-encode after encoding); a program that is asked in UTF-8 finds no such column.
"""

import re

_UTF = "utf"
_AS_SENT = {"gb18030": "gbk"}
"""Pages labelled gb2312 and gbk are read as gb18030, but their queries are sent as GBK."""
_QUERY = re.compile(
    r"(?P<head>\b(?:href|src|action)\s*+=\s*+(?:\"[^\"<>?#]*+|'[^'<>?#]*+|[^\"'\s<>?#]{0,400}+)\?"
    r"|[\"'][\w./:-]*\.(?:asp|aspx|jsp|php|do|action|cgi|s?html?)\?)"
    r"(?P<query>[^\"'<>#\s]*+)",
    re.IGNORECASE,
)
"""The query of an address in an attribute, or in a script's string that names a program."""
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def with_own_queries(text: str, charset: str) -> str:
    """Give a page's text with the queries of its links in the bytes of its encoding."""
    if charset.startswith(_UTF) or "?" not in text:
        return text
    codec = _AS_SENT.get(charset, charset)

    def sent(match: re.Match[str]) -> str:
        if match["query"].isascii():
            return match[0]
        query = _FOREIGN.sub(lambda part: _sent(part.group(), codec), match["query"])
        return f"{match['head']}{query}"

    return _QUERY.sub(sent, text)


def _sent(part: str, codec: str) -> str:
    return "".join(_sent_character(char, codec) for char in part)


def _sent_character(char: str, codec: str) -> str:
    """Give the bytes of a character, percent-encoded; one that the encoding lacks by its number."""
    try:
        return "".join(f"%{byte:02X}" for byte in char.encode(codec))
    except (UnicodeEncodeError, LookupError):
        return f"%26%23{ord(char)}%3B"
