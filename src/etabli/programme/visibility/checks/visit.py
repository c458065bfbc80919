"""Visiting a site: slowly, by its rules, for a short time, and without running anything of it.

`foundation.fetch` guards each call; what comes back is read in a confined child. What there was no time for is said.
"""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from protego import Protego

from etabli.foundation.confined import call_confined
from etabli.foundation.fetch import Failure, NotFetched, Transport, Visited, visit
from etabli.foundation.outgoing import OutgoingRequest
from etabli.programme.visibility.checks.dns_records import records_of
from etabli.programme.visibility.engine.checks.address import ALLOWED_PORTS, mail_domains
from etabli.programme.visibility.engine.checks.facts import Link, MailFacts, PageFacts, SiteFacts, page_of
from etabli.programme.visibility.engine.checks.judging import is_nobodys, social_name
from etabli.programme.visibility.engine.checks.page.legal_wording import is_legal, may_be_legal
from etabli.programme.visibility.engine.checks.page.plain_words import folded
from etabli.programme.visibility.engine.checks.signs import SHARED_HOSTS

ROBOT = "EtabliVisibility"
SECONDS_IN_ALL, SECONDS_EACH = 20.0, 8.0
DNS_SECONDS = 8.0  # for four questions, each of two seconds at most
SECONDS_BETWEEN = 0.5  # of one host: two requests a second
MAX_PAGE_BYTES, MAX_ROBOTS_BYTES = 3_000_000, 200_000
MAX_RESOURCES, MAX_LINKS, MAX_SOCIAL, MAX_PAGES = 30, 16, 4, 5
CHILD_SECONDS, CHILD_MEMORY_MB, CHILD_MOST = 5, 600, 20_000_000
CONTACT_WORDS = (  # what a word of a link begins with
    "contact", "horaire", "acces", "info", "trouver", "venir", "rendez", "adresse", "situe", "coordonnee", "visit",
    "find", "hours", "location", "rencontr", "propos", "boutique", "magasin", "atelier", "plan",
)  # fmt: skip
_KEPT_OUT = re.compile(r"(?:^|,)\s*(?:googlebot:\s*)?(?:noindex|none)\b", re.IGNORECASE)
HTML = "text/html,application/xhtml+xml"


@dataclass(frozen=True)
class Internet:
    """What a visit goes through. Only tests have another."""

    transport: Transport = field(default_factory=Transport)
    records: Callable[[str, str], list[str] | None] = records_of
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


class TimeOver(Exception):
    """The time of a visit is over."""


def visit_site(address: str, *, at: datetime, internet: Internet | None = None) -> SiteFacts:
    """What stands at this address (`engine.address.site_address`), within twenty seconds; never raises for what a site
    does."""
    visitor = _Visitor(internet or Internet())
    site = _first_page(visitor, address, at)
    if site.page is not None:
        site = _other_pages(visitor, site)
    site = replace(site, mail=_mail(visitor, urlsplit(site.url).hostname or ""))
    if site.page is not None:
        site = _what_it_loads(visitor, site)
    return replace(site, left_out=tuple(dict.fromkeys(visitor.left_out)))


def visit_pages(address: str, *, at: datetime, internet: Internet | None = None) -> SiteFacts:
    """The first page of a site, and those that say how to come and to write: nothing else is asked of it."""
    visitor = _Visitor(internet or Internet())
    site = _first_page(visitor, address, at)
    return site if site.page is None else _other_pages(visitor, site)


class _Visitor:
    """Asks one thing after the other, not more than two a second of one host, and what its robots.txt lets be asked."""

    def __init__(self, internet: Internet) -> None:
        self.internet, self.left_out = internet, list[str]()
        self._until = internet.clock() + SECONDS_IN_ALL
        self._next_at: dict[str, float] = {}
        self.statuses: dict[str, int] = {}  # of the pages that were read
        self._rules: dict[str, Protego | None] = {}

    @property
    def seconds_left(self) -> float:
        return self._until - self.internet.clock()

    def ask(
        self, url: str, method: str = "GET", *, most: int = MAX_PAGE_BYTES, accept: str = "*/*"
    ) -> Visited:
        """What answers there. Raises NotFetched, or TimeOver."""
        host = urlsplit(url).hostname or ""
        wait = self._next_at.get(host, 0) - self.internet.clock()
        if max(wait, 0) + SECONDS_BETWEEN > self.seconds_left:
            raise TimeOver
        if wait > 0:
            self.internet.pause(wait)
        self._next_at[host] = self.internet.clock() + SECONDS_BETWEEN
        headers = {"Accept": accept, "Accept-Encoding": "gzip", "User-Agent": user_agent()}
        visited = visit(
            url,
            request=OutgoingRequest(method=method, headers=headers),
            seconds=min(SECONDS_EACH, self.seconds_left),
            most_bytes=most,
            may_weaken=True,
            ports=ALLOWED_PORTS,
            transport=self.internet.transport,
        )
        self._next_at[host] += SECONDS_BETWEEN * len(visited.redirects)
        return visited

    def is_allowed(self, url: str, robot: str = ROBOT) -> bool:
        """Whether the robots.txt of its host lets this robot read it; where there is none, it does."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._read_rules(origin)
        rules = self._rules[origin]
        try:
            return rules is None or rules.can_fetch(url, robot)
        except ValueError:  # an address that can't be cut into its parts
            return False

    def _read_rules(self, origin: str) -> Protego | None:
        try:
            answer = self.ask(f"{origin}/robots.txt", most=MAX_ROBOTS_BYTES).answer
        except (NotFetched, TimeOver):
            return None
        if answer.status != 200 or b"<html" in answer.body[:2000].lower():
            return None
        return Protego.parse(answer.body.decode("utf-8-sig", "replace"))

    def status(self, url: str) -> int | None:
        """What answers at a link: 0, nobody; None, nobody may ask. Some servers only know GET. Raises TimeOver."""
        if url in self.statuses:
            return self.statuses[url]
        if not self.is_allowed(url):
            return None
        for method in ("HEAD", "GET"):
            try:
                status = self.ask(url, method).answer.status
            except NotFetched as refusal:
                if refusal.failure == Failure.TOO_LONG:
                    return 200
                if refusal.failure == Failure.ADDRESS:
                    return None
                if method == "GET":
                    return 0
                continue
            if status < 400:
                return status
        return status

    def size(self, url: str) -> int | None:
        """What something weighs, as its server declares; None when it doesn't. Raises TimeOver."""
        if not self.is_allowed(url):
            return None
        try:
            answer = self.ask(url, "HEAD").answer
        except NotFetched:
            return None
        declared = answer.headers.get("content-length", "")
        return int(declared) if answer.status == 200 and declared.isdecimal() and len(declared) < 12 else None


def user_agent() -> str:
    """Who asks, and where that is explained."""
    return f"{ROBOT}/1.0 (+{settings.BASE_URL}/visibilite/)"


def _first_page(visitor: _Visitor, address: str, at: datetime) -> SiteFacts:
    """By https, then without: the address, its certificate, the page."""
    certificate_code, refusal = 0, "unreached"
    for scheme in ("https", "http"):
        url = f"{scheme}://{address}"
        try:
            if not visitor.is_allowed(url):
                return _forbidden(visitor, url, certificate_code)
            visited = visitor.ask(url, accept=HTML)
            if visited.url != url and not visitor.is_allowed(visited.url):
                return _forbidden(visitor, visited.url, certificate_code)
        except NotFetched as failure:
            certificate_code = certificate_code or failure.certificate_code
            refusal = refusal if refusal != "unreached" else failure.failure.value
            if failure.failure == Failure.TOO_LONG:
                break
        except TimeOver:
            break
        else:
            return _seen(visitor, visited, certificate_code, at)
    return SiteFacts(url=f"https://{address}", failure=refusal, certificate_code=certificate_code)


def _forbidden(visitor: _Visitor, url: str, certificate_code: int) -> SiteFacts:
    return SiteFacts(
        url=url, failure="robots", certificate_code=certificate_code, robots=_robots(visitor, url)
    )


def _robots(visitor: _Visitor, url: str) -> str:
    """Whether Google may come, whatever we may."""
    return "" if visitor.is_allowed(url, "Googlebot") else "closed"


def _seen(visitor: _Visitor, visited: Visited, certificate_code: int, at: datetime) -> SiteFacts:
    page = _page(visited)
    if page and page.leads_to and visitor.is_allowed(page.leads_to):  # a page that only sends to another
        with suppress(NotFetched, TimeOver):
            visited = visitor.ask(page.leads_to, accept=HTML)
            page = _page(visited)
    answer, ends = visited.answer, visited.answer.certificate_ends
    is_kept_out = _KEPT_OUT.search(answer.headers.get("x-robots-tag", ""))
    return SiteFacts(
        url=visited.url,
        status=answer.status,
        failure="" if page else "status" if answer.status >= 400 else "no_page",
        is_safe=urlsplit(visited.url).scheme == "https",
        certificate_code=certificate_code,
        days_left=(ends - at).days if ends else None,
        robots="closed" if is_kept_out else _robots(visitor, visited.url),
        page_bytes=len(answer.body),
        page=page,
    )


def _page(visited: Visited) -> PageFacts | None:
    return next(iter(_read([visited]))) if visited.answer.status < 400 and _is_html(visited) else None


def _read(visits: Sequence[Visited]) -> list[PageFacts | None]:
    """What the pages say, read in a confined child; None for what it could not read."""
    heads = [
        {
            "url": each.url,
            "charset": _charset(each.answer.headers.get("content-type", "")),
            "encoding": each.answer.headers.get("content-encoding", "").lower(),
            "size": len(each.answer.body),
        }
        for each in visits
    ]
    output, _ended_well = call_confined(
        "etabli.programme.visibility.engine.checks.page.reading:serve",
        json.dumps(heads).encode() + b"\n" + b"".join(each.answer.body for each in visits),
        seconds=CHILD_SECONDS,
        memory_mb=CHILD_MEMORY_MB,
        patience=2 * CHILD_SECONDS,
        most=CHILD_MOST,
    )
    pages: list[PageFacts | None] = []
    for line in output.splitlines():
        try:
            packed = json.loads(line)
            pages.append(page_of(packed) if packed else None)
        except (ValueError, TypeError, KeyError):
            pages.append(None)
    return [*pages, *[None] * len(visits)][: len(visits)]


def _charset(content_type: str) -> str:
    return content_type.lower().partition("charset=")[2].split(";")[0].strip(" \"'")[:30]


def _other_pages(visitor: _Visitor, site: SiteFacts) -> SiteFacts:
    """Whether the unencrypted address leads to the safe one; the pages that say who they are, and when one may come."""
    assert site.page is not None  # asked only of a site that has one
    parts, visits, http = urlsplit(site.url), list[Visited](), ""
    try:
        if site.is_safe:
            http = _http_leads_to(visitor, f"http://{parts.netloc}/")
        for url in _telling_links(site.page.links, parts.netloc):
            if visitor.is_allowed(url):
                visits += _visited(visitor, url)
    except TimeOver:
        visitor.left_out.append("pages")
    others = tuple(page for page in _read(visits) if page) if visits else ()
    return replace(site, http=http, others=others)


def _http_leads_to(visitor: _Visitor, url: str) -> str:
    try:
        return urlsplit(visitor.ask(url, "HEAD").url).scheme
    except NotFetched:
        return ""


def _visited(visitor: _Visitor, url: str) -> Iterator[Visited]:
    try:
        visited = visitor.ask(url, accept=HTML)
    except NotFetched:
        return
    visitor.statuses[url] = visited.answer.status
    if visited.answer.status == 200 and _is_html(visited):
        yield visited


def _is_html(visited: Visited) -> bool:
    return "html" in visited.answer.headers.get("content-type", "html").lower()


def _telling_links(links: Iterable[Link], host: str) -> list[str]:
    """Who publishes it first, then how to reach them; under whatever name the former hides at the foot of the page."""
    own = [link for link in links if _is_own(link, host)]
    legal = [link for link in own if is_legal(link, host)][:1]
    contact = [link for link in own if _words(link).startswith(CONTACT_WORDS[0])]
    contact += [link for link in own if any(word.startswith(CONTACT_WORDS) for word in _words(link).split())]
    hidden = [] if legal else [*[link for link in reversed(own) if may_be_legal(link)][:2], *own[-1:]]
    chosen = dict.fromkeys(link.url for link in [*legal, *contact[:2], *hidden, *contact])
    return list(chosen)[:MAX_PAGES]


def _words(link: Link) -> str:
    return folded(f"{link.text} {urlsplit(link.url).path}")


def _is_own(link: Link, host: str) -> bool:
    """Whether it stays on the site, with "www." or without."""
    return urlsplit(link.url).netloc.removeprefix("www.") == host.removeprefix("www.")


def _what_it_loads(visitor: _Visitor, site: SiteFacts) -> SiteFacts:
    """Its links, then the weight of what it loads, as long as there is time."""
    assert site.page is not None  # asked only of a site that has one
    statuses, sizes = dict[str, int](), dict[str, int | None]()
    try:
        for link in _links_to_try(site):
            status = visitor.status(link.url)
            if status is not None:
                statuses[link.url] = status
    except TimeOver:
        visitor.left_out.append("links")
    loaded = [each for each in site.page.resources if not each.is_lazy or each.kind == "image"]
    try:
        for resource in loaded[:MAX_RESOURCES]:
            sizes[resource.url] = visitor.size(resource.url)
    except TimeOver:
        visitor.left_out.append("resources")
    if len(loaded) > MAX_RESOURCES:
        visitor.left_out.append("resources")
    return replace(site, page=site.page.tried(statuses, sizes))


def _links_to_try(site: SiteFacts) -> list[Link]:
    """A few of each kind: the site's own pages first, then the networks, then elsewhere."""
    assert site.page is not None  # asked only of a site that has one
    host, links = urlsplit(site.url).netloc, [link for link in site.page.links if link.url != site.url]
    links = [link for link in links if not is_nobodys(link.url)]
    social = [link for link in links if social_name(link.url)][:MAX_SOCIAL]
    own = [link for link in links if _is_own(link, host)]
    others = [link for link in links if link not in own and not social_name(link.url)]
    return [*own[: MAX_LINKS - len(social)], *social, *others][:MAX_LINKS]


def _mail(visitor: _Visitor, host: str) -> MailFacts:
    records = visitor.internet.records
    domains = mail_domains(host, SHARED_HOSTS)
    if visitor.seconds_left < DNS_SECONDS:
        visitor.left_out.append("mail")
        return MailFacts(domains[0] if domains else "")
    for domain in domains:
        servers = records(domain, "MX")
        if servers is None:
            return MailFacts(domain)
        if servers:
            spf, dmarc = records(domain, "TXT"), records(f"_dmarc.{domain}", "TXT")
            if spf is None or dmarc is None:
                return MailFacts(domain)
            return MailFacts(domain, True, True, tuple(spf), tuple(dmarc))
    return MailFacts(domains[0] if domains else "", asked=bool(domains))
