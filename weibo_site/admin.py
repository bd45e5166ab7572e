"""The site that staff sees at /admin/."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

OURS = frozenset(name for name in settings.INSTALLED_APPS if "." not in name and (settings.BASE_DIR / name).is_dir())


class StaffSite(AdminSite):
    """Only our own rows: the desks that libraries bring along would change rows behind our actions' backs."""

    site_title = site_header = format_lazy("{site} · {desk}", site=settings.SITE_NAME, desk=_("Administration"))
    index_title = _("Desks")
    enable_nav_sidebar = False

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        ours = [model for model in models if model._meta.app_label in OURS]
        super().register(ours, admin_class, **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Each model with its desk; those about people and what they write come first."""
        found = super().get_app_list(request, app_label)
        for app in found:
            for model in app["models"]:
                model["desk"] = self._registry[model["model"]]
        return sorted(found, key=lambda app: app["app_label"] == "core")
