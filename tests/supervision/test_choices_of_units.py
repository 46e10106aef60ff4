"""The units that forms offer: in the order of the network, and of findings and orders those that
are responsible to the task force."""

import pytest

from programmes.figures.units import by_network, offered_units
from programmes.forms.visits import VisitForm
from programmes.models import Membership
from supervision.choices import FindingState
from supervision.forms.findings import MergeForm, NewFindingForm
from supervision.forms.orders import OrderForm
from supervision.forms.publications import PublicationForm
from supervision.models import Finding


@pytest.fixture
def places(cast):
    """The network in another order than that of the names."""
    members = Membership.objects.of(cast.alpha).order_by("-unit__name")
    for position, one in enumerate(members, 1):
        members.filter(pk=one.pk).update(position=position)
    return cast


@pytest.mark.parametrize("form", [NewFindingForm, OrderForm, PublicationForm, VisitForm])
def test_a_form_offers_units_in_the_order_of_the_network(places, form):
    offered = list(form(programme=places.alpha).fields["unit"].queryset)
    known = [unit for unit in by_network(offered_units(places.alpha), places.alpha)]
    assert offered == [unit for unit in known if unit in offered] and len(offered) > 2


@pytest.mark.parametrize("form", [NewFindingForm, OrderForm, PublicationForm])
def test_neither_task_force_nor_leadership_is_a_responsible_unit(cast, form):
    offered = set(form(programme=cast.alpha).fields["unit"].queryset)
    assert not {cast.alpha.task_force, cast.alpha.leadership} & offered
    assert cast.bureau_unit in offered and cast.helper_unit not in offered


def test_the_task_force_is_offered_where_any_unit_may_act(cast):
    assert cast.alpha.task_force in VisitForm(programme=cast.alpha).fields["unit"].queryset


def test_a_choice_without_a_value_is_in_words():
    form = MergeForm(others=Finding.objects.none())
    assert "---------" not in str(form["into"]) and "请选择" in str(form["into"])


def test_the_wall_offers_no_state_of_closed_findings(as_, cast):
    choices = as_("clerk").get("/findings/wall/").context["filter"].form.fields["state"].choices
    assert FindingState.CLOSED not in [value for value, _label in choices]
    listed = as_("clerk").get("/findings/").context["filter"].form.fields["state"].choices
    assert FindingState.CLOSED in [value for value, _label in listed]
