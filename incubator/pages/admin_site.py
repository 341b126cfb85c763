from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """Django's admin with our site; the site stands in its own file, as it may be read only once all apps are there."""

    default_site = "incubator.pages.site.PortalAdminSite"
