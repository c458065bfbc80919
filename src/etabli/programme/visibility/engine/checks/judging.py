"""What is to be mended on a site, what is fine, and what can't be known: a verdict for each finding of the catalogue.

What nobody could look at is said to be unknown, never guessed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from etabli.programme.visibility.engine.checks import mail
from etabli.programme.visibility.engine.checks.facts import PageFacts, SiteFacts
from etabli.programme.visibility.engine.checks.page import contact_wording, legal_wording, wording_checks
from etabli.programme.visibility.engine.checks.page.scripts import CONSENT_MODE
from etabli.programme.visibility.engine.checks.signs import HOLDING_BACK, NOBODYS_PAGES, SOCIAL_HOSTS
from etabli.programme.visibility.engine.checks.weight import SLOW_SECONDS, heavy_pictures, wait_seconds

type State = Literal["mend", "fine", "unknown"]
GONE = {404, 410}
SENT_AWAY = {401, 403, 406, 429}  # what a site says to robots, and not to those who read it
CERTIFICATE_EXPIRED = 10  # X509_V_ERR_CERT_HAS_EXPIRED
OTHER_NAME = 62  # X509_V_ERR_HOSTNAME_MISMATCH
_KEPT_OUT = re.compile(
    r"(?<!:)(?<!: )\b(?:noindex|none)\b", re.IGNORECASE
)  # max-image-preview:none closes nothing
_ABROAD = re.compile(r"(?:33|262|508|59[046])\d")  # a code of France without its "+"
DAYS_BEFORE_END = 14
EXAMPLE_PHONE = "123456789"  # what an unfinished page has them press
MAX_VALUE = 120  # of what a page says and a sentence repeats


@dataclass(frozen=True)
class Business:
    """What the register says of whose site it is; "" where it says nothing."""

    name: str = ""
    phone: str = ""
    postal_code: str = ""
    town: str = ""
    street: str = ""
    siret: str = ""


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
        is_closed = site.robots == "closed" or bool(_KEPT_OUT.search(site.page.robots))
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
    is_fitted = "width=device-width" in viewport or "initial-scale=1" in viewport
    yield "phones", _mend(not is_fitted or re.search(r"(?<![\w-])width=(?:[6-9]\d\d|\d{4})", viewport))
    widest = re.search(r"maximum-scale=(\d{1,3}(?:\.\d{1,9})?)", viewport)
    is_held = "user-scalable=no" in viewport or "user-scalable=0" in viewport
    yield "zoom", _mend(is_held or (widest and float(widest[1]) < 2))


def _words(site: SiteFacts, page: PageFacts) -> Found:
    yield "placeholder", _mend(sign := wording_checks.placeholder(site.pages), sign=sign)
    if page.needs_script and not page.title:
        yield "title", UNKNOWN_SCRIPT
    else:
        yield "title", _mend(wording_checks.says_nothing(page.title))
    yield (
        "description",
        UNKNOWN_SCRIPT
        if page.needs_script and not page.description
        else _mend(wording_checks.presents_nothing(page.description)),
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
    sure = [name for name in page.trackers if not _may_wait(name, page.consent)]
    if sure:
        yield "trackers", Verdict("mend", {"names": ", ".join(sure)})
    elif page.trackers:
        yield "trackers", Verdict("unknown", why="consent")
    else:
        yield "trackers", UNKNOWN_SCRIPT if page.needs_script else FINE


def _may_wait(tracker: str, consent: tuple[str, ...]) -> bool:
    """Whether a tool of the page may hold this tracker back until somebody agreed."""
    if tracker.startswith("Google") and CONSENT_MODE in consent:
        return True
    return bool(HOLDING_BACK & set(consent)) or (tracker == "Google Tag Manager" and bool(consent))


def _data(site: SiteFacts, page: PageFacts) -> Found:
    if page.has_broken_data:  # what it tells can't be known
        yield "data-broken", Verdict("mend")
        return
    is_told = any(wording_checks.is_business_data(each) for each in site.pages)
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
    unknown = UNKNOWN_SCRIPT if any(page.needs_script for page in site.pages) else None
    yield from _phone(site, text, business, unknown)
    own = contact_wording.own_words(text)
    is_known_place = bool(business.postal_code) and _is_at(text, business)
    has_place = is_known_place or contact_wording.has_address(own, business.town)
    yield "address", FINE if has_place else unknown or Verdict("mend")
    if has_place and business.postal_code:
        known = ", ".join(filter(None, [business.street, f"{business.postal_code} {business.town}"]))
        yield "address-agrees", _mend(not is_known_place, known=known[:MAX_VALUE])
    if business.name:
        said = f"{text} {' '.join(page.picture_words for page in site.pages)}"
        is_named = wording_checks.holds_name(said, business.name)
        yield "name-agrees", FINE if is_named else unknown or Verdict("mend", {"known": business.name})
    yield "hours", FINE if contact_wording.has_hours(text) else unknown or Verdict("mend")
    yield from _legal(site, business, unknown)


def _is_at(text: str, business: Business) -> bool:
    return contact_wording.is_at(text, business.street, business.postal_code, business.town)


def _phone(site: SiteFacts, text: str, business: Business, unknown: Verdict | None) -> Found:
    known = contact_wording.phones_in(business.phone)
    pressed = {
        number
        for page in site.pages
        for link in page.phone_links
        for number in contact_wording.phones_in(f"+{link}" if _ABROAD.match(link) else link)
    }
    phones = pressed | contact_wording.phones_in(contact_wording.own_words(text))
    phones |= known & contact_wording.phones_in(text)
    yield "phone", FINE if phones else unknown or Verdict("mend")
    if phones:
        yield "phone-pressed", _mend(not pressed - {EXAMPLE_PHONE})
        if known:
            yield "phone-agrees", _mend(not known & phones, known=business.phone)


def _legal(site: SiteFacts, business: Business, unknown: Verdict | None) -> Found:
    """The page that says who publishes the site, or the words of any page that do."""
    host = urlsplit(site.url).netloc
    links = [link for page in site.pages for link in page.links if legal_wording.is_legal(link, host)]
    addresses = {link.url for link in links}
    read = [page for page in site.others if page.url in addresses]
    saying = [page for page in site.pages if legal_wording.says_who_publishes(page)]
    is_there = saying or any(link.status not in GONE for link in links)
    yield "legal", FINE if is_there else unknown or Verdict("mend")
    if (read or saying) and not any(page.needs_script for page in read):
        text = " ".join(page.text for page in site.pages)
        yield "legal-complete", _mend(not legal_wording.has_business_number(text, business.siret))


def _links(site: SiteFacts, page: PageFacts) -> Found:
    tried = [link for link in page.links if link.status is not None]
    own = [link for link in tried if not social_name(link.url)]
    gone = [link for link in own if link.status in GONE]
    if gone or page.astray:
        first = (gone[0].text or gone[0].url) if gone else page.astray[0]
        yield "links", Verdict("mend", {"first": first[:MAX_VALUE]})
    elif own:
        yield "links", FINE if all(link.status for link in own) else NOTHING_SEEN
    elif any(not social_name(link.url) for link in page.links):
        yield "links", NO_TIME
    social = [link for link in page.links if social_name(link.url)]
    dead = [link for link in social if link.status in GONE or is_nobodys(link.url)]
    if dead:
        yield "social", Verdict("mend", {"name": social_name(dead[0].url)})
    elif social:
        is_seen = all(link.status is not None and 200 <= link.status < 300 for link in social)
        yield "social", FINE if is_seen else UNKNOWN_OTHER


def _loading(site: SiteFacts, page: PageFacts) -> Found:
    mixed = {each.url for each in page.resources if each.url.startswith("http:")} | set(page.unprotected)
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
    host = parts.hostname or ""
    is_button = any(
        word in url
        for word in ("/sharer", "/share?", "/share.php", "/intent/", "shareArticle", "/pin/create")
    )
    network = next((each for each in SOCIAL_HOSTS if host == each or host.endswith(f".{each}")), "")
    return "" if is_button else SOCIAL_HOSTS.get(network, "")


def is_nobodys(url: str) -> bool:
    """Whether it leads to a network, and to nobody's page there: its first page, or the one that a theme began with."""
    return bool(social_name(url)) and urlsplit(url).path.strip("/").lower() in NOBODYS_PAGES
