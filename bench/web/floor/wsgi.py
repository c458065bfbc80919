"""What the web server loads for the floor."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.web.floor.settings"

application = get_wsgi_application()
