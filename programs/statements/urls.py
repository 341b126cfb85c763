from django.urls import path

from programs.statements import views

urlpatterns = [
    path("statements/", views.statement_list, name="statement_list"),
    path("statements/<uuid:pk>/", views.statement_detail, name="statement_detail"),
    path("statements/<uuid:pk>/submit/", views.statement_submit, name="statement_submit"),
]
