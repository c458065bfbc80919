"""The settings of an installation that loses: what is written waits in memory. To see that the measurement sees it."""

import re
from typing import Any

from etabli.site import settings as sound
from etabli.site.settings import *  # noqa: F403 -- Django's settings, but for one word

DATABASES: dict[str, dict[str, Any]] = sound.DATABASES
_options = DATABASES["default"]["OPTIONS"]
if "init_command" in _options:
    _options["init_command"] = re.sub(r"synchronous=\w+", "synchronous=NORMAL", _options["init_command"])
