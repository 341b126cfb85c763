from django.urls import path

from services.rescue.views import answering, opening

urlpatterns = [
    path("coaching/rescue/new/", opening.rescue_new, name="rescue_new"),
    path("coaching/rescue/<uuid:pk>/", opening.rescue_detail, name="rescue_detail"),
    path("rescue/<str:token>/", answering.rescue_answer, name="rescue_answer"),
]
