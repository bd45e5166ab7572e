"""Pages: gunicorn serves this."""

import os

from django.core.wsgi import get_wsgi_application

from core.postgresql import be_brief

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weibo_site.settings")

be_brief()
application = get_wsgi_application()
