"""Files on a server that speaks S3 (Amazon's, or another by its `endpoint`). Needs the extra `s3`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage

from etabli.foundation.files.stores import QuarantineLookup, is_reserved

_MISSING_CODES = {"404", "NoSuchKey", "NotFound"}
_TAKEN_CODES = {"PreconditionFailed", "412"}
_CONFLICT_CODES = {"ConditionalRequestConflict", "409"}  # another writes this name at the same instant
_UNSUPPORTED_CODES = {"NotImplemented", "501"}
_UNSURE_CODES = _CONFLICT_CODES | _UNSUPPORTED_CODES


class StoreFailed(OSError):
    """The server does not answer, or refuses."""


class PrivateS3(QuarantineLookup, S3Storage):  # type: ignore[misc]  # which has no types
    """One bucket, or a folder of one. Nothing in it is public: people get files through our own pages."""

    on_disk = False

    def __init__(self, **options: Any) -> None:
        style = options.pop("addressing_style", "auto")
        client = Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"max_attempts": 3, "mode": "standard"},
            s3={"addressing_style": style},
            signature_version="s3v4",
            # Servers that are not Amazon's don't all know the checksums that newer clients add by themselves.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        # A name is a random key, never given twice: looking whether it is taken would only be one more request.
        super().__init__(**options, client_config=client, default_acl=None, file_overwrite=True)

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        with _as_os_error():
            answer = self.bucket.Object(self._normalize_name(name)).get()
            return ContentFile(answer["Body"].read(), name=name)

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        with _as_os_error():
            return str(super().save(name, content, max_length))

    def delete(self, name: str) -> None:
        with _as_os_error():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _as_os_error():
            return bool(super().exists(name))

    def save_new(self, name: str, content: bytes) -> bool:
        target = self.bucket.Object(self._normalize_name(name))
        try:
            target.put(Body=content, IfNoneMatch="*", **self.object_parameters)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code")
            if code in _TAKEN_CODES or (code in _UNSURE_CODES and self.exists(name)):
                return False
            if code not in _UNSUPPORTED_CODES:
                with _as_os_error():
                    raise
            self.save(name, ContentFile(content))
        except BotoCoreError as error:
            raise StoreFailed(str(error)) from error
        return True

    def move(self, name: str, target: str) -> None:
        with self._open(name) as file:
            content = file.read()
        self.save(target, ContentFile(content))
        with self._open(target) as file:
            if file.read() != content:
                raise StoreFailed("what was written is not what is read")
        self.delete(name)

    def walk(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        top = "".join(f"{part}/" for part in (self.location, folder) if part)
        with _as_os_error():
            for stored in self.bucket.objects.filter(Prefix=top):
                name = stored.key.removeprefix(top)
                if folder or not is_reserved(name):
                    yield name, stored.last_modified

    def where(self) -> str:
        return f"s3://{self.bucket_name}/{self.location}"


@contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        details = error.response.get("Error", {})
        if details.get("Code") in _MISSING_CODES:
            raise FileNotFoundError(details.get("Message", "")) from error
        raise StoreFailed(f"{details.get('Code')}: {details.get('Message')}") from error
    except BotoCoreError as error:
        raise StoreFailed(str(error)) from error
