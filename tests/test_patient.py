"""Who the skin belongs to: two traits, checked when they are written down."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import Patient
from toolkit.colour import melanin


def test_a_patient_left_unsaid_heals_as_the_middle_of_the_population():
    """Vigour multiplies the building rate, so that the middle is 1."""
    assert Patient().vigour == 1


@given(vigour=st.floats(0.05, 5), skin_type=st.integers(1, 6))
def test_every_vigour_and_skin_type_in_range_is_a_patient(vigour, skin_type):
    patient = Patient(vigour=vigour, skin_type=skin_type)
    assert (patient.vigour, patient.skin_type) == (vigour, skin_type)


@pytest.mark.parametrize("vigour", [0, -1.0, 5.01, float("nan"), float("inf"), -float("inf")])
def test_a_vigour_out_of_range_is_refused_with_its_limits(vigour):
    with pytest.raises(ValueError) as refused:
        Patient(vigour=vigour)
    assert str(refused.value) == f"vigour is {vigour!r}; it must lie above 0 and up to 5"


@pytest.mark.parametrize("skin_type", [0, 7, -1, 2.5, float("nan"), "III"])
def test_a_skin_type_that_fitzpatrick_did_not_number_is_refused(skin_type):
    with pytest.raises(ValueError) as refused:
        Patient(skin_type=skin_type)
    expected = f"skin_type is {skin_type!r}; it must be a whole number 1 to 6"
    assert str(refused.value) == expected


def test_numbers_are_given_by_name():
    with pytest.raises(TypeError):
        Patient(1.0)


def test_a_patient_does_not_change():
    with pytest.raises(FrozenInstanceError):
        Patient().vigour = 2.0


def test_patients_of_the_same_traits_are_equal():
    assert Patient(vigour=1.5) == Patient(vigour=1.5) != Patient(vigour=1.4)


# How readily the skin darkens


def test_sun_on_the_lesion_or_on_the_patient_darkens_alike():
    shaded, sunny = Patient(skin_type=3), Patient(skin_type=3, sun=0.7)
    assert melanin(shaded, sun=0.7) == melanin(sunny) == melanin(sunny, sun=0.2) > melanin(shaded)


def test_the_middle_type_in_the_shade_is_the_measure_of_the_others():
    assert melanin(Patient(skin_type=4)) == 1
    assert melanin(Patient(skin_type=1)) < 1
