"""`make real-sites`: captured pages served on loopback as the sites they came from, and checked.

The main job on real input: `pucha check --connect-to` asks for the real addresses, and a small
server on 127.0.0.1 answers with the captured bytes, or 404 for pages that nobody captured.
"""

import argparse
import json
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.scoring import CORPUS

OUT = Path("real-sites-out")
PAGES_OF_A_SITE = 5
GONE = b"<html><title>404</title><body>not captured</body></html>"


def main() -> int:
    """Check every site of the corpus whose homepage was captured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args()
    if not (options.corpus / "labels.jsonl").exists():
        print(f"skipped: no captured pages at {options.corpus}")
        return 0
    sites = captured_sites(options.corpus)
    with serve({key: page for site in sites for key, page in site["pages"].items()}) as port:
        failed = [site["home"] for site in sites if not check(site, port)]
    print(f"\n{len(sites) - len(failed)} of {len(sites)} sites checked; files in {OUT}")
    return 1 if failed else 0


def captured_sites(corpus: Path) -> list[dict[str, Any]]:
    """Group the captured pages by host; keep hosts with a homepage and a few pages."""
    by_host: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["url"] and row["url"].startswith("http:"):
            by_host[urlsplit(row["url"]).netloc].append(row)
    sites = []
    for host, rows in sorted(by_host.items()):
        home = next((row for row in rows if row["kind"] == "home"), None)
        if home is None or len(rows) < PAGES_OF_A_SITE:
            continue
        pages = {(host, target(row["url"])): corpus / row["file"] for row in rows}
        pages[host, "/"] = corpus / home["file"]
        sites.append(
            {"home": f"http://{host}/", "as_of": home["fetched_at"], "pages": pages, "host": host}
        )
    return sites


def target(url: str) -> str:
    """Give the path and query of an address, as a request names them."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


@contextmanager
def serve(pages: dict[tuple[str, str], Path]) -> Iterator[int]:
    """Serve the pages on a free port of loopback, by Host and path."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = pages.get((self.headers.get("Host", ""), self.path))
            body = GONE if file is None else file.read_bytes()
            self.send_response(404 if file is None else 200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def check(site: dict[str, Any], port: int) -> bool:
    """Run `pucha check` on one site as a person would."""
    print(f"\n— {site['home']} ({len(site['pages'])} captured pages)", flush=True)
    command = [
        sys.executable, "-m", "pucha", "--set", "politeness.delay=0", "--set", "survey.columns=40",
        "check", site["home"], "--connect-to", f"{site['host']}:80:127.0.0.1:{port}",
        "--as-of", site["as_of"], "--out", str(OUT / site["host"]),
    ]  # fmt: skip
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
