from django.urls import path

from incubator.reports.pages import downloads, views

urlpatterns = [
    path("reports/", views.report_list, name="report_list"),
    path("reports/<uuid:pk>/", views.report_detail, name="report_detail"),
    path("reports/<uuid:pk>/figures/<slug:code>/", views.report_figure, name="report_figure"),
    path("reports/<uuid:pk>/ask/", views.report_ask, name="report_ask"),
    path("reports/<uuid:pk>/report.pdf", downloads.report_pdf, name="report_pdf"),
    path("reports/<uuid:pk>/report.xlsx", downloads.report_xlsx, name="report_xlsx"),
    path("reports/<uuid:pk>/report.csv", downloads.report_csv, name="report_csv"),
    path("reports/<uuid:pk>/figures.csv", downloads.report_machine_csv, name="report_machine_csv"),
    path("reports/startups/<uuid:uid>/progress.pdf", downloads.startup_progress, name="startup_progress"),
    path("open-data/", downloads.open_data, name="open_data"),
    path("open-data/figures.csv", downloads.open_data_csv, name="open_data_csv"),
    path("open-data/figures-office.csv", downloads.open_data_office_csv, name="open_data_office_csv"),
]
