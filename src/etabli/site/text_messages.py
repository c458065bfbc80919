"""The settings of text messages, for those whom no mail reaches: none leaves without an address (notices/texts)."""

from decimal import Decimal

from etabli.site.environment import (
    check_placeholders,
    env_choice,
    env_countries,
    env_euros,
    env_headers,
    env_https_url,
    env_int,
    env_long_secret,
    env_pair,
    env_str,
)

__all__ = [
    "SMS_ACCEPTED",
    "SMS_BODY",
    "SMS_COUNTRIES",
    "SMS_HEADERS",
    "SMS_METHOD",
    "SMS_PER_DAY",
    "SMS_PRICE",
    "SMS_SENDER",
    "SMS_STOP_FIELDS",
    "SMS_STOP_SECRET",
    "SMS_URL",
]

SMS_URL: str = env_https_url("ETABLI_SMS_URL")
SMS_METHOD: str = env_choice("ETABLI_SMS_METHOD", ("POST", "PUT", "GET"), "POST")
SMS_HEADERS: dict[str, str] = env_headers("ETABLI_SMS_HEADERS")
SMS_BODY: str = env_str("ETABLI_SMS_BODY", '{"to": "{to}", "text": "{text}", "sender": "{sender}"}')
if SMS_URL:
    check_placeholders("ETABLI_SMS_BODY", SMS_BODY if SMS_METHOD != "GET" else "", beside=SMS_URL)
SMS_ACCEPTED: str = env_str("ETABLI_SMS_ACCEPTED")  # the field of the answer that says so
SMS_SENDER: str = env_str("ETABLI_SMS_SENDER", "Etabli")
SMS_PRICE: Decimal = env_euros("ETABLI_SMS_PRICE")  # of one message
SMS_PER_DAY: int = env_int("ETABLI_SMS_PER_DAY", 200)  # to all: what a mistake may cost
SMS_COUNTRIES: list[str] = env_countries("ETABLI_SMS_COUNTRIES", ("FR",))
SMS_STOP_SECRET: str = env_long_secret("ETABLI_SMS_STOP_SECRET")  # of the address at which STOP is told
SMS_STOP_FIELDS: list[str] = env_pair("ETABLI_SMS_STOP_FIELDS", ("from", "text"))  # number, words
