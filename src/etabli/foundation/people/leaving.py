"""What a browser is asked to forget when somebody leaves it."""

from django.http.response import HttpResponseBase


def clear_browser(response: HttpResponseBase, *, storage: bool = False) -> None:
    """Have the browser forget the pages that it kept; with `storage`, what our pages wrote down in it too."""
    what = ["cache", *(["storage"] if storage else [])]
    response.headers["Clear-Site-Data"] = ", ".join(f'"{each}"' for each in what)
