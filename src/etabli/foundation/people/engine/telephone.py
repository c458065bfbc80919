"""A telephone number, whole: by which two ways of writing it down are known to be the same. No Django, no clock."""

from functools import lru_cache

import phonenumbers

DEFAULT_REGION = "FR"  # where a number without a prefix is dialled


@lru_cache(maxsize=1 << 16)
def international(phone: str) -> str:
    """As machines write it, with its country ("+33612345678"); "" for what can't be a number.

    Two numbers of two countries that end alike are two.
    """
    try:
        number = phonenumbers.parse(phone, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
