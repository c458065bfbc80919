"""Django's own defaults, but for the database: the settings that Établi gives to SQLite (WAL, IMMEDIATE)."""

import os
from pathlib import Path

from etabli.site.environment import database_from_url

SECRET_KEY = "a floor keeps no secret"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["bench.web.floor"]
ROOT_URLCONF = "bench.web.floor.pages"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {"default": database_from_url("", Path(os.environ["FLOOR_DATA"]))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
UPLOAD_LIMIT_BYTES = 20_000_000  # asked for by the web server that both share
