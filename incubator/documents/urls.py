from django.urls import path

from incubator.documents import views

app_name = "documents"
urlpatterns = [path("documents/<uuid:pk>/", views.document_download, name="document_download")]
