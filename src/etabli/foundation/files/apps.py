from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "etabli.foundation.files"
