"""The own pages of sponsors and households: where they stand, notes, complaints, withdrawal."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from arnsberg_hilfe.core.requests import PortalRequest
from sponsorship.forms.own_page import ComplaintForm, NoteForm
from sponsorship.models import Household, Sponsor, Sponsorship
from sponsorship.models.choices import SponsorshipStatus
from sponsorship.models.sponsorship_query import SponsorshipQuerySet
from sponsorship.presenting.own_page import cards_of, words_without_a_card
from sponsorship.presenting.sides import page_path, side_of
from sponsorship.views.link import own_page
from sponsorship.workflow import accompanying, complaints, withdrawing

Person = Sponsor | Household


@own_page
def page(request: PortalRequest, token: str, person: Person) -> HttpResponse:
    context = {
        "person": person,
        "cards": cards_of(person, timezone.localdate()),
        "consents": person.consents.current(),
        "without_a_card": words_without_a_card(person),
        "complaint_url": _address("complaint", token, person) if _known(person).exists() else "",
        "withdraw_url": _address("withdraw", token, person),
        "token": token,
    }
    return render(request, "sponsorship/own_page.html", context | {"section": "sponsorship"})


@own_page
def note(request: PortalRequest, _token: str, person: Person, pk: int) -> HttpResponse:
    """The sponsor's note on one of their Patenschaften."""
    living = person.sponsorships.filter(pk=pk, status__in=SponsorshipStatus.agreed())
    sponsorship = living.first() if isinstance(person, Sponsor) else None
    if sponsorship is None:
        raise Http404
    form = NoteForm(request.POST or None)
    if form.is_valid():
        accompanying.write_note(form.instance, sponsorship, key=form.key)
        messages.success(request, _("Danke, die Notiz ist gespeichert."))
        return redirect(page_path(person))
    return render(request, "sponsorship/note.html", {"form": form, "back": page_path(person), "section": "sponsorship"})


@own_page
def complaint(request: PortalRequest, _token: str, person: Person) -> HttpResponse:
    """About the Patenschaft they know last."""
    sponsorship = _known(person).first()
    if sponsorship is None:
        raise Http404
    form, now = ComplaintForm(request.POST or None), timezone.now()
    if form.is_valid_from(request, now=now):
        complaints.complain(person, sponsorship, form.cleaned_data["text"], key=form.key, now=now)
        messages.success(request, _("Ihre Nachricht ist angekommen. Eine zweite Person in der Fachstelle liest sie."))
        return redirect(page_path(person))
    context = {"form": form, "back": page_path(person), "section": "sponsorship"}
    return render(request, "sponsorship/complaint.html", context)


@own_page
def withdraw(request: PortalRequest, _token: str, person: Person) -> HttpResponse:
    """GET asks, POST withdraws; from then on every link of theirs is over."""
    if request.method == "POST":
        withdrawing.withdraw(person, now=timezone.now())
        return redirect("sponsorship:withdrawn")
    context = {"consents": person.consents.current(), "back": page_path(person), "section": "sponsorship"}
    return render(request, "sponsorship/withdraw.html", context)


def withdrawn(request: PortalRequest) -> HttpResponse:
    """The same for everybody."""
    return render(request, "sponsorship/withdrawn.html", {"section": "sponsorship"})


def _known(person: Person) -> SponsorshipQuerySet:
    pairs = Sponsorship.objects
    if isinstance(person, Sponsor):
        return pairs.filter(sponsor=person).known_to_sponsor()
    return pairs.filter(household=person).known_to_household()


def _address(name: str, token: str, person: Person) -> str:
    return reverse(f"sponsorship:{side_of(person)}_{name}", args=[token])
