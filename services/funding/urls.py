from django.urls import path

from services.funding.views import files, instruments, requests

FILE = "funding/files/<uuid:pk>/"

urlpatterns = [
    path("funding/", instruments.instrument_list, name="instrument_list"),
    path("funding/files/", requests.funding_list, name="funding_list"),
    path(FILE, requests.funding_detail, name="funding_detail"),
    path(f"{FILE}edit/", requests.funding_edit, name="funding_edit"),
    path(f"{FILE}submit/", requests.funding_submit, name="funding_submit"),
    path(f"{FILE}withdraw/", requests.funding_withdraw, name="funding_withdraw"),
    path(f"{FILE}delete/", requests.funding_delete, name="funding_delete"),
    path(f"{FILE}pieces/add/", files.funding_attach, name="funding_attach"),
    path(f"{FILE}pieces/<int:piece>/remove/", files.funding_piece_remove, name="funding_piece_remove"),
    path(f"{FILE}money/add/", files.funding_contribute, name="funding_contribute"),
    path(f"{FILE}money/<int:contribution>/remove/", files.funding_money_remove, name="funding_money_remove"),
    path(f"{FILE}conditions/<int:condition>/proof/", files.funding_prove, name="funding_prove"),
    path("funding/<slug:slug>/", instruments.instrument_detail, name="instrument_detail"),
    path("funding/<slug:slug>/apply/", requests.funding_apply, name="funding_apply"),
]
