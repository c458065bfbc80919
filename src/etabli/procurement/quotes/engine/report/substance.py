"""What a quote for a website or for social pages says, half says, leaves out or leaves unsaid of what matters later.

Which needs it speaks of is the recogniser's to say (`needs.NeedMentions`); the patterns here tell how a need
is settled: whose name the domain is in, which rights are named, how one leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..findings import PRACTICE, finding, first_passage, is_mentioned, without_parties
from ..model import Check, Quote
from ..text.pages import fold
from .facts import Fact
from .needs import NeedMentions
from .ownership import statements

_SITE = (
    r"\bsites?\b(?! de production)|\bweb\b|wordpress|\bboutique en ligne\b|e commerce|\bpages? d accueil\b"
)
_DOMAIN = r"noms? de domaine|domain name|\bdomaine\b"
_ESTATE = re.compile(r"\bDomaine (?:d(?:e|u|es) |de la |d[’'])?[A-ZÀ-Ý]")  # a firm that is called so
_OWNER = r"au nom d|titulaire|propriet|apparti|votre nom|registrant|transfer|auth info|code d autorisation"
DOMAIN_OWNER = rf"({_DOMAIN}).{{0,80}}({_OWNER})|({_OWNER}).{{0,60}}({_DOMAIN})"
_RIGHTS = (
    r"droits? d auteur|propriete intellectuelle|cession (des |de )?droits|copyright|"
    r"droits? (de reproduction|patrimoniaux|d exploitation|d utilisation)"
)
_EXTENT = r"\bdurees?\b|\bans\b|\bterritoire|\bmonde|\bfrance\b|\betendue|\bsupports?\b|\bdestination|\breproduction\b"
_OWNED = r"proprietaire d[eu] (son |votre |ce )?site|site .{0,30}(apparti|propriete)|propriete du? (client|acheteur)"
ACCESS_HANDOVER = (
    r"reversib|restitu|export|acces admin|administrateur|identifiants|codes? d acces|code source|transfert"
)
_ACCOUNT = r"administrat|proprietaire|titulaire|compte .{0,20}(votre|client)|identifiants"

# What else a good quote for a website speaks of.
_OF_A_SITE = (
    "pages", "texts", "photos", "hosting", "maintenance", "backups-security", "response", "legal-notices",
    "personal-data", "cookies", "accessibility", "training", "seo", "statistics",
)  # fmt: skip
_DOMAIN_NAME, _ACCESSIBILITY = "domain-owner", "accessibility"
_SHOP = ("shop", "payment-delivery")
_SOCIAL = ("social-pages", "posts", "community")


def substance(quote: Quote, facts: Mapping[str, Fact], mentions: NeedMentions) -> Iterator[Check]:
    """For a website: the domain, the rights and the exit one by one, what else is left out or unsaid in one finding
    each. For social pages: what is unsaid of them."""
    if is_mentioned(quote, _SITE):
        yield from _domain(quote, mentions)
        yield from _rights(quote)
        if not is_mentioned(quote, ACCESS_HANDOVER):
            yield finding(
                "exit-silent", "info",
                "Le devis ne dit pas comment reprendre votre site si vous changez de prestataire\u00a0: codes, "
                "fichiers, base de données.",
                "The quote doesn't say how to take your site with you if you change supplier: logins, files, database.",
                PRACTICE,
            )  # fmt: skip
        yield from _shop(mentions, facts)
        yield from _left_out(mentions)
        yield from _also(mentions)
    yield from _social(quote, mentions)


def _domain(quote: Quote, mentions: NeedMentions) -> Iterator[Check]:
    rows = (replace(row, text=without_parties(quote, row.text)) for row in quote.passages)
    named = next(
        (row for row in rows if re.search(_DOMAIN, fold(row.text)) and not _ESTATE.search(row.text)), None
    )
    is_said = is_mentioned(quote, DOMAIN_OWNER) or any(said.thing == "domain" for said in statements(quote))
    if is_said or mentions.leaves_out(_DOMAIN_NAME):
        return
    line = next((n for n, row in enumerate(quote.lines) if re.search(_DOMAIN, fold(row.description))), None)
    if named or line is not None:
        fr = "Le devis compte un nom de domaine, mais ne dit pas à quel nom il sera enregistré."
        en = "The quote counts a domain name, but doesn't say in whose name it will be registered."
    else:
        fr = "Le devis ne dit pas à qui sera le nom de domaine (l’adresse du site)."
        en = "The quote doesn't say whose the domain name (the site's address) will be."
    yield finding(
        "domain-silent", "info", f"{fr} Il doit être à votre nom.", f"{en} It should be in your name.",
        "AFNIC", named, line=None if named else line, place=quote.lines[line].place if line is not None else None,
    )  # fmt: skip


def _rights(quote: Quote) -> Iterator[Check]:
    named, owned = first_passage(quote, _RIGHTS), first_passage(quote, _OWNED)
    if named and is_mentioned(quote, rf"({_RIGHTS}).{{0,160}}({_EXTENT})|({_EXTENT}).{{0,80}}({_RIGHTS})"):
        return
    if named or owned:
        fr = (
            "Dire que le site ou les droits sont à vous ne suffit pas. Chaque droit doit être nommé, avec son "
            "but, son lieu et sa durée."
        )
        en = (
            "Saying that the site or the rights are yours isn't enough. Each right must be named, with its "
            "purpose, its place and its duration."
        )
    else:
        fr = "Le devis ne dit rien des droits sur les textes, images et créations."
        en = "The quote says nothing about the rights on texts, pictures and designs."
    yield finding("rights-silent", "info", fr, en, "CPI, art. L131-3", named or owned)


def _shop(mentions: NeedMentions, facts: Mapping[str, Fact]) -> Iterator[Check]:
    selling = next((mentions.included[need] for need in _SHOP if need in mentions.included), None)
    if selling is None or _ACCESSIBILITY in mentions.spoken:
        return
    staff, turnover = facts["accessibility_staff"], facts["accessibility_turnover_millions"]
    since = f"{staff.since.day}/{staff.since.month}/{staff.since.year}"
    yield finding(
        "accessibility-silent", "info",
        f"Depuis le {since}, une boutique en ligne doit pouvoir servir à tous, même à qui voit mal. Les entreprises de "
        f"services de moins de {staff.value} personnes et de {turnover.value} millions d’euros en sont dispensées.",
        f"Since {since}, an online shop must be usable by all, even by those who see badly. Service firms under "
        f"{staff.value} people and {turnover.value} million euros are exempt.",
        staff.source, selling,
    )  # fmt: skip


def _left_out(mentions: NeedMentions) -> Iterator[Check]:
    left_out = [mentions.left_out[need] for need in (_DOMAIN_NAME, *_OF_A_SITE) if mentions.leaves_out(need)]
    if left_out:
        words = list(dict.fromkeys(text.value for text in left_out))
        yield finding(
            "left-out", "info",
            f"Le devis dit ce qui n’est pas compris\u00a0: {' '.join(f'«\u00a0{text}\u00a0»' for text in words)}.",
            f"The quote says what isn't included: {' '.join(f'“{text}”' for text in words)}.",
            PRACTICE, left_out[0],
        )  # fmt: skip


def _also(mentions: NeedMentions) -> Iterator[Check]:
    unsaid = [mentions.labels[need] for need in _OF_A_SITE if need not in mentions.spoken]
    if unsaid:
        yield finding(
            "substance-silent", "info",
            f"Le devis ne dit rien de ceci\u00a0: {'\u00a0; '.join(fr for fr, _ in unsaid)}.",
            f"The quote says nothing of this: {'; '.join(en for _, en in unsaid)}.",
            PRACTICE,
        )  # fmt: skip


def _social(quote: Quote, mentions: NeedMentions) -> Iterator[Check]:
    spoken = next((mentions.included[need] for need in _SOCIAL if need in mentions.included), None)
    if spoken is None:
        return
    unsaid = []
    if not is_mentioned(quote, _ACCOUNT):
        unsaid.append(("à qui est le compte", "whose the account is"))
    if "posts" not in mentions.spoken:
        unsaid.append(("ce qui est publié, et quand", "what is published, and when"))
    if "ad-budget" not in mentions.spoken:
        unsaid.append(
            ("si l’argent de la publicité est à part", "whether the money for advertising is apart")
        )
    if unsaid:
        yield finding(
            "social-silent", "info",
            f"Le devis parle de réseaux sociaux, sans dire {', '.join(fr for fr, _ in unsaid)}.",
            f"The quote speaks of social networks, without saying {', '.join(en for _, en in unsaid)}.",
            PRACTICE, spoken,
        )  # fmt: skip
