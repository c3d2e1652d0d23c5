"""People and how to reach them: what is not shown to everyone."""

from __future__ import annotations

import re

from commonstacks.workshop.tables.columns import naming
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.styles import EMAIL
from commonstacks.workshop.tables.columns.typed import Typing, as_text

_MORE = r"(?: ?(?:x|ext\.?|-) ?\d{1,6})?"
_NORTH_AMERICA = rf"(?:\+?1[-. ]?)?\(?\d{{3}}\)?[-. /]{{1,2}}\d{{3}}[-. ]\d{{4}}{_MORE}"
_WORLDWIDE = r"(?:\+|00)[1-9]\d{0,2}[\d ()/.-]{6,17}"
_FRANCE = r"0[1-9](?:[ .]\d{2}){4}"
_GERMANY = r"\(?0[1-9]\d{1,4}\)? ?[/-] ?\d[\d -]{3,12}"
_TELEPHONE = rf"{_NORTH_AMERICA}|{_WORLDWIDE}|{_FRANCE}|{_GERMANY}"
_ANY_TELEPHONE = rf"(?:(?i:tel\.?|fax|phone):? ?)?[+(]?\d[\d ()/.+-]{{5,18}}{_MORE}"
_SEVERAL = rf"(?:{_ANY_TELEPHONE})(?:(?:[;,]| / | or | and ) ?(?:{_ANY_TELEPHONE}))*"

_NAMED = re.compile(
    r"(?:(?:first|last|middle|full|given|family|maiden|owner|contact|person|patient|applicant"
    r"|employee|resident|tenant|officer|victim|author|user|reporter|nick|father|mother|child"
    r"|student|teacher|driver|candidate|licensee|complainant|defendant|plaintiff|inspector"
    r"|official|member|staff|manager|principal|director)_?s?_?names?(?:_\d)?"
    r"|(?:sur|fore|nach|vor|familien|ruf|geburts|zu)names?|names?_(?:first|last|full|middle)"
    r"|(?:vor_und_|nach_und_)(?:zu|nach|vor)name|nachname_vorname|name_vorname"
    r"|pr[ée]noms?|nom_de_famille|nom_d_usage|nom_et_pr[ée]nom|nom_pr[ée]nom"
    r"|apellidos?|nombres?_y_apellidos?|nombre_completo|cognome|nome_e_cognome|nome_completo"
    r"|f_?name|l_?name|m_?name|contact_person|ansprechpartner(?:in)?|kontaktperson)"
)
"""Names of columns that hold names of people and of nothing else."""
_ROLE = re.compile(
    r"(?:.*_)?(?:owners?|applicants?|licensees?|contacts?|permittees?|petitioners?|grant(?:or|ee)s?"
    r"|defendants?|plaintiffs?|officers?|inspectors?|employees?|teachers?|principals?|judges?"
    r"|councilmembers?|council_members?|physicians?|prescribers?|tenants?|landlords?|taxpayers?"
    r"|(?:lord_)?mayors?|governors?|ministers?|senators?|councillors?|treasurers?|commissioners?"
    r"|(?:inhaber|eigent(?:ü|ue)mer|halter|antragsteller|mieter|sachbearbeiter|minister|senator"
    r"|gesch(?:ä|ae)ftsf(?:ü|ue)hrer|(?:ober|orts|bezirks)?b(?:ü|ue)rgermeister)(?:s|in|innen)?"
    r"|landr(?:a|ä|ae)t(?:s|es|in)?|propri[ée]taire|demandeur|responsable|maire|alcaldes?|sindaco"
    r"|titular|solicitante|propietario)(?:_\d)?"
)
"""Parts that people play, and firms and offices too: the values have to look like people."""
_PRIVATE = re.compile(
    r"user_?names?|ssn|social_security.*|(?:last_)?edited_by|created_by|modified_by|updated_by"
    r"|(?:.*_)?iban|last_edited_user|passport.*|date_of_birth|dob|birth_?date|geburtsdatum|date_de_naissance"
)

_PART = (
    r"(?:[A-ZÀ-ÖØ-Þ](?:[\w'’-]*|\.)|van|von|vom|zu|zur|de|der|den|del|della|da|dos|la|le|di|du|al|bin"
    r"|ter|&)"
)
_PERSON = re.compile(
    rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|M|Mme)\.? )*[A-ZÀ-ÖØ-Þ][\w'’-]*\.?,?(?: {_PART},?){{1,5}}"
    r"(?:,? (?:Jr|Sr|II|III|MD|PhD|Esq)\.?)?"
)
_ORGANISATION = re.compile(
    r"(?i)\b(?:llc|inc|corp|co|ltd|lp|llp|pllc|gmbh|ag|kg|ohg|ug|e\.? ?v|ggmbh|s\.?a|sarl|sas|s\.?l"
    r"|city|county|state|town|township|borough|village|department|dept|division|office|agency"
    r"|authority|board|council|committee|commission|university|college|school|church|hospital"
    r"|clinic|bank|trust|foundation|association|society|club|company|group|partners|partnership"
    r"|holdings|properties|property|services|service|center|centre|museum|library|park"
    r"|stadt|gemeinde|kreis|land|amt|verein|stiftung|schule|kirche|kindergarten|universität|bund"
    r"|mairie|ville|commune|association|soci[ée]t[ée]|estate|development|management|systems|ministry"
    r"|realty|investments?|rentals?|homes|housing|apartments|federal|national|public|private|of)\b"
)
_HALF = 0.5
_SOME = 0.1


def contact(evidence: Evidence) -> Typing | None:
    """E-mail or telephone, if at least half of the values are."""
    half = evidence.present() / 2
    if evidence.likely(EMAIL, _HALF) and evidence.count(EMAIL) >= half:
        return as_text(evidence, "e-mail", "its values are e-mail addresses", sensitive=True)
    pattern = _SEVERAL if naming.is_phone(evidence.name) else _TELEPHONE
    if evidence.likely(pattern, _HALF) and evidence.count(pattern) >= half:
        return as_text(evidence, "telephone", "its values are telephone numbers", sensitive=True)
    return None


def person(evidence: Evidence) -> Typing | None:
    """A person's name, by the column's name and by the form of the values."""
    name = naming.joined(evidence.name)
    words = evidence.likely(r"\D{2,60}", _HALF)
    if words and _NAMED.fullmatch(name) and not name.startswith("user"):
        why = "its name says that its values are names of people"
        return as_text(evidence, "person name", why, sensitive=True)
    if words and _ROLE.fullmatch(name) and _share(evidence) >= _HALF:
        why = "its name says who plays a part, and its values look like names of people"
        return as_text(evidence, "person name", why, sensitive=True)
    return None


def private(evidence: Evidence) -> bool:
    """Whether the values should not be shown, whatever their kind."""
    name = naming.joined(evidence.name)
    if _NAMED.fullmatch(name) or _PRIVATE.fullmatch(name):
        return True
    return bool(_ROLE.fullmatch(name)) and _share(evidence) >= _SOME


def _share(evidence: Evidence) -> float:
    """The share of some distinct values that look like a person's name and not like an office."""
    seen = evidence.sample
    people = [v for v in seen if _PERSON.fullmatch(v) and not _ORGANISATION.search(v)]
    return len(people) / len(seen) if seen else 0.0
