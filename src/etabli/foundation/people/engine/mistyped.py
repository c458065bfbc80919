"""What an e-mail address was likely meant to be, when it looks mistyped. Plain Python: nothing is asked of the network.

A proposal is only ever asked about: an address that is well-formed can always be kept as it was typed.
"""

import re

# Where people in France have their mailbox: the free and operators' mailboxes of Faker's French locale
# (faker/providers/internet/fr_FR, MIT licence, read in November 2026), less those that closed, with the other endings
# and names of the same providers. Of one name, the first is proposed when its ending lacks or is none of theirs.
PROVIDERS = (
    "gmail.com", "googlemail.com",
    "orange.fr", "wanadoo.fr", "voila.fr",
    "hotmail.fr", "hotmail.com", "outlook.fr", "outlook.com", "live.fr", "live.com", "msn.com",
    "yahoo.fr", "yahoo.com", "ymail.com", "rocketmail.com",
    "laposte.net",
    "free.fr", "aliceadsl.fr",
    "sfr.fr", "neuf.fr", "club-internet.fr", "cegetel.net", "numericable.fr", "noos.fr",
    "bbox.fr", "bouygtel.fr",
    "icloud.com", "me.com", "mac.com",
    "aol.com", "aol.fr", "gmx.fr", "gmx.com", "gmx.net", "mailo.com", "mail.com", "email.com",
    "proton.me", "protonmail.com", "pm.me",
)  # fmt: skip
NOT_MISTYPED = frozenset({"orange.com"})  # as it stands, but hardly what somebody meant
# Providers that are in many countries: an ending of two letters is likely right (hotmail.be).
INTERNATIONAL_PROVIDERS = frozenset({"hotmail", "outlook", "live", "yahoo", "gmx", "orange", "aol"})
# Endings that no domain has, and what was meant.
MISTYPED_ENDINGS = {
    "con": "com", "cim": "com", "cpm": "com", "vom": "com", "xom": "com", "ocm": "com", "cmo": "com", "comm": "com",
    "coom": "com", "conm": "com", "ft": "fr", "fe": "fr", "rf": "fr", "frr": "fr", "ffr": "fr", "nte": "net",
    "nett": "net", "ney": "net", "ogr": "org", "orgg": "org",
}  # fmt: skip
MIN_LONG_NAME = 5  # letters of a name from which one slip is likelier than another provider

_PROVIDER_BY_NAME: dict[str, str] = {}
for _domain in PROVIDERS:
    _PROVIDER_BY_NAME.setdefault(_domain.partition(".")[0], _domain)


def likely_address(typed: str) -> str:
    """The address that `typed` was likely meant to be; "" when it looks right, or like nothing that we know.

    Spaces, doubled dots and a comma for a dot are mended wherever they stand; names and endings, in the domain.
    """
    tidy = _tidy(typed)
    local, at, domain = tidy.rpartition("@")
    if not (local and at and domain) or "@" in local or '"' in typed:
        return ""
    meant = f"{local}@{_domain_meant(domain.lower())}"
    return "" if meant.lower() == typed.strip().lower() else meant


def _tidy(typed: str) -> str:
    text = re.sub(r"\s+", "", typed).replace(",", ".")
    text = re.sub(r"\.{2,}", ".", re.sub(r"@{2,}", "@", text))
    return text.strip(".").replace(".@", "@").replace("@.", "@")


def _domain_meant(domain: str) -> str:
    if domain in PROVIDERS or domain in NOT_MISTYPED:
        return domain
    name, dot, ending = domain.partition(".")
    if not dot:
        return _without_ending(domain)
    head, _dot, last = domain.rpartition(".")
    mended = f"{head}.{MISTYPED_ENDINGS[last]}" if last in MISTYPED_ENDINGS else domain
    if mended in PROVIDERS:
        return mended
    if name in _PROVIDER_BY_NAME:
        is_abroad = name in INTERNATIONAL_PROVIDERS and (len(ending) == 2 or ending.startswith("co"))
        return mended if is_abroad and mended == domain else _PROVIDER_BY_NAME[name]
    return _nearest(mended) or mended


def _without_ending(word: str) -> str:
    """ "orange", "orangefr": the provider whose domain lacks a part."""
    if word in _PROVIDER_BY_NAME:
        return _PROVIDER_BY_NAME[word]
    return next((provider for provider in PROVIDERS if provider.replace(".", "") == word), word)


def _nearest(domain: str) -> str:
    """The provider one slip away; a short name is so near to others that only letters in the wrong order count."""
    for provider in PROVIDERS:
        name = provider.partition(".")[0]
        if _is_swapped(domain, provider) or (len(name) >= MIN_LONG_NAME and _is_one_slip(domain, provider)):
            return provider
    name, _dot, ending = domain.partition(".")
    slips = [
        provider
        for provider in _PROVIDER_BY_NAME
        if len(provider) >= MIN_LONG_NAME and (_is_swapped(name, provider) or _is_one_slip(name, provider))
    ]
    exact = [f"{provider}.{ending}" for provider in slips if f"{provider}.{ending}" in PROVIDERS]
    return (exact or [_PROVIDER_BY_NAME[provider] for provider in slips] or [""])[0]


def _is_swapped(typed: str, meant: str) -> bool:
    """Whether two neighbours changed places."""
    if len(typed) != len(meant):
        return False
    differ = [place for place, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
    return (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and typed[differ[0]] == meant[differ[1]]
        and (typed[differ[1]] == meant[differ[0]])
    )


def _is_one_slip(typed: str, meant: str) -> bool:
    """Whether one letter was changed, forgotten or added."""
    short, long = sorted((typed, meant), key=len)
    if len(long) - len(short) > 1 or short == long:
        return False
    start = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    skip = 1 if len(short) == len(long) else 0
    return short[start + skip :] == long[start + 1 :]
