"""A form acts in the programme in which it was opened, whatever another tab has chosen since."""

from django.urls import reverse

from programmes.choices import PeriodState, RoleName
from programmes.models import ReportingPeriod
from programmes.services.roles import grant_role
from tests.making import JUNE, sent


def state(programme) -> str:
    return ReportingPeriod.objects.of(programme).get(month=JUNE.start).state


def test_closing_closes_the_month_of_the_page_it_was_pressed_on(as_, cast):
    grant_role(user=cast.clerk, programme=cast.beta.programme, name=RoleName.CLERK)
    client = as_("clerk")
    client.post(reverse("choose_programme"), {"programme": cast.beta.programme.pk})
    form = sent(_programme=cast.alpha.pk)
    response = client.post(reverse("close_month", args=[JUNE]), form, follow=True)
    assert (state(cast.alpha), state(cast.beta.programme)) == (PeriodState.CLOSED, PeriodState.OPEN)
    assert response.context["programme"] == cast.alpha


def test_a_programme_in_which_one_has_no_role_is_not_taken_from_a_form(as_, cast):
    response = as_("clerk").post(
        reverse("close_month", args=[JUNE]), sent(_programme=cast.beta.programme.pk), follow=True
    )
    assert response.context["programme"] == cast.alpha
    assert state(cast.beta.programme) == PeriodState.OPEN


def test_every_form_of_a_page_names_its_programme(as_, cast):
    page = as_("clerk").get(reverse("supervision_month", args=[JUNE])).text
    assert f'name="_programme" value="{cast.alpha.pk}"' in page
