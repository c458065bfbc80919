"""What is known of a site once it was visited, as plain values that go through JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self


@dataclass(frozen=True)
class Resource:
    """What a page loads: `kind` is style, script, image or font. `bytes`: as its server declares; None, it says
    nothing. `is_lazy`: only once somebody scrolls to it."""

    url: str
    kind: str
    bytes: int | None = None
    is_lazy: bool = False


@dataclass(frozen=True)
class Link:
    """A link of a page. `status`: what answered when it was tried; 0, nobody did; None, it wasn't tried."""

    url: str
    text: str
    status: int | None = None


@dataclass(frozen=True)
class PageFacts:
    """What one page holds. `text`: what is read of it, without what it says to machines (`data`: the kinds of JSON-LD
    and microdata, `data_text`: their values). `needs_script`: almost nothing is written before its scripts run.
    `leads_to`: where it sends by itself, or what its main
    frame holds. `astray`: the words of links that can lead nowhere. `unprotected`: what it loads without protection."""

    url: str = ""
    title: str = ""
    description: str = ""
    language: str = ""
    viewport: str = ""
    robots: str = ""
    text: str = ""
    needs_script: bool = False
    first_heading_count: int = 0
    picture_words: str = ""
    images: int = 0
    images_without_alt: int = 0
    fields: int = 0
    fields_without_label: int = 0
    empty_links: int = 0
    phone_links: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    astray: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    leads_to: str = ""
    unprotected: tuple[str, ...] = ()
    trackers: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    data_text: str = ""
    has_broken_data: bool = False

    def tried(self, statuses: Mapping[str, int], sizes: Mapping[str, int | None]) -> Self:
        """The same page, with what answered at its links and what its resources weigh."""
        links = tuple(replace(link, status=statuses.get(link.url)) for link in self.links)
        resources = tuple(replace(each, bytes=sizes.get(each.url)) for each in self.resources)
        return replace(self, links=links, resources=resources)


@dataclass(frozen=True)
class MailFacts:
    """What DNS says of the mails of a domain: `asked` is False when nobody could be asked."""

    domain: str = ""
    asked: bool = False
    receives: bool = False
    spf: tuple[str, ...] = ()
    dmarc: tuple[str, ...] = ()


@dataclass(frozen=True)
class SiteFacts:
    """What a visit brought back. `failure`: why there is no page ("" when there is one), `certificate_code`: what is
    wrong with the certificate (0: nothing). `http`: where the unencrypted address leads: "https", "http", or "" when
    nobody knows. `robots`: "closed" where Google may not come. `days_left`: of the certificate. `left_out`: what there
    was no time for."""

    url: str = ""
    status: int = 0
    failure: str = ""
    is_safe: bool = False
    certificate_code: int = 0
    days_left: int | None = None
    http: str = ""
    robots: str = ""
    page_bytes: int = 0
    page: PageFacts | None = None
    others: tuple[PageFacts, ...] = ()
    mail: MailFacts = field(default_factory=MailFacts)
    left_out: tuple[str, ...] = ()

    @property
    def pages(self) -> tuple[PageFacts, ...]:
        """The first page, then the others that were read."""
        return (self.page, *self.others) if self.page else ()

    def packed(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def page_of(packed: Mapping[str, Any]) -> PageFacts:
    """A page as `asdict` packed it. Raises TypeError, KeyError or ValueError on anything else."""
    known = {each.name for each in fields(PageFacts)}
    values = {name: _frozen(value) for name, value in packed.items() if name in known}
    values["links"] = tuple(Link(**link) for link in packed.get("links", ()))
    values["resources"] = tuple(Resource(**resource) for resource in packed.get("resources", ()))
    return PageFacts(**values)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
