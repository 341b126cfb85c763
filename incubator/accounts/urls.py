"""The face of the slices' pages."""

from django.urls import path

from incubator.accounts.people import views as people
from incubator.accounts.privacy import views as privacy

app_name = "accounts"
urlpatterns = [
    path("account/", people.profile, name="profile"),
    path("account/language/", people.language_switch, name="language_switch"),
    path("account/data/", privacy.my_data, name="my_data"),
    path("account/data/download/", privacy.my_data_download, name="my_data_download"),
    path("account/notice/", privacy.notice_agree, name="notice_agree"),
    path("account/consents/<int:pk>/withdraw/", privacy.consent_withdraw, name="consent_withdraw"),
    path("privacy/", privacy.privacy_notice, name="privacy_notice"),
    path("privacy/<int:version>/", privacy.privacy_notice, name="privacy_notice"),
]
