"""The demo's settings, in a folder of its own for each test process: no test touches var/ or another's files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="weibo-tests-"))
_OWNER = os.getpid()


@atexit.register
def _remove_folder() -> None:
    if os.getpid() == _OWNER:
        shutil.rmtree(FOLDER, ignore_errors=True)


os.environ.update(SITE_MODE="demo", VAR_DIR=str(FOLDER), SECRET_KEY="only-for-tests", LOG_LEVEL="ERROR")
if os.environ.get("REDIS_URL"):
    os.environ["REDIS_PREFIX"] = f"weibo-tests-{os.getpid()}:"
MEDIA = ("MEDIA_ACCEL", *(f"MEDIA_S3_{name}" for name in ("BUCKET", "ENDPOINT", "REGION", "KEY", "SECRET")))
for unset in ("ALLOWED_HOSTS", "HTTPS", "PROXY_HOPS", "FANOUT_LIMIT", "SITE_NAME", "STATIC_ROOT", "EMAIL_URL", *MEDIA):
    os.environ.pop(unset, None)
# Playwright keeps an event loop in the main thread, which Django otherwise takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from weibo_site.settings import *  # noqa: E402,F403

# Argon2 takes 150 ms a hash, on purpose; a suite makes thousands.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Names of files as they are: the manifest would need collectstatic before each run.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
(FOLDER / "static").mkdir()
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
