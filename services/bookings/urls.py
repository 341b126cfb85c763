from django.urls import path

from services.bookings.views import holding, links, mine, times

LINK = "bookings/link/<str:token>/"
urlpatterns = [
    path("services/<slug:slug>/times/", times.time_list, name="time_list"),
    path("services/<slug:slug>/hold/", times.booking_hold, name="booking_hold"),
    path("bookings/", mine.booking_list, name="booking_list"),
    path("bookings/<uuid:pk>/", mine.booking_detail, name="booking_detail"),
    path("bookings/<uuid:pk>/confirm/", holding.booking_confirm, name="booking_confirm"),
    path("bookings/<uuid:pk>/move/", times.booking_move, name="booking_move"),
    path("bookings/<uuid:pk>/cancel/", mine.booking_cancel, name="booking_cancel"),
    path("bookings/<uuid:pk>/file/", mine.booking_file, name="booking_file"),
    path("bookings/<uuid:pk>/files/<uuid:document>/remove/", mine.booking_file_remove, name="booking_file_remove"),
    path("bookings/<uuid:pk>/calendar.ics", mine.booking_calendar, name="booking_calendar"),
    path(LINK, links.booking_link, name="booking_link"),
    path(f"{LINK}move/", links.booking_link_move, name="booking_link_move"),
    path(f"{LINK}cancel/", links.booking_link_cancel, name="booking_link_cancel"),
    path(f"{LINK}calendar.ics", links.booking_link_calendar, name="booking_link_calendar"),
]
