"""A person's name: how it is kept, and when two spellings are one person."""

import unicodedata


def tidy(name: str) -> str:
    """Give a name as it is kept: half-width, without signs that nobody sees, single spaces."""
    seen = (sign for sign in unicodedata.normalize("NFKC", name) if not _hidden(sign))
    return " ".join("".join(seen).split())


def name_key(name: str) -> str:
    """Give what two spellings of one name share: neither width, spaces nor case makes a person."""
    return tidy(name).replace(" ", "").casefold()


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf"} and not sign.isspace()
