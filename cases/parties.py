"""Parties as a case records them: steps that write their rows."""

from __future__ import annotations

from collections.abc import Sequence

from cases.models import Case, Party, PartyAddress
from cases.opening import OpeningParty


def add_parties(case: Case, parties: Sequence[OpeningParty]) -> list[Party]:
    """Writes the first rows of a case's parties, with their addresses, in the order given. Two statements."""
    rows = Party.objects.bulk_create(
        Party(
            case=case,
            position=position,
            role=party.role,
            kind=party.kind,
            name_en=party.name_en,
            name_zh=party.name_zh,
            trading_as=party.trading_as,
        )
        for position, party in enumerate(parties, start=1)
    )
    PartyAddress.objects.bulk_create(
        PartyAddress(party=row, position=position, kind=address.kind, text=address.text, serve=address.serve)
        for row, party in zip(rows, parties, strict=True)
        for position, address in enumerate(party.addresses, start=1)
    )
    return rows
