"""Where files are kept, written as an address. Plain Python: the settings read it before Django is there."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

ADDRESS_FORMAT = "s3://bucket/folder?endpoint=https://host&region=name, or file:///full/path"
MISSING_PACKAGES = (
    "the packages for S3 are not installed: start with ./etabli (which brings them), "
    "or install them with: pip install 'etabli[s3]'"
)


class BadAddress(ValueError):
    """The address can't be used; the text says why, and how to mend it."""


def storage_settings(url: str, *, access_key: str = "", secret_key: str = "") -> dict[str, Any]:
    """Django's settings of one storage. Empty: the data folder. Schemes: file, s3.

    Of s3: `endpoint` is the address of a server that is not Amazon's (then the bucket stands in the path), `region` its
    region, `encryption` what the server encrypts by (AES256, aws:kms). Raises BadAddress.
    """
    if not url:
        return {"BACKEND": "etabli.foundation.files.stores.Disk"}
    parts = _parts(url)
    if parts.scheme == "file" and not parts.netloc and parts.path.strip("/"):
        return {
            "BACKEND": "etabli.foundation.files.stores.Disk",
            "OPTIONS": {"location": unquote(parts.path)},
        }
    if parts.scheme != "s3" or not parts.hostname:
        raise BadAddress(f"{url!r} is not where files can be kept: write {ADDRESS_FORMAT}.")
    if parts.username or parts.password:
        raise BadAddress(
            "keys don't stand in the address: give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY_FILE."
        )
    keys = {"access_key": access_key or None, "secret_key": secret_key or None}
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise BadAddress(MISSING_PACKAGES)
    return {"BACKEND": "etabli.foundation.files.s3.PrivateS3", "OPTIONS": {**_options(parts), **keys}}


def _options(parts: SplitResult) -> dict[str, Any]:
    options = dict(parse_qsl(parts.query))
    unknown = ", ".join(sorted(options.keys() - {"endpoint", "region", "encryption"}))
    if unknown:
        raise BadAddress(f"{unknown} is nothing that we know in an address of S3: write {ADDRESS_FORMAT}.")
    return {
        "bucket_name": parts.netloc,
        "location": unquote(parts.path.strip("/")),
        "endpoint_url": options.get("endpoint"),
        "region_name": options.get("region"),
        "addressing_style": "path" if "endpoint" in options else "auto",
        "object_parameters": {"ServerSideEncryption": options["encryption"]}
        if "encryption" in options
        else {},
    }


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise BadAddress(f"{url!r} is not an address ({error}): write {ADDRESS_FORMAT}.") from None
