"""The pages of performance.md 1, as anybody would write them in ten minutes."""

from collections.abc import Callable

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from bench.floor.models import File


def passing(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A layer that does nothing."""

    def layer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        return response

    return layer


def _number(request: HttpRequest, name: str) -> int:
    return int(request.GET.get(name, "25"))


def hello(request: HttpRequest) -> HttpResponse:
    return render(request, "floor/hello.html")


def file_list(request: HttpRequest) -> HttpResponse:
    files = File.objects.select_related("company").order_by("-sent_at")[: _number(request, "rows")]
    return render(request, "floor/list.html", {"files": files})


def file_detail(request: HttpRequest) -> HttpResponse:
    file = get_object_or_404(File.objects.select_related("company"), pk=1)
    return render(request, "floor/detail.html", {"file": file})


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    files = File.objects.filter(company_id=1)[: _number(request, "rows")]
    return render(request, "floor/list.html", {"files": files})


class FilterForm(forms.Form):
    state = forms.ChoiceField(choices=[("", "-"), ("sent", "sent"), ("offered", "offered")], required=False)
    title = forms.CharField(required=False)


@login_required
def staff_list(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    files = File.objects.select_related("company").order_by("-sent_at")
    if form.is_valid() and form.cleaned_data["state"]:
        files = files.filter(state=form.cleaned_data["state"])
    page = Paginator(files, _number(request, "rows")).page(1)
    return render(request, "floor/list.html", {"files": page, "form": form, "count": page.paginator.count})


@login_required
def staff_detail(request: HttpRequest) -> HttpResponse:
    file = get_object_or_404(File.objects.select_related("company").prefetch_related("answers"), pk=1)
    return render(request, "floor/detail.html", {"file": file, "answers": file.answers.all()})


@login_required
def form(request: HttpRequest) -> HttpResponse:
    fields = {
        f"field{number}": forms.CharField(help_text="A word of help") for number in range(_number(request, "rows"))
    }
    return render(request, "floor/form.html", {"form": type("AnyForm", (forms.Form,), fields)()})


@login_required
def report(request: HttpRequest) -> HttpResponse:
    by_state = File.objects.values("state").annotate(files=Count("pk"))
    by_day = File.objects.values("sent_at__date").annotate(files=Count("pk"))
    return render(request, "floor/report.html", {"by_state": by_state, "by_day": by_day})


@login_required
def export(request: HttpRequest) -> StreamingHttpResponse:
    rows = File.objects.select_related("company").iterator(2000)
    return StreamingHttpResponse(
        f"{file.pk},{file.company.name},{file.title},{file.state},{file.sent_at}\r\n" for file in rows
    )
