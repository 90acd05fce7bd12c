"""Another site of this machine, that embeds the widget."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Région</title>
<style>button {{ display: none !important; }} * {{ font-size: 40px; }}</style></head>
<body><main><h1>Ma région</h1></main><script src="{url}/widget.js" data-color="#7a1f5c" defer></script></body></html>"""


class Elsewhere(ThreadingHTTPServer):
    """Another site, on another host of this machine, that embeds the widget of ``service_url``."""

    service_url = ""

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"


class HostPage(BaseHTTPRequestHandler):
    """Its one page."""

    server: Elsewhere

    def do_GET(self) -> None:
        body = HOST_PAGE.format(url=self.server.service_url).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
