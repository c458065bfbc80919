"""The settings of an installation that loses: what is written waits in memory. To see that the measurement sees it."""

import re

from etabli.site.settings import *  # noqa: F403 -- Django's settings, but for one word
from etabli.site.settings import DATABASES

_options = DATABASES["default"]["OPTIONS"]
if "init_command" in _options:
    _options["init_command"] = re.sub(r"synchronous=\w+", "synchronous=NORMAL", _options["init_command"])
