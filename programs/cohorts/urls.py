from django.urls import path

from programs.cohorts import views

urlpatterns = [
    path("applications/<uuid:pk>/offer/", views.offer_answer, name="offer_answer"),
    path("applications/<uuid:pk>/participation/", views.participation, name="participation"),
]
