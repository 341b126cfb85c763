from django.urls import path

from incubator.outbox import views

app_name = "outbox"
urlpatterns = [
    path("outbox/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("outbox/returns/<slug:provider>/", views.returns, name="returns"),
    path("outbox/mailbox/", views.mailbox, name="mailbox"),
    path("outbox/mailbox/<slug:key>/", views.mailbox_message, name="mailbox_message"),
]
