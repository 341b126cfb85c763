"""Rows of the floor: as many files as the portal has applications."""

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

from bench.floor.models import Answer, Company, File

TEXT = "We make cold rooms that need no grid, for fishermen and growers of the coast. " * 4


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--applications", type=int, default=0)

    def handle(self, **options: int) -> None:
        if not User.objects.exists():
            User.objects.create_user("staff", "staff@floor.test", "x", is_staff=True)
        start, count = datetime(2026, 1, 1, tzinfo=UTC), options["applications"]
        companies = Company.objects.bulk_create(Company(name=f"Company {n}") for n in range(count))
        states = ("sent", "sent", "sent", "eligible", "offered")
        File.objects.bulk_create(
            File(
                company=company,
                title=f"File {n}",
                state=states[n % 5],
                pitch=TEXT,
                sent_at=start + timedelta(minutes=n),
            )
            for n, company in enumerate(companies)
        )
        first = [file.pk for file in File.objects.order_by("pk")[:1]]
        Answer.objects.bulk_create(
            Answer(file_id=pk, question=f"Question {n}", text=TEXT) for pk in first for n in range(10)
        )
