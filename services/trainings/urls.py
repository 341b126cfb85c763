from django.urls import path

from services.trainings import views

urlpatterns = [
    path("services/<slug:slug>/dates/", views.training_dates, name="training_dates"),
    path("trainings/<slug:event__slug>/register/", views.training_register, name="training_register"),
]
