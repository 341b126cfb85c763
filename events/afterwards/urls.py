"""Addresses of this slice; the face of the app gathers them."""

from django.urls import path

from events.afterwards.views import certificates, desk, opinions

LINK = "registrations/link/<str:token>"
urlpatterns = [
    path("certificates/", certificates.certificate_form, name="certificate_form"),
    path("certificates/<str:code>/", certificates.certificate_check, name="certificate_check"),
    path("registrations/<uuid:pk>/certificate.pdf", certificates.certificate_pdf, name="certificate_pdf"),
    path("registrations/<uuid:pk>/after/", opinions.registration_after, name="registration_after"),
    path("registrations/<uuid:pk>/feedback/", opinions.feedback_form, name="feedback_form"),
    path(f"{LINK}/certificate.pdf", certificates.guest_certificate, name="guest_certificate"),
    path(f"{LINK}/after/", opinions.guest_after, name="guest_after"),
    path(f"{LINK}/feedback/", opinions.guest_feedback, name="guest_feedback"),
    path("door/<slug:slug>/certificates/", desk.certificate_list, name="certificate_list"),
    path("door/<slug:slug>/certificates/issue/", desk.certificate_issue, name="certificate_issue"),
    path("door/<slug:slug>/certificates/issue-one/", desk.certificate_issue_one, name="certificate_issue_one"),
    path("door/<slug:slug>/certificates/revoke/", desk.certificate_revoke, name="certificate_revoke"),
    path("door/<slug:slug>/certificates.zip", desk.certificate_archive, name="certificate_archive"),
    path("door/<slug:slug>/opinions/", desk.feedback_results, name="feedback_results"),
]
