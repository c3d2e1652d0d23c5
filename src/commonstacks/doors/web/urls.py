"""Every address of the web door, by name."""

from django.urls import path

from commonstacks.doors.web.pages import (
    about,
    context,
    cube,
    dataset,
    embed,
    gap,
    handout,
    home,
    intake,
    keeping,
    place,
    review,
    search,
    signing,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search", search.search, name="search"),
    path("waiting", home.waiting, name="waiting"),
    path("places", place.places, name="places"),
    path("places/<str:place_id>", place.place, name="place"),
    path("about", about.about, name="about"),
    path("keeping", keeping.keeping, name="keeping"),
    # one dataset
    path("datasets/<slug:slug>", dataset.dataset, name="dataset"),
    path("datasets/<slug:slug>/v/<int:number>", dataset.version, name="dataset-version"),
    path("datasets/<slug:slug>/v/<int:number>/view", dataset.narrow, name="narrow"),
    path("datasets/<slug:slug>/v/<int:number>/view/<str:token>", dataset.view, name="dataset-view"),
    path("datasets/<slug:slug>/v/<int:number>/embed", embed.embed, name="embed"),
    path("datasets/<slug:slug>/v/<int:number>/embed/<str:token>", embed.embed, name="embed-view"),
    path("datasets/<slug:slug>/v/<int:number>/rows", dataset.rows, name="rows"),
    path("datasets/<slug:slug>/changes/<int:number>", dataset.change, name="change"),
    path("datasets/<slug:slug>/v/<int:number>/cite", handout.cite, name="cite"),
    path(
        "datasets/<slug:slug>/v/<int:number>/download/<str:form>",
        handout.download,
        name="download",
    ),
    path("datasets/<slug:slug>/v/<int:number>/file/<str:name>", handout.original, name="original"),
    path("datasets/<slug:slug>/v/<int:number>/cube.arrow", cube.arrow, name="cube"),
    path("datasets/<slug:slug>/v/<int:number>/cube.json", cube.axes, name="cube-axes"),
    # its context
    path("datasets/<slug:slug>/context", context.desk, name="context"),
    path("datasets/<slug:slug>/context/withdraw", context.withdraw, name="withdraw"),
    path("datasets/<slug:slug>/context/send-in", review.send_in, name="send-in"),
    path("datasets/<slug:slug>/context/gap/<str:asked>", gap.gap, name="gap"),
    path("datasets/<slug:slug>/context/<str:asked>", context.question, name="question"),
    path("datasets/<slug:slug>/review", review.review, name="review"),
    path("datasets/<slug:slug>/review/agree", review.agree, name="agree"),
    path("datasets/<slug:slug>/review/send-back", review.send_back, name="send-back"),
    # work
    path("add", intake.add, name="add"),
    path("jobs", intake.jobs, name="jobs"),
    path("jobs/<uuid:job_id>", intake.job, name="job"),
    path("jobs/<uuid:job_id>/cancel", intake.cancel, name="job-cancel"),
    path("sign-in", signing.sign_in, name="sign-in"),
    path("sign-in/<str:token>", signing.use_link, name="sign-in-link"),
    path("sign-out", signing.sign_out, name="sign-out"),
]
