"""Staff page: a provider's change of a published offer, beside what is live."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.requests import StaffRequest
from arnsberg_hilfe.core.roles import Area
from arnsberg_hilfe.core.staff import staff_of
from offers.forms.review import RefusalForm
from offers.models import Decision, Revision
from offers.presenting import differences, next_row
from offers.workflow import changes


@staff_of(Area.OFFERS)
def revision(request: StaffRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(Revision.objects.select_related("offer"), pk=pk)
    step = request.POST.get("step", "")
    form = RefusalForm(request.POST if step == "decline" else None)
    if step in {"first", "accept"} or form.is_valid():
        return _decide(request, record, step, form)
    context = {
        "revision": record,
        "rows": differences(record),
        "form": form,
        "next_review": record.next_review(request.user),
        "undo": Decision.objects.last_undoable(request.user, timezone.now()),
    }
    return render(request, "team/offers/revision.html", context)


def _decide(request: StaffRequest, record: Revision, step: str, form: RefusalForm) -> HttpResponse:
    now, done = timezone.now(), _("Erledigt. Der Anbieter bekommt eine Mail.")
    try:
        if step == "first":
            changes.review_first(record, by=request.user, now=now)
            done = _("Erste Prüfung vermerkt. Jetzt muss noch jemand anderes zustimmen.")
        elif step == "accept":
            changes.accept(record, by=request.user, now=now)
        else:
            changes.decline(record, form.cleaned_data["text"], by=request.user, now=now)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("offers_team:revision", record.pk)
    messages.success(request, done)
    return redirect(next_row(request.user))
