"""What every page must respect, whatever test asks for it. Used by the `client` fixture."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from lxml import etree
from lxml.html import document_fromstring

# Blocks of data: no browser runs them, so that no policy is asked.
DATA = {"application/json", "application/ld+json"}
TOKEN = etree.XPath(".//input[@name='csrfmiddlewaretoken'][@value!='']")
MARKED = etree.XPath(
    "//text()[contains(., '{{') or contains(., '{%')][not(ancestor::code or ancestor::pre or ancestor::textarea)]"
)


def faults_of(html: str) -> list[str]:
    """What a strict Content-Security-Policy would block, POST forms without their token, marks of templates."""
    if not html.strip():
        return []
    page = document_fromstring(html)
    faults = [
        f"line {element.sourceline}: <{element.tag}> {fault}"
        for element in page.iter("*")
        for fault in _faults_in(element)
    ]
    for text in MARKED(page) if "{{" in html or "{%" in html else ():
        faults.append(f"a template mark is left in the page: {text.strip()[:60]!r}")
    return faults


def _faults_in(element: Any) -> Iterator[str]:
    tag, given = element.tag, element.attrib
    if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in DATA):
        yield "is written in the page"
    for name, value in given.items():
        if name == "style" or name.startswith("on"):
            yield f"has an inline {name}="
        if value.strip().lower().startswith("javascript:"):
            yield "has a javascript: address"
    if tag == "form" and given.get("method", "").lower() == "post" and not TOKEN(element):
        yield "posts without a CSRF token"


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
