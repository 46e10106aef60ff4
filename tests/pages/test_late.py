"""Making up for a closed month in the browser's pages."""

from django.urls import reverse

from projects.models import LateEntry
from tests.making import JANUARY, JUNE, sent, wan


def address(cast, month=JANUARY):
    return reverse("late_entry", args=[cast.road.pk, month])


def test_the_closed_month_leads_to_it(as_, cast):
    entry_page = as_("bureau").get(reverse("project_entry", args=[cast.road.pk, JANUARY]))
    assert address(cast) in entry_page.text
    listed = as_("bureau").get(reverse("project_months", args=[JANUARY]))
    assert address(cast) in listed.text
    assert address(cast, JUNE) not in as_("bureau").get(reverse("project_months", args=[JUNE])).text


def test_the_page_says_where_it_counts_and_records_it(as_, cast):
    client = as_("bureau")
    assert "计入2024年2月" in client.get(address(cast)).text
    page = client.post(address(cast), sent(amount="1,200.5", reason="漏报"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("project", args=[cast.road.pk])
    assert "补报" in page.text and "1,200.50" in page.text
    made = LateEntry.objects.get()
    assert (made.amount, str(made), made.reason) == (wan("1200.5"), "2024-01", "漏报")


def test_an_unlikely_amount_is_asked_for_again(as_, cast):
    data = {"amount": "50000", "reason": "漏报"}
    response = as_("bureau").post(address(cast), sent(**data))
    assert 'name="confirmed"' in response.text
    assert as_("bureau").post(address(cast), sent(**data, confirmed="on")).status_code == 302


def test_it_stands_in_the_month_that_counts_it_and_is_taken_back_there(as_, cast):
    client = as_("bureau")
    client.post(address(cast), sent(amount="5", reason="漏报"))
    made = LateEntry.objects.get()
    february = reverse("project_months", args=["2024-02"])
    assert "漏报" in client.get(february).text
    back = reverse("take_back_late", args=[cast.road.pk, made.pk])
    assert back in client.get(february).text
    assert back not in as_("clerk").get(february).text
    assert "已撤回补报" in client.post(back, sent(1), follow=True).text
    assert not LateEntry.objects.exists()


def test_the_closed_month_says_what_was_made_up_for_it_since(as_, cast):
    client, closed = as_("bureau"), reverse("project_months", args=[JANUARY])
    assert "补报" not in client.get(closed).text.split('class="facts"')[1].split("month-switch")[0]
    client.post(address(cast), sent(amount="5", reason="漏报"))
    client.post(address(cast), sent(amount="1.5", reason="又漏报"))
    page = client.get(closed)
    assert page.context["late_of_month_total"] == wan("6.5")
    assert "此后补报6.50，未计入本月" in page.text
    assert "属于本月、计入以后月份的补报" in page.text and "又漏报" in page.text
    february = client.get(reverse("project_months", args=["2024-02"]))
    assert february.context["late_of_month"] == []
    assert "计入本月的补报" in february.text


def test_an_earlier_day_knows_nothing_of_what_is_counted_later(as_, cast):
    client = as_("bureau")
    client.post(address(cast), sent(amount="5", reason="漏报"))
    client.post("/as-of/", {"day": "2024-01-31", "next": "/"})
    assert "漏报" not in client.get(reverse("project_months", args=[JANUARY])).text


def test_who_only_sees_the_project_is_not_led_there(as_, cast):
    cast.dam.supporting_units.add(cast.bureau_unit)
    listed = as_("bureau").get(reverse("project_months", args=[JANUARY])).text
    assert "水库" in listed
    assert reverse("late_entry", args=[cast.dam.pk, JANUARY]) not in listed


def test_an_open_month_is_refused_in_words(as_, cast):
    response = as_("bureau").post(address(cast, JUNE), sent(amount="5", reason="漏报"))
    assert response.status_code == 200
    assert "未截止" in response.text
