from django.urls import path

from programs.graduation import views

urlpatterns = [
    path("graduations/", views.graduation_list, name="graduation_list"),
    path("graduations/<uuid:pk>/certificate.pdf", views.graduation_pdf, name="graduation_pdf"),
    path("graduations/<uuid:pk>/farewell/", views.farewell_form, name="farewell_form"),
    path("alumni/<str:token>/", views.alumni_answer, name="alumni_answer"),
]
