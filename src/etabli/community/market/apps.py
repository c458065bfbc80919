from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketConfig(AppConfig):
    name = "etabli.community.market"
    verbose_name = _("Ads and answers")
