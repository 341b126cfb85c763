from django.db import models
from django.utils.translation import gettext_lazy as _

from events.agenda.models.event import Event
from events.agenda.states import QuestionKind
from incubator.words import Words


class Question(models.Model):
    """A question of the event's own form. `options`: [{"value", "fr", "en", "ar"}]. Never about health: needs are a free choice (domain.md 1.7)."""

    label = Words()

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions", verbose_name=_("event"))
    key = models.SlugField(_("key"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=QuestionKind.choices, default=QuestionKind.CHOICE)
    label_fr = models.CharField(_("question (French)"), max_length=200)
    label_en = models.CharField(_("question (English)"), max_length=200, blank=True)
    label_ar = models.CharField(_("question (Arabic)"), max_length=200, blank=True)
    options = models.JSONField(_("options"), default=list, blank=True)
    is_required = models.BooleanField(_("required"), default=False)

    class Meta:
        app_label = "events"
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="question_key_is_unique_in_its_event")]

    def __str__(self) -> str:
        return self.label
