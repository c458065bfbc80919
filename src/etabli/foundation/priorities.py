"""In which order the worker takes the tasks that wait: the others, mails among them, have 0."""

from enum import IntEnum


class Priority(IntEnum):
    CODE = 100  # somebody is in front of the sign-in page
    READING = 50  # somebody is in front of the page that reads their quote
    READING_HELD = 40  # the same, without an account: whoever has one never waits behind
    LOOKING = -10  # a visit to a site: it is slow, and nobody's mail waits behind it
