"""What staff wrote to the running cohort: one message went out, one to the late was stopped in time."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.mailings.queries import letters_of
from programs.messages import actions
from programs.messages.models import CohortMessage
from programs.messages.states import Reach
from programs.partners.models import Cohort

AGO = timedelta(days=9)
MEETING = {
    "subject_fr": "Rendez-vous de mi-parcours, jeudi à 10 h",
    "subject_en": "Mid-term meeting, Thursday at 10",
    "subject_ar": "لقاء منتصف المسار، الخميس على الساعة 10",
    "text_fr": "Nous nous retrouvons jeudi à 10 h, salle Atlas. Chaque équipe montre son prototype en cinq minutes.",
    "text_en": "We meet on Thursday at 10, in the Atlas room. Each team shows its prototype in five minutes.",
    "text_ar": "نلتقي يوم الخميس على الساعة 10 بقاعة الأطلس. يعرض كل فريق نموذجه الأولي في خمس دقائق.",
}
BEHIND = {
    "subject_fr": "Un jalon attend encore votre équipe",
    "subject_ar": "محطة ما زالت في انتظار فريقكم",
    "text_fr": "Dites-nous ce qui bloque : une date peut être déplacée, et votre coach peut vous aider.",
    "text_ar": "أخبرونا بما يعيقكم: يمكن تأجيل الموعد، ويمكن لمرافقكم أن يساعدكم.",
}


def season_of_messages(running: Cohort, *, by: User) -> None:
    sent = _sent(running, by=by, reach=Reach.TEAM, **MEETING)
    begun = timezone.now() - AGO
    CohortMessage.objects.filter(pk=sent.pk).update(begun_at=begun, due_at=begun + actions.TEN_MINUTES)
    letters_of(sent).update(due_at=begun + actions.TEN_MINUTES)
    actions.stop(_sent(running, by=by, is_for_late=True, **BEHIND).pk, by=by)


def _sent(cohort: Cohort, *, by: User, **values: Any) -> CohortMessage:
    made = actions.prepare(cohort.pk, by=by, **values)
    return actions.start(made.pk, by=by)
