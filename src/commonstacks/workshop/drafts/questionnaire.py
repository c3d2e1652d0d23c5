"""A filled questionnaire of the shape of 2019: 55 questions, numbered copies for repeats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from commonstacks.workshop.drafts.draft import Cell
from commonstacks.workshop.drafts.records import leaf

TITLE: Final = "whatisthefulldatasetname"
PERSONAL: Final = frozenset(
    {"emailaddress", "whoareyou", "whatisyourteamwithintheorganization", "whatisyourorganization"}
)
# The keys of the questionnaire's file, and the short names under which mapping.py knows them.
KEYS: Final = """
whatwastheoriginalpurposeofthisdataset → purpose
howwasthisdatasetoriginallyused → used at first
whatfundingisdependentontheresultsofthisdataset → funding depends
whatanalysiswasinitiallyperformedonthisdataset → first analysis
whatorganizationfundedthecreationormaintenanceofthisdataset → funder
whattypeoflegalentityisthefundingorganization → funder entity
howisthefundingorganizationfunded → funder funded
doanyotherorganizationsfundthecreationormaintenanceofthisdataset → other funders
whatisthisdatasetprimarilyusedfor → used for
whatshouldntthisdatasetbeusedfor → not used for
isthisdatasetusedforanyadditionalpurposes → further uses
whatisthisdatasetadditionallyusedfor → also used for
doesthisdatasetrelyonotherdatasources → relies on others
whatexternalsourcesdoesthisdatasetrelyon → sources
howoftenaretheexternaldatasourcesupdated → sources updated
howoftenisthisdatasetupdatedtoreflectupdatestotheexternaldatasources → updated
whatorganizationholdsthisdataset → holder
hasthedatacollectionandpreprocessingbeendocumentedbythecreatorsofthedataset → documented
linktomethodsdocumentationfromdatasetcreator → methods link
howwasthedatacollected → collected
ifthedatawascapturedautomatically → captured by
ifpeoplecollectedthedata → collected by
howwerethoseindividualscompensated → paid
istherecollectedinformationmissingfromthedatasetandwhy → excluded
whatimportantinformationwasntcollected → not collected
whatdatavalidationhasbeenperformed → validation
whoperformedthedatavalidation → validated by
isthedatasetasampleofinstancesfromalargerset → a sample
whatwasthesamplingmethodology → sampling
arethereknowndataqualityissues → quality known
whataretheknowndataqualityissues → quality
doesthisdatasetrelatetopeople → about people
werethepeopleinthedatasetinformedaboutthedatacollection → were informed
howwerethepeopleinthedatasetinformedaboutthedatacollection → informed
didthepeopleinthedatasetexplicitlyconsenttothedatacollection → did consent
howdidthepeopleinthedatasetexplicitlyconsenttothedatacollection → consented
werethepeopleinthedatasetinformedaboutwhatthedatasetwouldbeusedfor → were informed of uses
howwerethepeopleinthedatasetinformedaboutwhatthedatasetwouldbeusedfor → informed of uses
werethepeopleinthedatasetprovidedwithanymechanismtorevoketheirconsentinthefutureorforcertainuses → could revoke
whatmechanismwasprovidedforpeopleinthedatasettorevoketheirconsent → revoke
couldthisdatasetexposepeopletoharmorlegalaction → could harm
whatwayscouldthisdatasetexposepeopletoharmorlegalaction → harm
wereprivacyguaranteesprovidedtothepeopleinthisdataset → privacy given
whatprivacyguaranteeswereprovided → privacy
howrepresentativeisthisdatasetofthepopulationitclaimstostudy → representative
whatdataprotectionstandardsdoesthisdatasetcomplywith → protection
doesthedatasetcontaininformationthatmightbeconsideredsensitiveorconfidential → is sensitive
whatinformationdoesthedatasetcontainthatmightbeconsideredsensitiveorconfidential → sensitive
doesthedatasetcontaininformationthatmightbeconsideredinappropriateoroffensive → is offensive
whatinformationinthedatasetmightbeconsideredinappropriateoroffensive → offensive
"""  # noqa: E501  # the keys are as long as the questionnaire made them


@cache
def labels() -> Mapping[str, str]:
    """Key of the file → short name."""
    pairs = (line.partition("→") for line in KEYS.strip().splitlines())
    return {key.strip(): label.strip() for key, _, label in pairs}


def is_one(record: object) -> bool:
    """Whether a JSON object has the shape of a filled questionnaire."""
    return isinstance(record, Mapping) and sum(key in record for key in (TITLE, *labels())) > 10


def cells(record: Mapping[str, Any]) -> list[Cell]:
    """What was written, cell by cell; empty cells are nothing. Numbered copies are entries.

    Who filled it in is personal: such cells are named, and never kept.
    """
    found = []
    for key, value in record.items():
        base, number = re.fullmatch(r"(.*?)([2-9]?)", key, re.DOTALL).groups()  # type: ignore[union-attr]  # the pattern fits every text
        text, label = leaf(value), labels().get(base, key)
        if text and key != TITLE:
            found.append(Cell(label, text, int(number or 1) - 1, personal=base in PERSONAL))
    return found
