"""Every address of the web door, by name."""

from django.urls import include, path

from commonstacks.doors.web import care_urls, drafts_urls, explore_urls, life_urls, taking_urls
from commonstacks.doors.web.pages import (
    about,
    account,
    context,
    cube,
    dataset,
    embed,
    gap,
    groups,
    handout,
    home,
    instructions,
    intake,
    joining,
    keeping,
    language,
    people,
    place,
    review,
    search,
    signing,
    suggested,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search", search.search, name="search"),
    path("waiting", home.waiting, name="waiting"),
    path("places", place.places, name="places"),
    path("places/<str:place_id>", place.place, name="place"),
    path("about", about.about, name="about"),
    path("keeping", keeping.keeping, name="keeping"),
    path("language/<slug:code>", language.language, name="language"),
    # one dataset
    path("datasets/<slug:slug>", dataset.dataset, name="dataset"),
    path("datasets/<slug:slug>/v/<int:number>", dataset.version, name="dataset-version"),
    path("datasets/<slug:slug>/v/<int:number>/view", dataset.narrow, name="narrow"),
    path("datasets/<slug:slug>/v/<int:number>/view/<str:token>", dataset.view, name="dataset-view"),
    path("datasets/<slug:slug>/v/<int:number>/embed", embed.embed, name="embed"),
    path("datasets/<slug:slug>/v/<int:number>/embed/<str:token>", embed.embed, name="embed-view"),
    path("datasets/<slug:slug>/v/<int:number>/rows", dataset.rows, name="rows"),
    path("datasets/<slug:slug>/reading", instructions.instructions, name="instructions"),
    path("datasets/<slug:slug>/groups", groups.groups, name="groups"),
    path("datasets/<slug:slug>/v/<int:number>/trust", instructions.trust, name="trust"),
    path("datasets/<slug:slug>/changes/<int:number>", dataset.change, name="change"),
    path(
        "datasets/<slug:slug>/changes/<int:number>/download/<str:form>",
        handout.changed,
        name="changed-rows",
    ),
    path("datasets/<slug:slug>/v/<int:number>/cite", handout.cite, name="cite"),
    path(
        "datasets/<slug:slug>/v/<int:number>/download/<str:form>",
        handout.download,
        name="download",
    ),
    path("datasets/<slug:slug>/v/<int:number>/file/<str:name>", handout.original, name="original"),
    path("datasets/<slug:slug>/v/<int:number>/cube.arrow", cube.arrow, name="cube"),
    path("datasets/<slug:slug>/v/<int:number>/cube.json", cube.axes, name="cube-axes"),
    # the whole page of a view
    *explore_urls.urlpatterns,
    # what is taken along
    *taking_urls.urlpatterns,
    # its context
    path("datasets/<slug:slug>/context", context.desk, name="context"),
    path("datasets/<slug:slug>/context/withdraw", context.withdraw, name="withdraw"),
    path("datasets/<slug:slug>/context/send-in", review.send_in, name="send-in"),
    path("datasets/<slug:slug>/context/suggested", suggested.decide, name="suggested"),
    path("datasets/<slug:slug>/context/gap/<str:asked>", gap.gap, name="gap"),
    path("datasets/<slug:slug>/context/<str:asked>", context.question, name="question"),
    path("datasets/<slug:slug>/review", review.review, name="review"),
    path("datasets/<slug:slug>/review/agree", review.agree, name="agree"),
    path("datasets/<slug:slug>/review/send-back", review.send_back, name="send-back"),
    # what a program suggests, what is brought in, licences
    *drafts_urls.urlpatterns,
    # care, news, revisions
    *care_urls.urlpatterns,
    # reviews, disputes, people without an account
    *life_urls.urlpatterns,
    # the form and its proposals
    path("form", include("commonstacks.doors.web.form_addresses")),
    # work
    path("add", intake.add, name="add"),
    path("jobs", intake.jobs, name="jobs"),
    path("jobs/<uuid:job_id>", intake.job, name="job"),
    path("jobs/<uuid:job_id>/cancel", intake.cancel, name="job-cancel"),
    path("sign-in", signing.sign_in, name="sign-in"),
    path("sign-in/<str:token>", signing.use_link, name="sign-in-link"),
    path("sign-out", signing.sign_out, name="sign-out"),
    # people
    path("account", account.account, name="account"),
    path("account/my-data", account.take_along, name="my-data"),
    path("account/leave", account.leave, name="leave"),
    path("people", people.people, name="people"),
    path("people/withdraw", people.withdraw, name="withdraw-invitation"),
    path("people/<uuid:key>", people.person, name="person"),
    path("people/<uuid:key>/give", people.give, name="give-role"),
    path("people/<uuid:key>/take", people.take, name="take-role"),
    path("people/<uuid:key>/belongs", people.belong, name="belongs"),
    path("people/<uuid:key>/contacts", people.contacts, name="contacts"),
    path("people/<uuid:key>/claim-link", people.claim_link, name="claim-link"),
    path("invitation/<str:token>", joining.invitation, name="invitation"),
    path("claim/<str:token>", joining.claim, name="claim"),
]
