"""Index lines of a hand-over (CDXJ): where the newest answer of an address lies."""

import json
import re

from crawler.evidence.members import StoredRecord
from crawler.evidence.warc import END
from crawler.policy.canonical import parse_http

_INDEXED = {"response", "revisit"}
_WWW = re.compile(r"^www\d*\.")
_NOT_DIGIT = re.compile(r"\D")


def index_line(record: StoredRecord, file: str) -> str | None:
    """Give the line of an answer; None for a record that nobody looks up."""
    url = record.headers.get("WARC-Target-URI")
    if record.type not in _INDEXED or url is None:
        return None
    head = record.block.partition(END)[0].decode("latin-1").split("\r\n")
    kind = "warc/revisit" if record.type == "revisit" else _media_type(head[1:])
    value = {
        "url": url,
        "mime": kind,
        "status": [*head[0].split(" "), ""][1],
        "digest": record.headers.get("WARC-Payload-Digest", ""),
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": file,
    }
    line = json.dumps(value, ensure_ascii=True)
    return f"{sort_key(url)} {moment_digits(record.headers['WARC-Date'])} {line}"


def sort_key(url: str) -> str:
    """Give an address so that those of one domain stand together (SURT), as the tools look it up.

    `http://www.example.gov.cn:8080/A?b` is `cn,gov,example:8080)/a?b`.
    """
    parsed = parse_http(url)
    if parsed is None:
        return url.replace(" ", "%20")
    host = _WWW.sub("", parsed.hostname.strip("[]"))
    turned = ",".join(reversed(host.split(".")))  # of an IPv4 address too
    port = f":{parsed.port}" if parsed.port else ""
    path = (parsed.pathname.rstrip("/") or "/").lower()
    query = "&".join(sorted(parsed.search.removeprefix("?").lower().split("&")))
    return f"{turned}{port}){path}{'?' if query else ''}{query}"


def moment_digits(date: str) -> str:
    """Give a WARC-Date as the fourteen digits of an index."""
    return _NOT_DIGIT.sub("", date)[:14]


def _media_type(lines: list[str]) -> str:
    for line in lines:
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-type":
            return value.partition(";")[0].strip().lower() or "unk"
    return "unk"
