"""The limits that rules fix for filings: one named constant each, with its source.

What a court changes by notice (hours, fees, approvals) is dated data and not here. Money is in cents,
sizes are in bytes (1 MB = 1,048,576 bytes). Exactly at a limit is allowed, one more is not (BLK-2).
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

CLAIMS_MIN = 21  # A11, BLK-2: fewest claims of one submission
CLAIMS_MAX = 99  # A11, BLK-2: most claims of one submission
PARTIES_MAX = 50  # A13: parties of one claim, of every role together
ADDRESSES_MAX = 20  # A13: addresses of one party
CLAIM_CENTS_MAX = 7_500_000  # Cap. 338 since 2018-12-03: HK$75,000

PART_BYTES_MAX = 50 * MEGABYTE  # A11: claim documents of one part
SUBMISSION_BYTES_MAX = 500 * MEGABYTE  # A11: all parts of one submission
XML_BYTES_MAX = 20 * MEGABYTE  # BLK-4: a full file (99 x 50 x 20 addresses) is about 15 MB
XML_DEPTH_MAX = 16  # BLK-4: a right file is eight elements deep
XML_ELEMENTS_MAX = 1_200_000  # a full file has about 700,000; more only fills the memory
XML_CHILDREN_MAX = 3_000  # inside one element; a full batch has 99 claims, 50 parties, 20 addresses
FAULTS_MAX = 2_000  # faults listed in one report: beyond that the file as a whole is wrong

# Years between signing and filing, our decision: the longest time in which an action may be brought on a debt is twelve
# years (Cap. 347 s. 4(3)), so an older signature is a mistake in the year.
SIGNED_YEARS_MAX = 12

ADDRESS_LINES_MAX = 6
REFERENCE_MAX = 40  # characters, as all that follow
NAME_MAX = 200
CAPACITY_MAX = 100
ADDRESS_LINE_MAX = 120
INTEREST_MAX = 500
CALCULATION_MAX = 4_000
PARTICULARS_MAX = 10_000
IDENTIFICATION_MAX = 40
FILE_NAME_MAX = 100  # sct-rules 7: names of at most 100 characters

THIN_PARTICULARS = 60  # below this weight (a Chinese character counts three) particulars tell too little
SHORT_ADDRESS = 12  # the same weight, for the lines of an address together
