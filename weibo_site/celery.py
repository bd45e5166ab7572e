"""The Celery application: JSON only, named queues, no result backend."""

import os

from celery import Celery

import core.broker  # noqa: F401  (makes folder:// known)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weibo_site.settings")

app = Celery("weibo_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
