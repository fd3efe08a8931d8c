from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

ANSWERED = "answered"


@dataclass(frozen=True)
class Question:
    """A page between an action and its doing, for what must be said first; `then` acts once the form is valid."""

    title: Any
    form_class: type[forms.Form]
    then: Callable[[Any, Any, dict[str, Any]], None]

    def put(self, admin: ModelAdmin, request: HttpRequest, records: QuerySet) -> HttpResponse | None:
        form = self.form_class(request.POST if ANSWERED in request.POST else None)
        if form.is_valid():
            self.then(request, records, form.cleaned_data)
            return None
        context = admin.admin_site.each_context(request) | {
            "title": self.title,
            "opts": admin.opts,
            "form": form,
            "records": records[:20],
            "count": records.count(),
            "action": request.POST["action"],
            "answered": ANSWERED,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"),
        }
        return render(request, "admin/ask.html", context)
