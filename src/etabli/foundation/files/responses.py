"""Giving a file back, to whoever the caller has authorised."""

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from etabli.foundation.files.models import StoredFile


def download_response(stored: StoredFile) -> FileResponse:
    """The file as it was given, always as a download: a browser never runs what it holds. It comes through us, never
    from an address of the store.
    """
    try:
        content = stored.content.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=stored.name)
    response["Content-Type"] = stored.content_type
    response["X-Content-Type-Options"] = "nosniff"
    return response


def document_response(content: bytes, name: str, kind: str = "application/pdf") -> HttpResponse:
    """A document that we have just made, shown in the browser."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response
