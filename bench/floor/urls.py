from django.urls import path

from bench.floor import views

urlpatterns = [
    path("", views.hello),
    path("list/", views.file_list),
    path("detail/", views.file_detail),
    path("dashboard/", views.dashboard),
    path("staff/list/", views.staff_list),
    path("staff/detail/", views.staff_detail),
    path("form/", views.form),
    path("report/", views.report),
    path("export/", views.export),
]
