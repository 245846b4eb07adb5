"""Made-up batches that look like real ones: for trying the portal, for tests and for the published example.

The same seed gives the same batch. All four fee bands occur with their upper edges, both hearing languages,
several parties and addresses. Days lie in the past of any clock, so that no batch is ever signed in the future.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from filing.bulk import sample_names as names
from filing.bulk.parse import FORMS
from filing.bulk.sample_words import calculation, particulars
from filing.rules.batch import BatchData
from filing.rules.claim import AddressData, ClaimData, FormData, PartyData

SIGNED_ON = date(2025, 10, 15)


@dataclass(frozen=True)
class Claimant:
    """An organisation approved to file claims in bulk, as the demo seeds it."""

    name_en: str
    name_zh: str
    kinds: tuple[str, ...]
    approval_reference: str
    registration: str
    address_en: tuple[str, ...]
    address_zh: tuple[str, ...]


# The invented claimant of the demo: its account, its approval and every made batch bear these names.
DEMO_CLAIMANT = Claimant(
    name_en="Harbour Light Energy Limited",
    name_zh="海港光能源有限公司",
    kinds=("debt", "service_charge"),
    approval_reference="SCT-BULK-2025-07",
    registration="68190427",
    address_en=("22/F, Tide Tower", "88 Hoi Bun Road"),
    address_zh=("觀塘海濱道88號", "潮匯中心22樓"),
)

# Both edges of each band of FEE-1 come first, so that even a small batch has every band.
EDGES = (500_000, 2_500_000, 5_000_000, 7_500_000, 500_001, 2_500_001, 5_000_001, 1)
_BANDS = ((30_000, 500_000), (500_001, 2_500_000), (2_500_001, 5_000_000), (5_000_001, 7_500_000))


def sample_batch(claims: int, *, seed: int, signed_on: date = SIGNED_ON) -> BatchData:
    """A batch of `claims` claims of the demo claimant, right in every respect if there are 21 to 99."""
    debts: set[tuple[str, int]] = set()
    made = tuple(_new_claim(number, seed, signed_on, debts) for number in range(1, claims + 1))
    return BatchData(
        reference=f"HLE-BATCH-{seed}",
        claimant_name_en=DEMO_CLAIMANT.name_en,
        claimant_name_zh=DEMO_CLAIMANT.name_zh,
        approval_reference=DEMO_CLAIMANT.approval_reference,
        claim_count=claims,
        total_cents=sum(claim.amount_cents for claim in made),
        claims=made,
    )


def with_hashes(claim: ClaimData, *hashes: str) -> ClaimData:
    """The claim with the SHA-256 of its forms given, in their order; forms beyond stay without one."""
    given = (*hashes, *[""] * len(claim.forms))
    forms = tuple(form._replace(sha256=sha256) for form, sha256 in zip(claim.forms, given, strict=False))
    return replace(claim, forms=forms)


def _new_claim(number: int, seed: int, signed_on: date, debts: set[tuple[str, int]]) -> ClaimData:
    """A claim whose defendants do not owe the same sum in an earlier one, which would be warned of."""
    # Each claim has its own dice: a batch of 30 begins with the same claims as one of 21.
    for throw in itertools.count():
        claim = _claim(number, random.Random(f"{seed}/{number}/{throw}"), seed, signed_on)  # noqa: S311
        owed = {(party.name, claim.amount_cents) for party in claim.parties_as("defendant")}
        if debts.isdisjoint(owed):
            debts |= owed
            return claim
    raise AssertionError("unreachable")


def _claim(number: int, dice: random.Random, seed: int, signed_on: date) -> ClaimData:
    language = ("en", "zh")[number % 2] if number <= 2 else dice.choice(("en", "zh", "zh"))
    kind = dice.choice(DEMO_CLAIMANT.kinds)
    amount = EDGES[number - 1] if number <= len(EDGES) - 1 else dice.randrange(*dice.choice(_BANDS))
    original = dice.randrange(7_500_100, 9_800_000) if number % 11 == 0 else None
    if original:
        amount = 7_500_000
    parties = (_claimant(), *_defendants(dice, number))
    account = f"{dice.randrange(10_000_000, 99_999_999)}"
    since = signed_on - timedelta(days=dice.randrange(120, 600))
    signer = names.SIGNATORIES[number % 2]
    return ClaimData(
        reference=f"HLE-{seed}-{number:03d}",
        hearing_language=language,
        kind=kind,
        amount_cents=amount,
        original_amount_cents=original,
        excess_abandoned=original is not None,
        interest=_interest(language) if number % 4 == 0 else "",
        calculation=calculation(dice, language, original or amount, amount, since),
        particulars=particulars(language, kind, account, parties[1], since, signed_on),
        parties=parties,
        signatory_name=f"{signer[0]} {signer[1]}",
        signatory_capacity=signer[3] if language == "zh" else signer[2],
        signed_on=signed_on,
        forms=tuple(FormData(code, _file_name(seed, number, which)) for which, code in enumerate(FORMS, 1)),
    )


def _interest(language: str) -> str:
    if language == "zh":
        return "由本申索提交當日起至判決日止，按判決利率計算的利息。"
    return "Interest at the judgment rate from the day of filing until judgment."


def _file_name(seed: int, number: int, form: int) -> str:
    """Some claimants name files in Chinese; matching has to live with both."""
    if number % 6 == 0:
        return f"海港光_{seed}_{number:03d}_表格{form}.pdf"
    return f"HLE-{seed}-{number:03d}-Form{form}.pdf"


def _claimant() -> PartyData:
    address = AddressData(
        "registered_office", False, DEMO_CLAIMANT.address_en, "Kwun Tong", "KLN"
    )  # fmt: skip
    return PartyData(
        role="claimant",
        kind="company",
        name_en=DEMO_CLAIMANT.name_en,
        name_zh=DEMO_CLAIMANT.name_zh,
        addresses=(address,),
        identification_type="business_registration",
        identification=DEMO_CLAIMANT.registration,
    )


def _defendants(dice: random.Random, number: int) -> tuple[PartyData, ...]:
    """Mostly one person; some claims have a firm, a couple, a business with its owner, or four parties."""
    if number % 13 == 0:
        family = tuple(_person(dice, addresses=dice.randrange(1, 4)) for _ in range(3))
        return (*family, _company(dice)._replace(role="third_party"))
    if number % 5 == 0:
        return (_person(dice), _person(dice, addresses=2))
    if number % 7 == 0:
        return (_company(dice, addresses=2),)
    if number % 9 == 0:
        return (_shop(dice),)
    return (_company(dice) if dice.random() < 0.25 else _person(dice),)


def _person(dice: random.Random, *, addresses: int = 1) -> PartyData:
    if dice.random() < 0.08:
        return PartyData("defendant", "individual", dice.choice(names.FOREIGN), "", _homes(dice, addresses))
    surname, given = dice.choice(names.SURNAMES), dice.choice(names.GIVEN)
    name_en = f"{surname[0].upper()} {given[0]}"
    return PartyData("defendant", "individual", name_en, surname[1] + given[1], _homes(dice, addresses))


def _company(dice: random.Random, *, addresses: int = 1) -> PartyData:
    name_en, name_zh = dice.choice(names.COMPANIES)
    places = (
        _address(dice, "registered_office"),
        *(_address(dice, "business") for _ in range(addresses - 1)),
    )
    number = f"{dice.randrange(1_000_000, 3_500_000)}"
    return PartyData("defendant", "company", name_en, name_zh, places, "", "company_number", number)


def _shop(dice: random.Random) -> PartyData:
    owner, shop = _person(dice), dice.choice(names.SHOPS)
    places = (_address(dice, "business"), *owner.addresses)
    number = f"{dice.randrange(10_000_000, 79_999_999)}"
    trading = f"{shop[0]} {shop[1]}"
    return PartyData(
        "defendant", "sole_proprietor", owner.name_en, owner.name_zh, places, trading, "business_registration", number
    )  # fmt: skip


def _homes(dice: random.Random, count: int) -> tuple[AddressData, ...]:
    first = _address(dice, "residence")
    others = (_address(dice, "correspondence", serve=dice.random() < 0.5) for _ in range(count - 1))
    return (first, *others)


def _address(dice: random.Random, kind: str, *, serve: bool = True) -> AddressData:
    place = dice.choice(names.PLACES)
    flat, floor, house = dice.choice("ABCDEFGH"), dice.randrange(1, 33), dice.randrange(1, 480)
    if dice.random() < 0.4:
        lines = (f"{place.district_zh}{place.street_zh}{house}號", f"{place.building_zh}{floor}樓{flat}室")
        return AddressData(kind, serve, lines, place.district_zh, place.area)
    lines = (f"Flat {flat}, {floor}/F, {place.building_en}", f"{house} {place.street_en}")
    return AddressData(kind, serve, lines, place.district_en, place.area)
