"""Layers of facial skin: they add up, refuse unknown places, and agree with the papers."""

import pytest

from toolkit.anatomy import SEXES, SITES, Layers, layers

# Dermis by ultrasound, mm, woman and man (MENG2022, Table 2; chin: submandibular, cheek: zygoma)
MENG_TABLE_2 = {
    "forehead": (0.86, 1.17),
    "temple": (0.80, 1.06),
    "nose": (0.93, 1.03),
    "cheek": (0.87, 1.14),
    "chin": (0.91, 1.02),
}

# Full skin at 50 MHz, mm, woman and man of 20 to 29 (XU2019, abstract; temple: canthus)
XU_ABSTRACT = {"cheek": (1.90, 2.53), "forehead": (1.86, 2.45), "temple": (1.36, 1.64)}

# Superficial fat from thin to thick (KIM2019, abstract; nose: radix and dorsum, chin: perioral)
KIM_FAT_ORDER = ("nose", "forehead", "temple", "cheek", "chin")


def test_the_layers_add_up_from_the_outside_in():
    """1 + 2 + 3 + 4 + 5 mm, by hand."""
    counted = Layers(
        site="cheek",
        sex=None,
        stratum_corneum_mm=1,
        epidermis_mm=2,
        papillary_dermis_mm=3,
        reticular_dermis_mm=4,
        hypodermis_mm=5,
    )
    assert (counted.dermis_mm, counted.skin_mm, counted.total_mm) == (7, 10, 15)


@pytest.mark.parametrize("sex", [None, *SEXES])
@pytest.mark.parametrize("site", SITES)
def test_every_site_has_layers_of_a_thickness(site, sex):
    skin = layers(site, sex=sex)
    parts = [thickness for name, thickness in vars(skin).items() if name.endswith("_mm")]
    assert len(parts) == 5
    assert min(parts) > 0


@pytest.mark.parametrize("site", SITES)
def test_skin_of_no_stated_sex_is_halfway_between_the_two(site):
    woman, man = (layers(site, sex=sex).dermis_mm for sex in SEXES)
    assert layers(site).dermis_mm - woman == pytest.approx(man - layers(site).dermis_mm)


@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("thicker", ["cheek", "forehead"])
def test_the_dermis_of_the_temple_is_thinner_than_that_of(thicker, sex):
    """So in MENG2022 Table 2 and, at the canthus, in XU2019."""
    assert layers("temple", sex=sex).dermis_mm < layers(thicker, sex=sex).dermis_mm


@pytest.mark.parametrize("sex", SEXES)
def test_the_dermis_of_the_cheek_is_thicker_than_that_of_the_forehead(sex):
    """So for both sexes in XU2019; in MENG2022 for women only, by 0.01 mm."""
    assert layers("cheek", sex=sex).dermis_mm > layers("forehead", sex=sex).dermis_mm


@pytest.mark.parametrize("site", SITES)
def test_men_have_the_thicker_dermis(site):
    """So at all five sites in MENG2022 (P < 0.05) and at all three in XU2019."""
    assert layers(site, sex="man").dermis_mm > layers(site, sex="woman").dermis_mm


@pytest.mark.parametrize("site", MENG_TABLE_2)
def test_the_dermis_we_draw_is_not_thinner_than_ultrasound_found(site):
    woman, man = MENG_TABLE_2[site]
    assert layers(site, sex="woman").dermis_mm >= woman
    assert layers(site, sex="man").dermis_mm >= man


@pytest.mark.parametrize("site", XU_ABSTRACT)
def test_the_skin_we_draw_is_not_thicker_than_the_thickest_measurement(site):
    woman, man = XU_ABSTRACT[site]
    assert layers(site, sex="woman").skin_mm <= woman
    assert layers(site, sex="man").skin_mm <= man


def test_the_fat_thickens_from_the_nose_to_the_mouth_as_in_the_53_cadavers():
    fat = [layers(site).hypodermis_mm for site in KIM_FAT_ORDER]
    assert fat == sorted(set(fat))


@pytest.mark.parametrize(
    "wrong, nearest",
    [("cheeks", "cheek"), ("Temple", "temple"), ("forhead", "forehead"), ("nosetip", "nose")],
)
def test_an_unknown_site_is_answered_with_the_nearest_one(wrong, nearest):
    with pytest.raises(KeyError, match=f"site is '{wrong}'; did you mean '{nearest}'"):
        layers(wrong)


def test_an_unknown_site_is_answered_with_all_the_known_ones():
    with pytest.raises(KeyError, match="cheek, forehead, temple, nose, chin"):
        layers("knee")


@pytest.mark.parametrize("wrong, nearest", [("men", "man"), ("women", "woman"), ("Man", "man")])
def test_an_unknown_sex_is_answered_with_the_nearest_one(wrong, nearest):
    with pytest.raises(KeyError, match=f"sex is '{wrong}'; did you mean '{nearest}'"):
        layers("cheek", sex=wrong)


def test_female_is_not_answered_with_man():
    """Counted by letters, "female" is nearer to "man" than to "woman"."""
    with pytest.raises(KeyError) as refused:
        layers("cheek", sex="female")
    assert "did you mean 'man'" not in str(refused.value)
    assert "woman" in str(refused.value)
