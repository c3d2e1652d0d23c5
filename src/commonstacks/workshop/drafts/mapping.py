"""Which question of the form a field of a known format answers; one table for each format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Target:
    """A blank of a question. ``reading`` says how the words become its content (see reading.py)."""

    question: str
    blank: str = ""
    reading: str = "words"


def table(text: str) -> Mapping[str, Target]:
    """Lines of "label → question[.blank] [reading]"; labels may end in * for anything below."""
    found = {}
    for line in text.strip().splitlines():
        label, _, goal = line.partition("→")
        place, _, reading = goal.strip().partition(" ")
        question, _, blank = place.partition(".")
        found[label.strip()] = Target(question, blank, reading or "words")
    return found


CKAN: Final = table("""
notes → A1
extras.purpose → A2
extras.unit_of_analysis → A3
extras.spatial → A4.place
extras.geographic_coverage → A4.place
extras.geographic_unit → A3
extras.temporal_coverage → A4.period
extras.temporal_start → A4.period
extras.temporal_end → A4.period
extras.frequency → H2.rhythm rhythm
extras.frequency_publishing → H2.rhythm rhythm
extras.update_frequency → H2.rhythm rhythm
extras.methodology → B7.step
extras.data_notes → E3.what
extras.related_documents → B6 address
extras.data_dictionary → B6 address
extras.access_level → G5 access
license_id → G1 licence
license_title → G1 licence
license_url → G1 licence
license → G1 licence
organization → H1.steward
publisher → H1.steward
""")

DATA_PACKAGE: Final = table("""
description → A1
licenses.name → G1 licence
licenses → G1 licence
licenses.path → G1 licence
license → G1 licence
sources → B8.dataset
sources.version → B8.version
sources.path → B8.url address
contributors.publisher → H1.steward
contributors.maintainer → H1.steward
contributors.wrangler → B2.name
contributors.author → B2.name
contributors.contributor → B2.name
contributors.creator → B2.name
contributors → B2.name
contributors.funder → B5.agent
""")

DCAT_US: Final = table("""
description → A1
purpose → A2
spatial → A4.place
temporal → A4.period
conformsTo → A6.text
wasUsedBy → A5.what
provenance → B7.step
dataQuality → E2.what
describedBy → B6 address
source → B8.dataset
wasDerivedFrom → B8.dataset
versionNotes → E6.what_changed
license → G1 licence
distribution.license → G1 licence
rights → G2
useRestriction → G2
accessLevel → G5 access
accessRights → G4
liabilityStatement → G4
contributor → B2.name
creator → B2.name
wasAttributedTo → B4.agent
publisher → H1.steward
contactPoint.fn → H1.role role
accrualPeriodicity → H2.rhythm rhythm
systemOfRecords → F7
""")

CROISSANT: Final = table("""
description → A1
license → G1 licence
sdLicense → G4
usageInfo → G2
conditionsOfAccess → G5 access
publisher → H1.steward
maintainer → H1.steward
creator → B2.name
author → B2.name
contributor → B2.name
funder → B5.agent
sponsor → B5.agent
isBasedOn → B8.dataset
prov:wasDerivedFrom → B8.dataset
spatialCoverage → A4.place
temporalCoverage → A4.period
rai:dataCollection → B1.text
rai:dataCollectionType → B1.kind collected
rai:dataCollectionTimeframe → A4.period
rai:dataCollectionRawData → B7.step
rai:dataCollectionMissingData → D1
rai:dataImputationProtocol → B7.step
rai:dataPreprocessingProtocol → B7.step
rai:dataManipulationProtocol → B7.step
rai:dataAnnotationProtocol → B7.step
rai:dataAnnotationPlatform → B7.tool
rai:machineAnnotationTools → B7.tool
rai:dataAnnotationAnalysis → E2.what
rai:annotatorDemographics → B4.text
rai:dataReleaseMaintenancePlan → H2.text
rai:personalSensitiveInformation → F6.why
rai:dataSocialImpact → F5.how
rai:dataBiases → C1
rai:dataLimitations → E3.what
rai:dataUseCases → E5.use
""")

DATASHEET: Final = table("""
purpose → A2
created by → B2.name
funded by → B5.agent
instances are → A3
how many → E1
sample → E1
missing from instances → D1
errors → E3.what
relies on → B8.dataset
confidential → F6.why
relates to people → F1.is people
subpopulations → B9.column
identify individuals → F5.how
sensitive → F6.why
acquired → B1.text
mechanisms → B1.text
sampling → E1
who collected → B3.text
timeframe → A4.period
ethical review → F8
third parties → B1.text
notified → F2
consent → F3
revoke → F4
impact analysis → F8
preprocessing → B7.step
software → B7.tool
used for already → A5.what
could be used for → E5.use
impact on uses → E3.what
should not be used for → E4.use
licence → G1 licence
restrictions → G2
regulatory → G2
hosted by → H1.steward
contact → H1.role role
erratum → H4
updated → H2.rhythm rhythm
retention → H3
contribute → H4
""")

QUESTIONNAIRE: Final = table("""
purpose → A2
used at first → A5.what
funding depends → A5.what
funder → B5.agent
funder entity → B5.kind funding
funder funded → B5.upstream
used for → E5.use
not used for → E4.use
also used for → E5.use
sources → B8.dataset
holder → B4.agent
updated → H2.rhythm rhythm
methods link → B6 address
collected → B1.text
captured by → B2.name
collected by → B2.name
paid → B3.text
excluded → C1
not collected → D1
validation → E2.what
validated by → E2.by
sampling → E1
quality → E3.what
about people → F1.is people
informed → F2
consented → F3
informed of uses → F2
revoke → F4
harm → F5.how
privacy → F7
representative → C1
protection → F7
sensitive → F6.why
offensive → G4
""")

FORMATS: Final[Mapping[str, Mapping[str, Target]]] = {
    "ckan": CKAN,
    "datapackage": DATA_PACKAGE,
    "dcat-us": DCAT_US,
    "croissant": CROISSANT,
    "datasheet": DATASHEET,
    "questionnaire": QUESTIONNAIRE,
}


def target(kind: str, label: str) -> Target | None:
    """Where a label of this format goes; None where the format's table does not have it."""
    return FORMATS[kind].get(re.sub(r"\s*\(\d+\)$", "", label))


# A datasheet asks in sentences whose wording varies; each pattern is a word or two that stays.
HEADINGS: Final = """
should not be used → should not be used for
(what|other) .{0,10}tasks? could|could .{0,20}be used for → could be used for
used for any tasks|been used → used for already
(might|could) (impact|affect) future → impact on uses
purpose|why was → purpose
who (created|made)|created the dataset → created by
fund → funded by
instances.{0,30}represent|represent.{0,30}instances → instances are
how many instances|number of instances → how many
sampling strategy → sampling
all possible instances|is it a sample → sample
missing from|information missing → missing from instances
errors|noise|redundanc → errors
self.contained|external resources → relies on
confidential|privileged → confidential
relate to people|about people → relates to people
subpopulation → subpopulations
identify individual|possible to identify → identify individuals
sensitive → sensitive
associated with each instance acquired|how was the data .{0,20}acquired → acquired
mechanisms or procedures|used to collect → mechanisms
involved in the data collection|compensated → who collected
timeframe|time frame|over what (time|period) → timeframe
ethical review|review board → ethical review
directly, or obtain|via third parties → third parties
notified → notified
revoke → revoke
consent → consent
impact analysis|potential impact → impact analysis
software used|software .{0,40}available → software
preprocessing|cleaning → preprocessing
third parties imposed|ip-based → restrictions
export controls|regulatory → regulatory
licen[cs]e|terms of use → licence
contacted|contact → contact
erratum|errata → erratum
retention|retain → retention
be updated|updates? → updated
contribute|extend|augment → contribute
hosting|maintaining|maintainer → hosted by
"""


@cache
def headings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The patterns of a datasheet's headings in the order they are tried, with their labels."""
    pairs = (line.partition("→") for line in HEADINGS.strip().splitlines())
    return tuple(
        (re.compile(pattern.strip(), re.IGNORECASE), label.strip()) for pattern, _, label in pairs
    )
