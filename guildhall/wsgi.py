"""The site as a WSGI application, for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guildhall.settings")
application = get_wsgi_application()

from guildhall.briefing import warm  # noqa: E402 -- Django must be set up first

warm.up(application)
