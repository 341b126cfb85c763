"""After a meeting: what the floor is told of it – letters, the question to the coach, work queues, files of records."""

from services.bookings import holdings, letters_after, merging, planning_after, queues, records


def register() -> None:
    letters_after.register()
    planning_after.register()
    records.register()
    queues.register()
    holdings.register()
    merging.register()
