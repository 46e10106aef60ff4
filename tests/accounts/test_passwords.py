"""What a password must be, and when it has to be changed."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.passwords import character_classes, one_time_password
from accounts.services import choose_password
from mabian import settings as real
from tests.accounts.test_lockout import sign_in
from tests.making import unit

GOOD = "Gleis 7 im Nebel"
FIRST = "Ein Anfang 1"
PAGE = "/password/"


@pytest.fixture
def person(db) -> User:
    return User.objects.create_user("wangli", name="王丽", unit=unit("交通局"), password=FIRST)


@pytest.fixture
def at_home(client, person):
    client.force_login(person)
    return client


def change(client, new=GOOD, old=FIRST):
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(PAGE, data)


@pytest.mark.parametrize(
    ("name", "password", "allowed"),
    [
        ("马边县交通运输局", "交通运输Abc-2024", False),
        ("马边县交通运输局", "交通运Abc-20245", False),
        ("马边县交通运输局", "马边-交通-Abc-2024", True),
        ("Bureau of Transport", "transport-Xy2024", False),
        ("Bureau of Transport", "Gleis of Nebel 7", True),
    ],
)
def test_a_word_of_the_units_name_is_none_for_a_password(person, name, password, allowed):
    person.unit = unit(name)
    if allowed:
        validate_password(password, person)
    else:
        with pytest.raises(ValidationError, match="单位"):
            validate_password(password, person)


def test_passwords_are_kept_as_argon2_at_its_usual_cost(person, settings):
    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    choose_password(user=person, password=GOOD)
    for kept in (person.password, person.passwords.first().password):
        name, kind, _version, cost, *_salt_and_sum = kept.split("$")
        assert (name, kind) == ("argon2", "argon2id")
        memory, times, _lanes = (int(part[2:]) for part in cost.split(","))
        assert memory >= 19 * 1024 and times >= 2
    assert person.check_password(GOOD)


def test_long_ones_are_taken_whole_and_as_they_are(at_home, person):
    long = "Gleis 7 im Nebel, " * 20
    change(at_home, new=long)
    person.refresh_from_db()
    assert person.check_password(long)
    assert not person.check_password(long[:72])
    assert not person.check_password(long.lower())


@pytest.mark.parametrize("address", ["/sign-in/", "/password/", "/confirm/"])
def test_passwords_are_masked_and_may_be_pasted_and_kept(at_home, client, address):
    if address == "/sign-in/":
        client.logout()
    text = client.get(address).text
    fields = re.findall(r'<input[^>]*name="[a-z_]*password[12]?"[^>]*>', text)
    assert fields
    for field in fields:
        assert 'type="password"' in field
        assert "current-password" in field or "new-password" in field
        assert "onpaste" not in field
        assert 'autocomplete="off"' not in field


@pytest.mark.parametrize(
    "password", [GOOD, "Abcdefgh1x", "春风Abcdefgh", "春风化雨润物abcde1", "a1-a1-a1-a1"]
)
def test_a_password_of_ten_in_three_classes_will_do(person, password):
    validate_password(password, person)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Kz7-Kz7-K", "short"),
        ("Kz7Kz7Kz", "short"),
        ("kzkzkzkzkz77", "classes"),
        ("KZKZKZKZKZ77", "classes"),
        ("春风化雨润物无声12345", "classes"),
        ("Password123", "common"),
        ("P@ssw0rd2024!", "common"),
        ("Admin@123456", "common"),
        ("1234Qwerty!!", "common"),
        ("Wangli-2024x", "sign-in name"),
        ("ＷＡＮＧＬＩ-2024x", "sign-in name in full width"),
        ("W a n g l i-2024", "sign-in name with spaces"),
        ("Wang\u200bli-2024x", "sign-in name with what nobody sees"),
        ("王丽Abcdef-2024", "name"),
        ("交通局Abcdef-2024", "unit"),
        (FIRST, "the present one"),
    ],
)
def test_what_a_password_must_not_be(person, password, why):
    with pytest.raises(ValidationError):
        validate_password(password, person)


def test_the_last_five_passwords_do_not_come_back(person):
    words = [f"Haltestelle {number}" for number in range(5)]
    for word in words:
        choose_password(user=person, password=word)
    for word in words:
        with pytest.raises(ValidationError):
            validate_password(word, person)
    validate_password(FIRST, person)
    assert person.passwords.count() == 5


def test_another_persons_passwords_do_not_count(person):
    other = User.objects.create_user("zhao", name="赵", unit=person.unit, password=GOOD)
    choose_password(user=other, password="Haltestelle 1")
    validate_password(GOOD, person)


def test_a_password_is_changed_by_who_knows_it(at_home, person):
    assert change(at_home, old="falsch").status_code == 200
    assert change(at_home, new="kurz").status_code == 200
    assert change(at_home).status_code == 302
    person.refresh_from_db()
    assert person.check_password(GOOD)
    assert at_home.get(PAGE).status_code == 200  # still signed in


def test_what_is_wrong_with_it_is_said_in_chinese_beside_it(at_home):
    said: list[str] = []
    for new in ("kurz", "Password123", "王丽-Abcd-2024", FIRST):
        form = change(at_home, new=new).context["form"]
        assert set(form.errors) == {"new_password1"}
        said += form.errors["new_password1"]
    said += re.findall("<li>(.*?)</li>", str(form.fields["new_password1"].help_text))
    assert len(said) == 10
    assert [words for words in said if not re.search("[一-龥]", words)] == []


def test_guessing_the_old_one_is_shut_out_as_on_the_sign_in_page(at_home, person):
    for _n in range(5):
        assert "密码错误" in change(at_home, old="falsch").text
    assert change(at_home).status_code == 200
    assert not sign_in(FIRST)
    person.refresh_from_db()
    assert person.check_password(FIRST)


def test_a_first_password_is_for_one_time(at_home, person):
    User.objects.update(must_change_password=True)
    for address in ("/", "/my/", "/projects/", "/programme/"):
        for answer in (at_home.get(address), at_home.post(address)):
            assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert "一次性密码" in at_home.get(PAGE).text
    change(at_home)
    assert at_home.get("/").headers.get("Location") != PAGE
    person.refresh_from_db()
    assert not person.must_change_password


def test_one_may_sign_out_without_changing_the_password(at_home, person):
    User.objects.update(must_change_password=True)
    assert at_home.post("/sign-out/")["Location"] == "/sign-in/?signed-out"


@pytest.mark.parametrize(
    ("days", "old", "due"), [(90, 89, False), (90, 91, True), (30, 31, True), (0, 9999, False)]
)
def test_a_password_grows_old(at_home, person, settings, days, old, due):
    settings.PASSWORD_DAYS = days
    User.objects.update(password_set_at=timezone.now() - timedelta(old))
    assert (at_home.get("/").headers.get("Location") == PAGE) is due
    change(at_home)
    assert at_home.get("/").headers.get("Location") != PAGE


def test_a_password_for_one_time_obeys_the_rules(person):
    for _n in range(50):
        password = one_time_password()
        validate_password(password, person)
        assert len(character_classes(password)) == 3
