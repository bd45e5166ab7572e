from django.contrib.admin.apps import AdminConfig


class StaffSiteConfig(AdminConfig):
    """Django admin, with our site of it."""

    default_site = "weibo_site.admin.StaffSite"
