from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

INDEX_ENTRY = Personal(
    _("Finding again what was written down"),
    basis="public interest",
    retention_months=36,
    erase="delete",
    withheld=_("It repeats what is given elsewhere, so that it can be found."),
)

PERSONAL = {
    "search.SearchEntry": dict.fromkeys(["person_id", "title", "detail"], INDEX_ENTRY),
    "search.Posting": {"word": INDEX_ENTRY},
    "search.Word": {"text": replace(INDEX_ENTRY, purpose=_("Finding it even when a letter is wrong"))},
}
OWNERS = {
    "search.SearchEntry": "copy: what people find",
    "search.Posting": "copy: what people find",
    "search.Word": "copy: what people find",
}
VISIBLE = {
    **dict.fromkeys(["search.SearchEntry", "search.Posting", "search.Word"], visible_to_nobody),
}
NAMES = {
    "search.SearchEntry": _("What the search shows"),
    "search.Posting": _("Words by which it is found"),
    "search.Word": _("Vocabulary of the search"),
}
NOT_PERSONAL = {
    "search.SearchEntry": ["id", "kind", "object_id", "chamber_id", "url"],
    "search.Posting": ["id", "entry", "weight"],
    "search.Word": ["id"],
}
