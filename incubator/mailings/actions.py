"""The only code that changes the state of a mailing, whoever its readers are."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from incubator.mailings import notices
from incubator.mailings.models import Mailing
from incubator.mailings.states import MAILING

TEN_MINUTES = timedelta(minutes=10)
#: What a second one takes over from the first is all but these.
ITS_OWN = {"id", "state", "by", "begun_at", "due_at", "ended_at"}

M = TypeVar("M", bound=Mailing)


@dataclass(frozen=True)
class Mailer(Generic[M]):
    """The verbs for one model of mailings."""

    model: type[M]

    @transaction.atomic
    def prepare(self, mailing: M, *, field: str, by: Any) -> M:
        """Nothing leaves yet."""
        mailing.by = by
        if not mailing.readers():
            raise Refused(_("Nobody would get this message."), field=field)
        mailing.save(force_insert=True)
        record("prepare_message", mailing.about, by=by, message=mailing.pk)
        return mailing

    @transaction.atomic
    def edit(self, pk: int, *, by: Any, **values: Any) -> M:
        mailing = self._locked(pk)
        mailing.state = MAILING.after("edit", mailing.state)
        for name, value in values.items():
            setattr(mailing, name, value)
        mailing.save()
        return mailing

    @transaction.atomic
    def try_out(self, pk: int, *, by: Any) -> M:
        """The letter to oneself, as the others will get it."""
        mailing = self._rows.get(pk=pk)
        notices.tested(mailing, by=by)
        return mailing

    @transaction.atomic
    def start(self, pk: int, *, by: Any) -> M:
        """In ten minutes the letters leave."""
        mailing = self._locked(pk)
        mailing.state = MAILING.after("start", mailing.state)
        mailing.due_at = timezone.now() + TEN_MINUTES
        mailing.save(update_fields=["state", "due_at"])
        count = notices.sent(mailing)
        if not count:
            raise Refused(_("Nobody would get this message."))
        record("send_message", mailing.about, by=by, note=mailing.subject_fr, letters=count, message=mailing.pk)
        return mailing

    @transaction.atomic
    def stop(self, pk: int, *, by: Any) -> M:
        """Nothing has left: the letters are dropped. Raises Refused when the ten minutes are over."""
        mailing = self._locked(pk)
        if mailing.has_left:
            raise Refused(_("It is too late: the letters have left."))
        mailing.state, mailing.ended_at = MAILING.after("stop", mailing.state), timezone.now()
        mailing.save(update_fields=["state", "ended_at"])
        notices.drop(mailing)
        record("stop_message", mailing.about, by=by, note=mailing.subject_fr, message=mailing.pk)
        return mailing

    def again(self, pk: int, *, by: Any) -> M:
        """The same words to the same people, as a new message to be read: what was stopped stays stopped."""
        before = self._rows.get(pk=pk)
        kept = [field.name for field in self.model._meta.fields if field.name not in ITS_OWN]
        return self.prepare(self.model(**{name: getattr(before, name) for name in kept}), field="", by=by)

    def _locked(self, pk: int) -> M:
        return self._rows.locked().get(pk=pk)

    @property
    def _rows(self) -> Any:
        return self.model._default_manager
