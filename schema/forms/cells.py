"""Cells of a register row: codes, dates, days and closed words, read as people write them."""

import re
import unicodedata
from datetime import date, timedelta

from schema.forms.headings import fold, folded_words
from schema.types.form import Form
from schema.types.storable import storable_text

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_BREAK_IN_WORD = re.compile(r"(?<=[\u3000-\u9fff])\s*[\r\n]\s*(?=[\u3000-\u9fff])")
_BREAK = re.compile(r"\s*[\r\n]\s*")

CODE = re.compile(r"\d{10}|bm\d{8}")
"""网站标识码: area code and serial, or a department of the State Council."""
PROVINCES = frozenset(
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 66))
    for number in range(first, last + 1)
)
"""First two digits of GB/T 2260; 66 is the 兵团."""
_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?e\+?\d+")
_ROUNDED = re.compile(r"\d{16,}")  # a number of Excel keeps 15 digits
_CODE_LIKE = re.compile(r"[0-9a-z]+")

_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_NUMBER = re.compile(r"([二三]?)十([一二三四五六七八九]?)")
_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?:\D.*)?", re.DOTALL)
_EIGHT_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}

_DAYS = re.compile(r"(\d{1,4})(?:个)?(日|天|周|星期)?")
_UNITS = {"周": 7, "星期": 7}


def clean(text: str) -> str:
    """Trim a cell and join the lines that somebody broke to fit it."""
    visible = _INVISIBLE.sub("", storable_text(text)).strip()
    return _BREAK.sub(" ", _BREAK_IN_WORD.sub("", visible))


def is_empty_word(text: str, form: Form) -> bool:
    """Tell whether a cell says that it is empty (无, -)."""
    return fold(text) in folded_words(form.empty_words)


def read_code(text: str) -> tuple[str | None, str | None]:
    """Read a 网站标识码: the code, None when it is lost, and a remark when it looks odd."""
    code = "".join(unicodedata.normalize("NFKC", text).split()).lstrip("'`‘’").casefold()
    code = code.removesuffix(".0")
    if CODE.fullmatch(code):
        strange = code[0].isdigit() and code[:2] not in PROVINCES
        return code, f"{code}: no province has the number {code[:2]}" if strange else None
    if _SCIENTIFIC.fullmatch(code) or _ROUNDED.fullmatch(code):
        return None, f"{text}: the spreadsheet has lost the code's digits; it is not taken"
    if not _CODE_LIKE.fullmatch(code):
        return None, f"{text}: this is no code; it is not taken"
    return code, f"{code}: a code has 10 digits, or bm and 8 digits; it is taken as it is"


def read_date(text: str, *, date1904: bool) -> date | None:
    """Read a day: 2015-04-08, 2015.4.8, 20150408, 二〇一五年四月八日 or a day number."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = _CHINESE_NUMBER.sub(_tens, plain).translate(_CHINESE_DIGITS)
    found = _EIGHT_DIGITS.fullmatch(plain) or _DATE.fullmatch(plain)
    if found is None:
        serial = _SERIAL.fullmatch(plain)
        return None if serial is None else _EPOCHS[date1904] + timedelta(int(serial[1]))
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _tens(found: re.Match[str]) -> str:
    """Write 十一 as 11 and 二十 as 20; the digits themselves are translated after."""
    return f"{found[1] or '一'}{found[2] or '零'}"


def read_days(text: str) -> int | None:
    """Read a number of days; weeks are days too, months and years are not exact enough."""
    found = _DAYS.fullmatch(fold(text))
    days = int(found[1]) * _UNITS.get(found[2], 1) if found else 0
    return days or None


def meaning(form: Form, word_list: str, text: str) -> str | None:
    """Give what a closed word stands for, None when the form does not know it."""
    folded = fold(text)
    for sense, words in form.words[word_list].items():
        if folded in folded_words(words):
            return sense
    return None
