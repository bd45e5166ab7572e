"""A member's e-mail address: confirming it, having the letter sent again, exchanging it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions, letters, proofs, sign_in
from accounts.forms.passwords import ChangeEmailForm
from accounts.letters import Stationery
from accounts.requests import MemberRequest, button_of
from core.htmx import SeeOther

ADDRESS = "/accounts/email/"


@never_cache
@login_required
@sensitive_post_parameters("oldpassword")
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: MemberRequest) -> HttpResponse:
    """The address, and exchanging it: a letter goes to the new one, which must prove itself first."""
    if request.method == "POST":
        sign_in.meter_present_password(request.user)
    form = ChangeEmailForm(request.POST or None, user=request.user)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "page_title": _("E-mail")}
        return render(request, "accounts/email.html", context, status=400 if form.is_bound else 200)
    wanted = form.cleaned_data["email"]
    letters.meter(request, wanted)
    letters.ask_to_change(request.user, wanted, Stationery.of(request))
    return _written(request, wanted)


@button_of(ADDRESS)
@require_POST
def send_again(request: MemberRequest) -> HttpResponse:
    """The letter that asks to confirm, once more."""
    if request.user.email_confirmed or not request.user.email:
        return SeeOther(ADDRESS)
    letters.meter(request, request.user.email)
    letters.ask_to_confirm(request.user, Stationery.of(request))
    return _written(request, request.user.email)


def _written(request: HttpRequest, address: str) -> HttpResponse:
    messages.success(request, _("We have written to %(email)s. Open the link in that letter.") % {"email": address})
    return SeeOther(ADDRESS)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, proof: str) -> HttpResponse:
    """The letter's link shows a button (mail scanners open links); pressing it confirms. Raises proofs.StaleProof."""
    proved = proofs.read(proof)
    if request.method != "POST":
        return render(request, "accounts/confirm_email.html", {"proof": proved})
    if proved.is_change:
        actions.change_email(user=proved.user, email=proved.email, stationery=Stationery.of(request))
    else:
        actions.confirm_email(user=proved.user)
    messages.success(request, _("Thank you. Your e-mail address is confirmed."))
    return SeeOther("/" if request.user.is_authenticated else "/accounts/login/")
