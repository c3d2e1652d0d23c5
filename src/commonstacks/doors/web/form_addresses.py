"""The addresses of the form and of its proposals, below /form."""

from django.urls import path

from commonstacks.doors.web.pages import drafting, form, proposals

urlpatterns = [
    path("", form.form, name="form"),
    path("/<int:release>", form.form, name="form-release"),
    path("/<int:release>.json", form.document, name="form-json"),
    path("/own", form.own, name="own-questions"),
    path("/proposals", proposals.proposals, name="proposals"),
    path("/proposals/new", drafting.new, name="new-proposal"),
    path("/proposals/<int:number>", proposals.proposal, name="proposal"),
    path("/proposals/<int:number>/change", drafting.change, name="proposal-change"),
    path("/proposals/<int:number>/take-out", drafting.take_out, name="proposal-take-out"),
    path("/proposals/<int:number>/why", drafting.why, name="proposal-why"),
    path("/proposals/<int:number>/work-in", drafting.work_in, name="proposal-work-in"),
    path("/proposals/<int:number>/do/<slug:what>", proposals.act, name="proposal-act"),
]
