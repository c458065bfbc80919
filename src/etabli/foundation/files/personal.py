from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, as_its_row

FILE = Personal(_("Reading your quotes with you"), basis="contract", retention_months=36, erase="delete")

PERSONAL = {
    "files.StoredFile": {
        **dict.fromkeys(["name", "content", "sha256"], FILE),
        "given_by": replace(FILE, erase="keep", kept=_("a number: what bears it is emptied")),
    }
}
OWNERS = {"files.StoredFile": "file: content", "files.StoredFile.given_by": "given_by"}
VISIBLE = {
    "files.StoredFile": as_its_row,
}
NAMES = {
    "files.StoredFile": _("Files"),
    "files.StoredFile.name": _("name of the file"),
    "files.StoredFile.content": _("in the folder"),
    "files.StoredFile.sha256": _("fingerprint of the file"),
    "files.StoredFile.given_by": _("number of who gave it"),
    "files.StoredFile.size": _("size of the file"),
    "files.StoredFile.created_at": _("received on"),
}
NOT_PERSONAL = {
    "files.StoredFile": [
        "id",
        "key",
        "chamber_id",
        "content_type",
        "size",
        "purpose",
        "created_at",
        "unheld_since",
    ],
    "files.Installation": ["id", "identity", "restored_at"],
    "files.ErasedContent": ["id", "name"],
}
