"""Addresses of reviews, disputes and people without an account, by name; urls.py takes them in."""

from django.urls import path

from commonstacks.doors.web.pages import about_me, dispute, invited, life, one_gap, queue, reply

urlpatterns = [
    path("reviews", queue.reviews, name="reviews"),
    path("datasets/<slug:slug>/review/reply", queue.told, name="review-reply"),
    path("datasets/<slug:slug>/life", life.life, name="life"),
    path("datasets/<slug:slug>/life/link", life.link, name="make-link"),
    path("datasets/<slug:slug>/said/<uuid:key>/<slug:do>", life.judge, name="judge"),
    path("datasets/<slug:slug>/gaps/<slug:key>", one_gap.one_gap, name="one-gap"),
    path("datasets/<slug:slug>/disputes/<str:asked>", dispute.disputes, name="disputes"),
    path(
        "datasets/<slug:slug>/disputes/<str:asked>/<uuid:key>",
        dispute.decide,
        name="dispute-answer",
    ),
    path("datasets/<slug:slug>/reply", reply.publisher, name="publisher-reply"),
    path("datasets/<slug:slug>/about-me", about_me.recorded, name="testimony"),
    # links that are their own right
    path("reply/<str:token>", reply.by_link, name="reply"),
    path("about-me/<str:token>", about_me.by_link, name="about-me"),
    path("invited/<str:token>", invited.invited, name="invited"),
]
