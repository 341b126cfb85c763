"""Organisations in the administration: search in both scripts, former names beside the name of today."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incubator.desk import HouseAdmin, HouseInline
from incubator.fields import DayField, LinkField, TidyCharField, TidyTextField
from incubator.listing import SearchByKey
from startups.imports.actions import organisations
from startups.models import Organisation, OrganisationName


class OrganisationForm(forms.ModelForm):
    name = TidyCharField(label=_("name"), min_length=2, max_length=200)
    kind = TidyCharField(label=_("kind"), max_length=80, required=False)
    country = TidyCharField(label=_("country"), max_length=60, required=False)
    region = TidyCharField(label=_("region"), max_length=80, required=False)
    city = TidyCharField(label=_("city"), max_length=80, required=False)
    address = TidyCharField(label=_("address"), max_length=200, required=False)
    website = LinkField(label=_("web site"), max_length=200, required=False)
    note = TidyTextField(label=_("note"), max_length=5000, required=False)

    class Meta:
        model = Organisation
        fields = ("name", "kind", "country", "region", "city", "address", "website", "note", "is_archived")


class FormerNameForm(forms.ModelForm):
    name = TidyCharField(label=_("name"), min_length=2, max_length=200)
    until = DayField(label=_("until"))

    class Meta:
        model = OrganisationName
        fields = ("name", "until")


class FormerNameInline(HouseInline):
    model = OrganisationName
    form = FormerNameForm
    template = "admin/edit_inline/stacked.html"  # the tabular one leaves its inputs without labels
    fields = ("name", "until")
    extra = 1


@admin.register(Organisation)
class OrganisationAdmin(SearchByKey, HouseAdmin):  # type: ignore[misc]
    form = OrganisationForm
    inlines = (FormerNameInline,)
    list_display = ("name", "kind", "city", "country", "is_archived")
    list_filter = ("is_archived", "kind", "country")
    search_help_text = _("Present and former names, kind, city and country, in any script and without accents.")

    def save_model(self, request: HttpRequest, obj: Organisation, form: forms.Form, change: bool) -> None:
        by: Any = request.user
        if change:
            organisations.edit(obj.pk, values=form.cleaned_data, by=by)
        else:
            obj.__dict__.update(organisations.register(values=form.cleaned_data, by=by).__dict__)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        by: Any = request.user
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for row in formset.forms:
            if row.instance.pk and (row.has_changed() or row in formset.deleted_forms):
                organisations.drop_former_name(row.instance.pk, by=by)
            if row.has_changed() and row not in formset.deleted_forms:
                said = row.cleaned_data
                former = organisations.add_former_name(form.instance.pk, name=said["name"], until=said["until"], by=by)
                formset.new_objects.append(former)
