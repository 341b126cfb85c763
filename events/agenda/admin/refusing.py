"""What an action refuses while the admin saves comes back on the form, with everything that was typed."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from incubator.errors import Refused


class Refusing:
    """Mixin: what an action refuses while saving comes back on the form."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        return type("FormHere", (form,), {"refusal": getattr(request, "refusal", None)})

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except Refused as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            answer = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
            answer.status_code = 422
            return answer


class RefusedForm(forms.ModelForm):
    refusal: Refused | None = None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.refusal:
            field = self.refusal.field if self.refusal.field in self.fields else None
            self.add_error(field, str(self.refusal))
        return values
