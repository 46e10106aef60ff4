"""The working calendar of a programme."""

from datetime import date

from django.urls import reverse

from programmes.figures.workdays import national_days, workdays_of
from programmes.models import CalendarDay
from tests.making import sent

NEW_YEAR = {"day": "2024-11-20", "is_workday": "no", "name": "彝族年"}


def test_the_days_of_a_programme_are_its_own(cast):
    new_year = date(2024, 11, 20)
    CalendarDay.objects.create(programme=cast.alpha, day=new_year, name="彝族年")
    assert not workdays_of(cast.alpha).is_workday(new_year)
    assert workdays_of(cast.beta.programme).is_workday(new_year)


def test_the_national_days_of_a_year_are_listed_by_holiday():
    found = {one.name: one for one in national_days(2024)}
    assert next(iter(found)) == "元旦"
    assert found["国庆节"].works == [date(2024, 9, 29), date(2024, 10, 12)]
    assert date(2024, 10, 7) in found["国庆节"].rests


def test_the_page_shows_both_and_says_which_year_is_not_known(as_, cast):
    assert "2024年国家放假安排" in (page := as_("clerk").get(reverse("calendar")).text)
    assert "尚未收录" not in page
    cast.alpha.as_of = date(2027, 3, 1)
    cast.alpha.save()
    assert "2027年的国家放假安排尚未收录" in as_("clerk").get(reverse("calendar")).text


def test_a_day_is_set_once(as_, cast):
    address = reverse("new_calendar_day")
    assert as_("clerk").post(address, sent(**NEW_YEAR)).status_code == 302
    again = as_("clerk").post(address, sent(**NEW_YEAR))
    assert (again.status_code, CalendarDay.objects.of(cast.alpha).count()) == (200, 1)
