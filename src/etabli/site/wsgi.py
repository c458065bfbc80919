"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from etabli.site.incidents import guarded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etabli.site.settings")

application = guarded(get_wsgi_application())
