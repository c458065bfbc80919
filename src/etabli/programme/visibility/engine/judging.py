"""What is to be mended on a site, what is fine, and what can't be known: a verdict for each finding of the catalogue.

What nobody could look at is said to be unknown, never guessed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from etabli.programme.visibility.engine import mail, wording_checks
from etabli.programme.visibility.engine.facts import Link, PageFacts, SiteFacts
from etabli.programme.visibility.engine.signs import SOCIAL_HOSTS
from etabli.programme.visibility.engine.weight import SLOW_SECONDS, heavy_pictures, wait_seconds

type State = Literal["mend", "fine", "unknown"]
GONE = {404, 410}
SENT_AWAY = {401, 403, 406, 429}  # what a site says to robots, and not to those who read it
CERTIFICATE_EXPIRED = 10  # X509_V_ERR_CERT_HAS_EXPIRED
OTHER_NAME = 62  # X509_V_ERR_HOSTNAME_MISMATCH
DAYS_BEFORE_END = 14
MAX_VALUE = 120  # of what a page says and a sentence repeats


@dataclass(frozen=True)
class Business:
    """What the register says of whose site it is; "" where it says nothing."""

    name: str = ""
    phone: str = ""
    postal_code: str = ""
    town: str = ""


@dataclass(frozen=True)
class Verdict:
    """What came of one check. `values` fill the sentence of the finding; `why`: of what is unknown, the reason."""

    state: State
    values: dict[str, str | int] = field(default_factory=dict)
    why: str = ""


FINE = Verdict("fine")
UNKNOWN_SCRIPT, NO_TIME, NOTHING_SEEN = (Verdict("unknown", why=why) for why in ("script", "time", "unseen"))
UNKNOWN_OTHER, SENT_AWAY_UNKNOWN, NO_PAGE = (
    Verdict("unknown", why=why) for why in ("refused", "away", "no_page")
)


def judge(site: SiteFacts, business: Business | None = None) -> dict[str, Verdict]:
    """A verdict by finding. A check that says nothing of this site (its mails, when it has none) has no line."""
    verdicts = dict(_reaching(site))
    page = site.page
    if page is not None:
        for check in _PAGE_CHECKS:
            verdicts |= dict(check(site, page))
        verdicts |= dict(_identity(site, business or Business()))
        verdicts |= dict(_links(site, page))
        verdicts |= dict(_loading(site, page))
    return verdicts | mail_verdicts(site)


def mail_verdicts(site: SiteFacts) -> dict[str, Verdict]:
    """Whether somebody else may write in the name of the domain; nothing where it receives no mail."""
    facts = site.mail
    if not facts.domain or (facts.asked and not facts.receives):
        return {}
    if not facts.asked:
        return {"mail-senders": NO_TIME, "mail-refusal": NO_TIME}
    values: dict[str, str | int] = {"domain": facts.domain}
    return {
        "mail-senders": FINE if mail.names_senders(facts.spf) else Verdict("mend", values),
        "mail-refusal": FINE if mail.refuses_forgery(facts.dmarc) else Verdict("mend", values),
    }


type Found = Iterator[tuple[str, Verdict]]


def _mend(is_wrong: object, **values: str | int) -> Verdict:
    return Verdict("mend", values) if is_wrong else FINE


def _reaching(site: SiteFacts) -> Found:
    if site.failure == "too_long":
        yield "answers", FINE
        yield "page-huge", Verdict("mend")
    elif site.failure == "robots" and site.robots == "closed":
        yield "answers", FINE
        yield "search-closed", Verdict("mend")
    elif site.failure == "robots" or site.status in SENT_AWAY:
        yield "answers", SENT_AWAY_UNKNOWN
    elif site.page is None:
        if site.failure == "no_page":
            yield "answers", NO_PAGE
        elif not site.certificate_code:  # it answers, and nobody should trust what does
            yield "answers", Verdict("mend")
    else:
        yield "answers", _mend(site.status >= 400)
        is_closed = site.robots == "closed" or "noindex" in site.page.robots.lower()
        yield "search-closed", _mend(is_closed)
    if site.certificate_code:
        kinds = {CERTIFICATE_EXPIRED: "certificate-ended", OTHER_NAME: "certificate-other"}
        yield kinds.get(site.certificate_code, "certificate-unknown"), Verdict("mend")
    elif site.page is not None:
        yield "https", _mend(not site.is_safe)
        if site.is_safe:
            yield from _certificate(site)


def _certificate(site: SiteFacts) -> Found:
    yield "https-forced", {"https": FINE, "http": Verdict("mend")}.get(site.http, NOTHING_SEEN)
    if site.days_left is not None:
        yield "certificate-ends", _mend(site.days_left <= DAYS_BEFORE_END, days=site.days_left)


def _phones(site: SiteFacts, page: PageFacts) -> Found:
    viewport = page.viewport.lower().replace(" ", "")
    yield "phones", _mend(not ("width=device-width" in viewport or "initial-scale=1" in viewport))
    widest = re.search(r"maximum-scale=(\d{1,3}(?:\.\d{1,9})?)", viewport)
    is_held = "user-scalable=no" in viewport or "user-scalable=0" in viewport
    yield "zoom", _mend(is_held or (widest and float(widest[1]) < 2))


def _words(site: SiteFacts, page: PageFacts) -> Found:
    yield "placeholder", _mend(sign := wording_checks.placeholder(page), sign=sign)
    if page.needs_script and not page.title:
        yield "title", UNKNOWN_SCRIPT
    else:
        yield "title", _mend(wording_checks.says_nothing(page.title))
    yield (
        "description",
        UNKNOWN_SCRIPT
        if page.needs_script and not page.description
        else _mend(len(page.description) < wording_checks.MIN_DESCRIPTION),
    )
    yield "language", _mend(not page.language)
    yield "first-heading", UNKNOWN_SCRIPT if page.needs_script else _mend(page.first_heading_count == 0)


def _access(site: SiteFacts, page: PageFacts) -> Found:
    if page.needs_script:
        yield from ((id, UNKNOWN_SCRIPT) for id in ("pictures-named", "fields-named", "links-named"))
        return
    yield "pictures-named", _mend(page.images_without_alt, n=page.images_without_alt, total=page.images)
    yield "fields-named", _mend(page.fields_without_label)
    yield "links-named", _mend(page.empty_links)


def _trackers(site: SiteFacts, page: PageFacts) -> Found:
    if page.trackers and page.consent:
        yield "trackers", Verdict("unknown", why="consent")
    elif page.needs_script and not page.trackers:
        yield "trackers", UNKNOWN_SCRIPT
    else:
        yield "trackers", _mend(page.trackers, names=", ".join(page.trackers))


def _data(site: SiteFacts, page: PageFacts) -> Found:
    if page.has_broken_data:  # what it tells can't be known
        yield "data-broken", Verdict("mend")
        return
    is_told = any(wording_checks.is_business_data(each.data) for each in site.pages)
    yield "data", UNKNOWN_SCRIPT if page.needs_script and not is_told else _mend(not is_told)


_PAGE_CHECKS: tuple[Callable[[SiteFacts, PageFacts], Found], ...] = (
    _phones,
    _words,
    _access,
    _trackers,
    _data,
)


def _identity(site: SiteFacts, business: Business) -> Found:
    """Who they are, where, when, how to reach them: on any of the pages that were read."""
    text = " ".join(f"{page.text} {page.data_text} {page.title}" for page in site.pages)
    phones = wording_checks.phones_in(text) | {
        number
        for page in site.pages
        for link in page.phone_links
        for number in wording_checks.phones_in(link)
    }
    legal = [link for page in site.pages for link in page.links if wording_checks.is_legal(link)]
    unknown = UNKNOWN_SCRIPT if any(page.needs_script for page in site.pages) else None
    yield "phone", FINE if phones else unknown or Verdict("mend")
    if phones:
        yield "phone-pressed", _mend(not any(page.phone_links for page in site.pages))
        if business.phone and (known := wording_checks.phones_in(business.phone)):
            yield "phone-agrees", _mend(not known & phones, known=business.phone)
    place = wording_checks.has_address(text)
    yield "address", FINE if place else unknown or Verdict("mend")
    if place and business.postal_code:
        agrees = business.postal_code in text or wording_checks.holds(text, business.town)
        yield "address-agrees", _mend(not agrees, known=f"{business.postal_code} {business.town}")
    if business.name:
        is_named = wording_checks.holds_name(text, business.name)
        yield "name-agrees", FINE if is_named else unknown or Verdict("mend", {"known": business.name})
    yield "hours", FINE if wording_checks.has_hours(text) else unknown or Verdict("mend")
    yield "legal", FINE if legal else unknown or Verdict("mend")
    yield from _legal_page(site, legal)


def _legal_page(site: SiteFacts, legal: list[Link]) -> Found:
    read = [page for page in site.others if wording_checks.is_legal_page(page)]
    if legal and read and not any(page.needs_script for page in read):
        text = " ".join(page.text for page in site.pages)
        yield "legal-complete", _mend(not wording_checks.has_business_number(text))


def _links(site: SiteFacts, page: PageFacts) -> Found:
    tried = [link for link in page.links if link.status is not None]
    own = [link for link in tried if not social_name(link.url)]
    gone = [link for link in own if link.status in GONE]
    if gone:
        yield "links", Verdict("mend", {"first": (gone[0].text or gone[0].url)[:MAX_VALUE]})
    elif own:
        yield "links", FINE if all(link.status for link in own) else NOTHING_SEEN
    elif any(not social_name(link.url) for link in page.links):
        yield "links", NO_TIME
    social = [link for link in page.links if social_name(link.url)]
    dead = [link for link in social if link.status in GONE]
    if dead:
        yield "social", Verdict("mend", {"name": social_name(dead[0].url)})
    elif social:
        is_seen = all(link.status is not None and 200 <= link.status < 300 for link in social)
        yield "social", FINE if is_seen else UNKNOWN_OTHER


def _loading(site: SiteFacts, page: PageFacts) -> Found:
    mixed = [each for each in page.resources if site.is_safe and each.url.startswith("http:")]
    if site.is_safe:
        yield "mixed", _mend(mixed, n=len(mixed))
    heavy = heavy_pictures(page)
    if heavy:
        yield "pictures-light", Verdict("mend", {"kilobytes": heavy[0][1]})
    else:
        yield "pictures-light", FINE if _is_weighed(page) else NOTHING_SEEN
    seconds = wait_seconds(site)
    is_whole = all(each.bytes is not None for each in page.resources if not each.is_lazy)
    if seconds > SLOW_SECONDS:
        yield "wait", Verdict("mend", {"seconds": seconds})
    else:
        yield "wait", Verdict("fine", {"seconds": seconds}) if is_whole else NOTHING_SEEN


def _is_weighed(page: PageFacts) -> bool:
    """Whether the weight of any picture is known, where there is one."""
    pictures = [each for each in page.resources if each.kind == "image"]
    return not pictures or any(each.bytes is not None for each in pictures)


def social_name(url: str) -> str:
    """The network to which this address leads; "" for any other, and for the button that only shares a page."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("fr-fr.")
    is_button = any(word in url for word in ("/sharer", "/share", "/intent/", "shareArticle", "/pin/create"))
    return "" if is_button or not parts.path.strip("/") else SOCIAL_HOSTS.get(host, "")
