from django.urls import path

from services.calendar import views

urlpatterns = [
    path("coaching/hours/", views.hours_list, name="hours_list"),
    path("coaching/hours/<int:pk>/", views.hours_change, name="hours_change"),
    path("coaching/hours/<int:pk>/remove/", views.hours_remove, name="hours_remove"),
    path("coaching/profile/", views.provider_edit, name="provider_edit"),
    path("coaching/absences/", views.absence_list, name="absence_list"),
    path("coaching/absences/new/", views.absence_new, name="absence_new"),
    path("coaching/absences/<int:pk>/withdraw/", views.absence_withdraw, name="absence_withdraw"),
    path("coaching/calendar/", views.calendar_connect, name="calendar_connect"),
]
