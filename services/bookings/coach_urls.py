from django.urls import path

from services.bookings.views import by_mail, coaching, records

urlpatterns = [
    path("coaching/", coaching.coaching_today, name="coaching_today"),
    path("coaching/startups/", coaching.coaching_startups, name="coaching_startups"),
    path("coaching/bookings/<uuid:pk>/record/", records.record_edit, name="record_edit"),
    path("coaching/bookings/<uuid:pk>/attend/", coaching.booking_attend, name="booking_attend"),
    path("coaching/bookings/<uuid:pk>/miss/", coaching.booking_miss, name="booking_miss"),
    path("bookings/actions/<int:pk>/<slug:verb>/", records.action_settle, name="action_settle"),
    path("bookings/attendance/<str:token>/", by_mail.attendance_answer, name="attendance_answer"),
    path("bookings/rating/<str:token>/", by_mail.rating_answer, name="rating_answer"),
]
