from django.urls import path

from services.ledger import views

urlpatterns = [
    path("services/", views.service_list, name="service_list"),
    path("services/credits/<slug:slug>/", views.credit_list, name="credit_list"),
    path("services/<slug:slug>/", views.service_detail, name="service_detail"),
]
