"""The ads for programs: RSS 2.0, Atom 1.0 (RFC 4287, with the deleted entries of RFC 6721) and JSON.

docs/en/ads-export.md says what each field of the JSON file holds.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, rfc3339_date
from django.utils.translation import gettext as _

from etabli.community.association.trades import trade_label
from etabli.community.market.queries import PublicAd, WithdrawnAd
from etabli.foundation.notify.prose import in_html, line_of
from etabli.foundation.ui.typography import full_day

VERSION = 1


class PagedRss(Rss201rev2Feed):
    """RSS, whose next page is an `atom:link` (RFC 5005)."""

    def add_root_elements(self, handler: Any) -> None:
        """The head of the feed, then where it goes on."""
        super().add_root_elements(handler)
        if self.feed["following"]:
            handler.addQuickElement("atom:link", None, {"rel": "next", "href": self.feed["following"]})


class AtomWithTombstones(Atom1Feed):
    """Atom, in which what is gone says so, without a word of what it was; its next page is a link (RFC 5005)."""

    def root_attributes(self) -> dict[str, str]:
        """The name space of RFC 6721 too."""
        return {**super().root_attributes(), "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}

    def add_root_elements(self, handler: Any) -> None:
        """The head of the feed, then the deleted entries."""
        super().add_root_elements(handler)
        if self.feed["following"]:
            handler.addQuickElement("link", None, {"rel": "next", "href": self.feed["following"]})
        for ref, when in self.feed["gone"]:
            handler.addQuickElement("at:deleted-entry", None, {"ref": ref, "when": rfc3339_date(when)})


def rss(ads: Sequence[PublicAd], *, base: str, source: str, next_url: str, links: Sequence[str]) -> str:
    """The RSS text. `links` are the addresses of the ads' pages, in their order; `source` is the feed's own, and
    `next_url` that of its next page, "" on the last.
    """
    feed = PagedRss(**_head(base, source), following=next_url)
    _fill(feed, ads, links)
    return str(feed.writeString("utf-8"))


def atom(
    ads: Sequence[PublicAd],
    *,
    base: str,
    source: str,
    next_url: str,
    links: Sequence[str],
    gone: Sequence[tuple[str, datetime]],
) -> str:
    """The Atom text; `gone` are the addresses of the ads that were listed and no longer are, and since when."""
    feed = AtomWithTombstones(**_head(base, source), following=next_url, gone=gone)
    _fill(feed, ads, links)
    return str(feed.writeString("utf-8"))


def as_json(
    ads: Sequence[PublicAd], *, next_url: str, links: Sequence[str], gone: Sequence[WithdrawnAd]
) -> dict[str, Any]:
    """The export, as plain values."""
    return {
        "version": VERSION,
        "ads": [_row(ad, link) for ad, link in zip(ads, links, strict=True)],
        "next_url": next_url or None,
        "withdrawn": [{"id": ad.pk, "withdrawn_at": ad.at.isoformat()} for ad in gone],
    }


def ad_text(ad: PublicAd) -> str:
    """An ad as one text, for a reader of feeds or a mail."""
    lines = [ad.text]
    if ad.budget:
        lines.append(_("Budget: %(budget)s") % {"budget": ad.budget})
    if ad.budget_blank_why:
        lines.append(_("No budget given: %(why)s") % {"why": ad.budget_blank_why})
    lines += [ad.place, _("Answers until %(day)s") % {"day": full_day(ad.deadline_on)}]
    return "\n".join(line for line in lines if line)


def mail_text(ad: PublicAd, *, link: str) -> str:
    """What one copies into an e-mail to a portal."""
    hello = _(
        "Hello,\n\nA craft business looks for a professional. It agrees to have this passed on, without its name."
    )
    ends = _("To answer, or to see whether it still takes answers:\n%(link)s") % {"link": link}
    return f"{hello}\n\n{ad.title}\n\n{ad_text(ad)}\n\n{ends}"


def _head(base: str, source: str) -> dict[str, Any]:
    return {
        "title": _("What craftspeople look for"),
        "link": base,
        "description": _("Real projects of craft businesses, passed on without their names."),
        "language": "fr",
        "feed_url": source,
    }


def _fill(feed: Any, ads: Sequence[PublicAd], links: Sequence[str]) -> None:
    for ad, link in zip(ads, links, strict=True):
        feed.add_item(
            title=line_of(ad.title),
            link=link,
            unique_id=link,
            description=in_html(ad_text(ad)),
            pubdate=ad.published_at,
            updateddate=ad.published_at,
            categories=[trade_label(code) for code in ad.trades],
        )


def _row(ad: PublicAd, link: str) -> dict[str, Any]:
    return {
        "id": ad.pk,
        "url": link,
        "title": ad.title,
        "text": ad.text,
        "needs": list(ad.needs),
        "trades": list(ad.trades),
        "place": ad.place,
        "epci": ad.epci_code,
        "budget": ad.budget,
        "budget_blank_why": ad.budget_blank_why,
        "deadline": ad.deadline_on.isoformat(),
        "published_at": ad.published_at.isoformat(),
        "takes_answers": ad.takes_answers,
    }
