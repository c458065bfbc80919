"""Finding, in a message, what lets somebody be reached outside: to warn, never to refuse."""

import re

import phonenumbers

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
REGION = "FR"


def reaches(text: str) -> bool:
    """Does it hold an e-mail address or a telephone number?"""
    return bool(_EMAIL.search(text)) or phonenumbers.PhoneNumberMatcher(text, REGION).has_next()
