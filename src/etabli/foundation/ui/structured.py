"""Facts for machines, in a page."""

from typing import Any

from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe


def ld_json(data: Any) -> SafeString:
    """JSON-LD, in a block of data that no browser runs and no policy is asked for; nothing in it can end the block."""
    block = json_script(data)  # it writes <, > and & as JSON escapes
    return mark_safe(block.replace('"application/json"', '"application/ld+json"', 1))
