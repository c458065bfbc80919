from etabli.foundation.rooms import Personal

FILE = Personal(
    purpose="reading a document for its owner", basis="contract", retention_months=36, erase="delete"
)

PERSONAL = {"files.StoredFile": dict.fromkeys(["name", "content", "sha256", "given_by"], FILE)}
OWNERS = {"files.StoredFile": "file: content"}
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
}
