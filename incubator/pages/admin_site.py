from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class PortalAdminSite(AdminSite):
    pass


class PortalAdminConfig(AdminConfig):
    default_site = "incubator.pages.admin_site.PortalAdminSite"
