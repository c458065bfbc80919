"""What every page must respect, whatever test asks for it. Used by the `client` fixture."""

from html.parser import HTMLParser

from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client

# Blocks of data: no browser runs them, so that no policy is asked.
DATA = {"application/json", "application/ld+json"}


class _PageRules(HTMLParser):
    """Collects what a strict Content-Security-Policy would block, and POST forms without their token."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self._form: str | None = None
        self._form_has_token = False
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        where = f"line {self.getpos()[0]}: <{tag}>"
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in DATA):
            self.faults.append(f"{where} is written in the page")
        for name, value in given.items():
            if name == "style" or name.startswith("on"):
                self.faults.append(f"{where} has an inline {name}=")
            if value.strip().lower().startswith("javascript:"):
                self.faults.append(f"{where} has a javascript: address")
        if tag == "form" and given.get("method", "").lower() == "post":
            self._form, self._form_has_token = where, False
        if tag == "input" and given.get("name") == "csrfmiddlewaretoken" and given.get("value"):
            self._form_has_token = True
        if tag in {"code", "pre", "textarea"}:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form:
            if not self._form_has_token:
                self.faults.append(f"{self._form} posts without a CSRF token")
            self._form = None
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is None and ("{{" in data or "{%" in data):
            self.faults.append(
                f"line {self.getpos()[0]}: a template mark is left in the page: {data.strip()[:60]!r}"
            )


def faults_of(html: str) -> list[str]:
    rules = _PageRules()
    rules.feed(html)
    rules.close()
    return rules.faults


class ArmedClient(Client):
    """Django's test client, which fails on any page that breaks the rules above."""

    def request(self, **request: object) -> HttpResponse:
        response = super().request(**request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        own_policy = hasattr(response, "_csp_config")  # a page that the browser holds to other rules
        if is_page and not own_policy and not isinstance(response, StreamingHttpResponse):
            policy = response.headers.get("Content-Security-Policy", "")
            assert "default-src 'none'" in policy, f"{request.get('PATH_INFO')} has no policy"
            faults = faults_of(response.content.decode(response.charset))
            assert not faults, f"{request.get('PATH_INFO')}:\n" + "\n".join(faults)
        return response
