from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

handler400 = "incubator.pages.errors.bad_request"
handler403 = "incubator.pages.errors.forbidden"
handler404 = "incubator.pages.errors.missing"
handler429 = "incubator.pages.errors.too_many"
handler500 = "incubator.pages.errors.broken"

urlpatterns = i18n_patterns(
    path("", include("incubator.pages.urls")),
    path("", include("incubator.accounts.urls")),
    path("", include("incubator.documents.urls")),
    path("", include("incubator.outbox.urls")),
    path("", include("startups.urls")),
    path("", include("programs.urls")),
    path("", include("events.urls")),
    path("", include("services.urls")),
    path("", include("incubator.reports.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)
