"""The icons: our own drawings on a grid of 24, stroked, without a fill. One name, one `d`.

And what a colour says, in words and by a drawing: nobody has to see it.
"""

from typing import Literal, get_args

from django.utils.translation import gettext as _

type Icon = Literal[
    "add", "arrow", "ask", "back", "bench", "calendar", "chart", "check", "clock", "close",
    "download", "draft", "eye", "file", "flag", "full", "help", "lock", "mail", "menu", "off", "ok", "pen", "people",
    "phone", "pin", "print", "search", "speech", "stop", "undo", "upload", "wait",
]  # fmt: skip

PATHS: dict[str, str] = {
    "add": "M12 5v14M5 12h14",
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "ask": "M12 3a9 9 0 1 0 .01 0zM9.4 9.2c.5-2.9 5.4-2.4 5.2.3-.1 1.9-2.5 1.9-2.6 3.9M12 16.8v.1",
    "back": "M20 12H5M11 6l-6 6 6 6",
    "bench": "M2.5 8.5h19M5 8.5v12M19 8.5v12M5 15h14M8.5 8.5v-4h5v4",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8.5 3v5M15.5 3v5",
    "chart": "M4 20h16M6.5 16v-4M12 16V5M17.5 16V9",
    "check": "M4 13l5 5L20 6",
    "clock": "M12 3a9 9 0 1 0 .01 0zM12 7v5.2l3.5 2",
    "close": "M6 6l12 12M18 6L6 18",
    "download": "M12 3v12M7 10.5l5 5 5-5M4 20h16",
    "draft": "M12 3a9 9 0 0 1 2.3.3M18.4 5.7a9 9 0 0 1 1.7 2.4M21 12a9 9 0 0 1-.6 3.2M17.6 19a9 9 0 0 1-2.6 1.5"
    "M12 21a9 9 0 0 1-3-.5M5.6 18.4A9 9 0 0 1 4 15.8M3 12a9 9 0 0 1 .7-3.4M6.3 5A9 9 0 0 1 9 3.5",
    "eye": "M2.5 12c4.5-8 14.5-8 19 0-4.5 8-14.5 8-19 0zM12 9.2a2.8 2.8 0 1 0 .01 0z",
    "file": "M6 3h8l4.5 4.5V21H6zM14 3v5h4.5M9 13h6M9 17h6",
    "flag": "M6 21V4M6 5h12l-3 4 3 4H6",
    "full": "M4 5h16v14H4zM8 9v6M12 9v6M16 9v6",
    "help": "M12 3a9 9 0 1 0 .01 0zM12 8a4 4 0 1 0 .01 0zM5.7 5.7l3.5 3.5"
    "m5.6 5.6 3.5 3.5m0-12.6-3.5 3.5m-5.6 5.6-3.5 3.5",
    "lock": "M5 11h14v9H5zM8 11V8c0-5.3 8-5.3 8 0v3M12 15v2",
    "mail": "M3 6h18v13H3zM3 7l9 7 9-7",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "off": "M12 3a9 9 0 1 0 .01 0zM5.8 5.8l12.4 12.4",
    "ok": "M12 3a9 9 0 1 0 .01 0zM8 12.3l3 3 5-6",
    "pen": "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
    "people": "M9 5a3.3 3.3 0 1 0 .01 0zM2.5 20c.5-8.5 12.5-8.5 13 0"
    "m.5-14.8a3.3 3.3 0 0 1 0 6.2m2 2.9c2.2.9 3.4 2.8 3.5 5.7",
    "phone": "M5 4h4l2 5-3 2c1.2 2.6 2.9 4.3 5.4 5.4l2-3 5 2v4c-8 1.5-17-7.5-15.4-15.4z",
    "pin": "M12 21c-4-5-6.5-8.4-6.5-11.5a6.5 6.5 0 0 1 13 0c0 3.1-2.5 6.5-6.5 11.5zM12 7a2.4 2.4 0 1 0 .01 0z",
    "print": "M7 9V3h10v6M7 17H3V9h18v8h-4M7 14h10v7H7z",
    "search": "M10.5 4a6.5 6.5 0 1 0 .01 0zM15.3 15.3L21 21",
    "speech": "M4 5h16v11h-8l-5 4v-4H4z",
    "stop": "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5V13M12 16.5v.1",
    "undo": "M4 10h10c7.5 0 7.5 9 0 9h-4M8.5 5.5L4 10l4.5 4.5",
    "upload": "M12 16V4M7 8.5l5-5 5 5M4 20h16",
    "wait": "M7 3h10M7 21h10M8 3c0 6 8 6.5 8 9s-8 3-8 9M16 3c0 6-8 6.5-8 9s8 3 8 9",
}  # fmt: skip

ICON_NAMES: frozenset[str] = frozenset(get_args(Icon.__value__))


type Tone = Literal["ok", "ask", "stop"]
TONE_ICON = {"ok": "ok", "ask": "ask", "stop": "stop", "plain": "help"}


def tone_word(tone: str) -> str:
    """What the colour says, for those who don't see it."""
    words = {"ok": _("All right"), "ask": _("To ask"), "stop": _("Careful"), "plain": _("Good to know")}
    return words[tone]
