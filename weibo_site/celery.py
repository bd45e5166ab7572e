"""The Celery application: JSON only, named queues, no result backend."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

import core.broker  # noqa: F401  (makes folder:// known)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weibo_site.settings")

app = Celery("weibo_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def be_patient(**_: Any) -> None:
    from core import redis

    redis.be_patient()
