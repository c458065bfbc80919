"""What a browser reads on the demonstration's port while it is being filled: how far it is. Plain Python."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RELOAD_SECONDS = 3

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{percent} % · {title}</title>
<noscript><meta http-equiv="refresh" content="{again}"></noscript>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.125rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.25rem }}
progress {{ width: 100%; height: 1.5rem }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p><progress max="100" value="{percent}" aria-label="{title}">{percent} %</progress></p>
<p>{percent} % · {words}</p>
<p>{after}</p>
</main>
<script>
setInterval(async () => {{
  try {{
    const answer = await fetch(location.href, {{ cache: "no-store" }});
    if (answer.status !== 503) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.title = page.title;
    document.querySelector("main").replaceWith(page.querySelector("main"));
  }} catch (absent) {{ /* the server changes hands: asked again */ }}
}}, {again} * 1000);
</script>
</body>
</html>
"""
TEXTS = {
    "fr": (
        "La démonstration se prépare",
        "Une à deux minutes, la première fois seulement. Cette page s’ouvrira toute seule.",
    ),
    "en": (
        "The demonstration is being prepared",
        "One or two minutes, the first time only. This page opens by itself.",
    ),
}


class WaitingServer(ThreadingHTTPServer):
    """Answers 503 to everything, with how far the filling is."""

    daemon_threads = True
    percent = 0
    words = ("La base de données", "The database")  # French, English

    def tell(self, percent: int, french: str, english: str) -> None:
        self.percent, self.words = percent, (french, english)

    def page(self, language: str) -> str:
        title, after = TEXTS[language]
        words = escape(self.words[language == "en"])
        return PAGE.format(
            language=language,
            title=title,
            after=after,
            words=words,
            percent=self.percent,
            again=RELOAD_SECONDS,
        )


class _Handler(BaseHTTPRequestHandler):
    server: WaitingServer

    def do_GET(self) -> None:
        language = "en" if self.headers.get("Accept-Language", "").lower().startswith("en") else "fr"
        content = self.server.page(language).encode()
        self.send_response(503)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Retry-After", str(RELOAD_SECONDS))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal shows how far it is."""


@contextmanager
def serve_waiting_page(host: str, port: int) -> Iterator[WaitingServer]:
    """Answer at this address until the block ends; the port is free again then."""
    kind = (
        type("_Server", (WaitingServer,), {"address_family": socket.AF_INET6})
        if ":" in host
        else WaitingServer
    )
    server: WaitingServer = kind((host, port), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
