"""The words of what the rules find in a batch that can be read (see `words` for the file itself)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icms.lib.printable_words import NO_LETTER, WORDS

BATCH: dict[str, tuple[str | Promise, str | Promise]] = {
    "claimant_without_name": (
        _("The batch does not name its claimant."),
        _("Give the registered name in English, in Chinese or in both."),
    ),
    "too_few_claims": (
        _("Number of claims in the batch: %(count)s. A bulk submission needs at least 21."),
        _("Add claims until there are 21, or file single claims on paper at the Registry."),
    ),
    "too_many_claims": (
        _("Number of claims in the batch: %(count)s. A bulk submission takes at most 99."),
        _("Move the claims beyond 99 to another batch, and correct count and total of both."),
    ),
    "claim_count_differs": (
        _("Number of claims that the batch states: %(stated)s. Number of claims that it has: %(count)s."),
        _("Look whether a claim is missing or too many, then correct claim-count."),
    ),
    "total_amount_differs": (
        _("The batch says that its claims come to %(stated_cents)s, but they come to %(cents)s."),
        _("Look at the amounts of the claims, then correct total-amount."),
    ),
    "reference_twice": (
        _("The reference “%(value)s” is already that of claim %(other)s."),
        _("Give each claim its own reference, or take the claim out if it was entered twice."),
    ),
    "file_name_twice": (
        _("The file “%(value)s” is already named in claim %(other)s."),
        _("Give each form of each claim a file name of its own."),
    ),
    "sha256_twice": (
        _("The same SHA-256 is already given in claim %(other)s: it would be the same file twice."),
        _("Work out the SHA-256 of this form's own file, or leave the element out."),
    ),
    "claimant_differs": (
        _("The claimant of this claim is “%(value)s”, but the batch is filed by “%(claimant)s”."),
        _("Write the claimant's names as in the batch; only the approved organization can claim in it."),
    ),
    "identical_particulars": (
        _("%(count)s claims have particulars that are word for word those of another claim."),
        _(
            "That is allowed. Look whether each claim says what concerns its own defendant: account, dates, sums."
        ),
    ),
    "same_defendant_and_sum": (
        _("Claim %(other)s has the same defendant and the same amount."),
        _("If these are two debts, leave it; if the claim was entered twice, take one out."),
    ),
}

CLAIM: dict[str, tuple[str | Promise, str | Promise]] = {
    "too_long": (
        _("The text has %(length)s characters; at most %(longest)s fit."),
        _(
            "Shorten it. A name stands as it is registered, without additions; particulars may go on in Form 2."
        ),
    ),
    "control_characters": WORDS["invisible"],
    "private_use_character": WORDS["private"],
    "replacement_character": WORDS["lost"],
    "unassigned_character": WORDS["unassigned"],
    "no_letter": NO_LETTER,
    "question_mark_in_name": (
        _("A question mark stands in the name, at position %(place)s."),
        _(
            "If a program wrote it for a character that it does not have, write the character; otherwise leave it."
        ),
    ),
    "letter_without_face": (
        _("The court's fonts have no letter for %(characters)s."),
        _(
            "Papers of the court may show %(number)s in its place. If the name is also spelt in another way, give that."
        ),
    ),
    "amount_not_positive": (
        _("The amount is %(cents)s; a claim is for more than nothing."),
        _("Enter the sum claimed, or take the claim out."),
    ),
    "amount_above_limit": (
        _("The amount is %(cents)s; this court hears claims up to %(most_cents)s."),
        _(
            "To abandon the excess, enter that limit as amount, the whole sum as original-amount, and true as "
            "excess-abandoned. Otherwise the claim belongs in another court."
        ),
    ),
    "original_amount_missing": (
        _("The claim abandons an excess but does not say what the whole sum was."),
        _("Add original-amount, or take excess-abandoned out."),
    ),
    "original_amount_not_above": (
        _(
            "The original amount is %(cents)s, which is not above %(most_cents)s: there is no excess to abandon."
        ),
        _("Take original-amount and excess-abandoned out, or correct the sum."),
    ),
    "excess_not_abandoned": (
        _("The original amount is %(cents)s, but the claim does not declare that the excess is abandoned."),
        _("Enter true as excess-abandoned; without the declaration the tribunal cannot hear the claim."),
    ),
    "claimant_missing": (
        _("No party of the claim is the claimant."),
        _("List the claimant as a party too, with the role claimant and an address."),
    ),
    "claimant_repeated": (
        _("The claim has more than one claimant."),
        _("Keep the approved organization as the only claimant of a bulk claim."),
    ),
    "defendant_missing": (
        _("No party of the claim is a defendant."),
        _("Add the person or company that you claim from, with the role defendant."),
    ),
    "too_many_parties": (
        _("The claim has %(count)s parties; at most 50 are allowed, whatever their role."),
        _("Divide the claim, or file it on paper at the Registry."),
    ),
    "party_without_name": (
        _("The party has no name."),
        _("Give name-en, name-zh or both."),
    ),
    "too_many_addresses": (
        _("The party has %(count)s addresses; at most 20 are allowed."),
        _("Keep those at which the party can be found."),
    ),
    "no_address_to_serve": (
        _("The defendant has no address at which the claim is to be served."),
        _("Enter true as serve at one address at least; each costs HK$10."),
    ),
    "served_by_mistake": (
        _("An address of this party is marked for service, but its role is %(role)s."),
        _("Enter false as serve: claims are served on defendants and third parties only."),
    ),
    "too_many_lines": (
        _("The address has %(count)s lines; at most %(most)s fit."),
        _("Join short lines, and put district and area into their own fields."),
    ),
    "country_missing": (
        _("The address lies outside Hong Kong but names no country or place."),
        _("Add the element country."),
    ),
    "signed_in_future": (
        _("The forms are said to be signed on %(date)s, which is still to come."),
        _("Enter the day on which the forms were signed."),
    ),
    "signed_too_early": (
        _("The forms are said to be signed on %(date)s, more than %(years)s years ago."),
        _("Enter the day on which the forms were signed; look at the year."),
    ),
    "file_name_with_path": (
        _("“%(value)s” is not a plain file name."),
        _("Give the name only, without folders, / or \\."),
    ),
    "file_name_not_pdf": (
        _("The file name “%(value)s” does not end in .pdf."),
        _("Save the signed form as a PDF and give its name."),
    ),
    "sha256_malformed": (
        _("“%(value)s” is not a SHA-256: that has 64 digits from 0 to 9 and a to f."),
        _("Work it out again, or leave the element out: files are then matched by name."),
    ),
    "thin_particulars": (
        _("The particulars are very short."),
        _("Say what was agreed or happened, when, and what is unpaid, so that the defendant can answer."),
    ),
    "address_post_box": (
        _("The address for service is a post office box, where nobody can be found."),
        _("Give a residence or place of business if you know one."),
    ),
    "address_too_short": (
        _("The address for service is very short."),
        _("Give flat, floor, building, street and number as far as you know them."),
    ),
    "address_without_number": (
        _("The address for service has no number of a flat, floor, house or lot."),
        _("Add it if you know it; otherwise the papers may come back."),
    ),
}

# What the portal alone can say, because only its database knows it (see `approval`).
PORTAL: dict[str, tuple[str | Promise, str | Promise]] = {
    "claimant_not_approved": (
        _(
            "“%(value)s” is not the organization that you file for, or it is not approved to file in bulk today."
        ),
        _("Write the claimant's registered name, and ask the Registry if you think that it is approved."),
    ),
    "kind_not_approved": (
        _("The approval does not cover claims of the kind “%(value)s”, only: %(allowed)s."),
        _("Correct the kind, or take the claim out and file it on paper at the Registry."),
    ),
    "batch_reference_used": (
        _("The batch reference “%(value)s” was already used for another submission of your organization."),
        _("If this batch was sent before, look at that submission; a new batch needs a new reference."),
    ),
}

RULES = {**BATCH, **CLAIM, **PORTAL}
