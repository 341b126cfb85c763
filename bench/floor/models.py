"""The least that a list, a detail, a form and a report need."""

from django.db import models


class Company(models.Model):
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class File(models.Model):
    company = models.ForeignKey(Company, models.CASCADE)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, db_index=True)
    pitch = models.TextField()
    sent_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.title


class Answer(models.Model):
    file = models.ForeignKey(File, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=200)
    text = models.TextField()

    def __str__(self) -> str:
        return self.question
