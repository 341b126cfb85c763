from django.urls import path

from programs.applications.views import mine, section, sending, talking

FILE = "applications/<uuid:pk>/"

urlpatterns = [
    path("calls/<slug:slug>/apply/", mine.application_begin, name="application_begin"),
    path("applications/", mine.application_list, name="application_list"),
    path(FILE, mine.application_detail, name="application_detail"),
    path(f"{FILE}check/", sending.application_check, name="application_check"),
    path(f"{FILE}submit/", sending.application_submit, name="application_submit"),
    path(f"{FILE}at-closing/", sending.application_insure, name="application_insure"),
    path(f"{FILE}receipt/", sending.application_receipt, name="application_receipt"),
    path(f"{FILE}receipt.pdf", sending.application_receipt_pdf, name="application_receipt_pdf"),
    path(f"{FILE}versions/<int:number>/", mine.application_version, name="application_version"),
    path(f"{FILE}edit-again/", mine.application_edit_again, name="application_edit_again"),
    path(f"{FILE}keep-sent/", mine.application_keep_sent, name="application_keep_sent"),
    path(f"{FILE}withdraw/", mine.application_withdraw, name="application_withdraw"),
    path(f"{FILE}delete/", mine.application_delete, name="application_delete"),
    path(f"{FILE}messages/", talking.application_messages, name="application_messages"),
    path(f"{FILE}messages/send/", talking.application_say, name="application_say"),
    path(f"{FILE}correction/send/", talking.application_answer, name="application_answer"),
    path(f"{FILE}correction/", talking.application_correction, name="application_correction"),
    path(f"{FILE}<slug:section>/", section.application_section, name="application_section"),
]
