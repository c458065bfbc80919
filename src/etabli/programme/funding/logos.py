"""The logo of a fund: made small when it is given, drawn on what the fund is sent."""

from base64 import b64encode
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image

from etabli.foundation.documents import jpeg_svg
from etabli.foundation.files.receiving import Examined
from etabli.programme.funding.models import Fund, FundLogo

SIDE = (480, 240)  # pixels, at most: four centimetres on paper


def shrunk(picture: Examined) -> dict[str, Any]:
    """What `set_logo` takes, of a picture that was drawn anew for screens."""
    out = BytesIO()
    with Image.open(BytesIO(picture.content)) as image:
        image.thumbnail(SIDE, Image.Resampling.LANCZOS)
        image.save(out, "JPEG", quality=88, optimize=True)
        width, height = image.size
    return {"picture": b64encode(out.getvalue()).decode(), "width": width, "height": height}


def logo_of(fund: Fund) -> FundLogo | None:
    """The one that stands: one statement. The caller has authorised the fund."""
    return FundLogo.objects.filter(fund=fund, withdrawn_at=None).order_by("-pk").first()


def drawn_logos(funds: Iterable[Fund]) -> list[dict[str, str]]:
    """As papers take them, those of these funds that have one: each an SVG and what a screen reader says."""
    return [
        {
            "drawn": jpeg_svg(logo.picture, logo.width, logo.height),
            "label": _("Logo of %(fund)s") % {"fund": fund.name},
        }
        for fund in funds
        if (logo := logo_of(fund)) is not None
    ]
