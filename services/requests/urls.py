from django.urls import path

from services.requests.views import appointing, asking, following

ONE = "requests/<uuid:pk>/"

urlpatterns = [
    path("requests/", asking.request_list, name="request_list"),
    path("requests/new/<slug:slug>/", asking.request_new, name="request_new"),
    path(ONE, following.request_detail, name="request_detail"),
    path(f"{ONE}edit/", asking.request_edit, name="request_edit"),
    path(f"{ONE}send/", asking.request_send, name="request_send"),
    path(f"{ONE}delete/", asking.request_delete, name="request_delete"),
    path(f"{ONE}withdraw/", following.request_withdraw, name="request_withdraw"),
    path(f"{ONE}proposal/accept/", following.request_accept_scope, name="request_accept_scope"),
    path(f"{ONE}proposal/change/", following.request_decline_scope, name="request_decline_scope"),
    path(f"{ONE}delivery/accept/", following.request_accept_delivery, name="request_accept_delivery"),
    path(f"{ONE}delivery/return/", following.request_return_delivery, name="request_return_delivery"),
    path(f"{ONE}book/<slug:slug>/", appointing.request_book, name="request_book"),
    path(f"{ONE}messages/send/", following.request_say, name="request_say"),
    path(f"{ONE}files/add/", following.request_attach, name="request_attach"),
    path(f"{ONE}files/<uuid:document>/remove/", following.request_detach, name="request_detach"),
]
