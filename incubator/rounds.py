"""The rounds of the clock: which doorbell it rings, and how often. Celery reads them through the settings."""

#: Seconds between two rings of each doorbell; a ring nobody heard in time is dropped, the next one follows.
TICKS = {
    "outbox.dispatch": 10,
    "outbox.plan": 60,
    "outbox.reap": 300,
    "programs.close_due_calls": 30,
    "programs.publish_due": 15,
    "programs.expire_due": 60,
    "programs.keep_pace": 300,
    "events.expire_due": 30,
    "events.check_integrity": 3600,
    "services.expire_due": 30,
    "services.check_integrity": 3600,
    "services.watch_rescues": 60,
    "services.read_busy": 300,
    "services.tell_low": 3600,
    "services.lapse_introductions": 3600,
    "services.settle_seats": 60,
    "reports.open_due": 600,
    "reports.make_due": 5,
    "services.grant_allowances": 3600,
    "startups.expire_invitations": 3600,
    "startups.run_imports": 5,
    "documents.scan": 15,
    "documents.sweep": 3600,
}
SCHEDULE = {
    name: {"task": name, "schedule": float(every), "options": {"expires": every - 1}} for name, every in TICKS.items()
}
