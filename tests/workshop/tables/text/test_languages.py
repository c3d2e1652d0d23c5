"""Letters that are words in Windows-1252 too, and of no language there."""

from __future__ import annotations

import pytest

from commonstacks.workshop.tables.text import languages

ELSEWHERE = [
    ("cp1250", "Plzeň;Děčín;České Budějovice;Třebíč"),
    ("cp1250", "Győr;Hódmezővásárhely;Fűzfő;Törökszentmiklós;Tűzoltó"),
    ("cp1250", "Čakovec;Šibenik;Požega;Varaždin;Sveti Križ Začretje;Đurđevac"),
    ("cp1254", "Muğla;Iğdır;Şanlıurfa;Eskişehir;Çorum;Gümüşhane"),
    ("cp1257", "Šiauliai;Panevėžys;Klaipėda;Mažeikiai;Telšiai;Kėdainiai;Rokiškis;Plungė;Biržų"),
]
WESTERN = [
    "Béziers;Sète;Besançon;Cœuvres;Château-Thierry;Aÿ",
    "Tromsø;Ålesund;Bodø;Lillesand på Sørlandet;Træna",
    "Málaga;Logroño;León;Cádiz;Almería;Mérida",
    "São Paulo;Brasília;Maceió;Goiânia;Belém;Florianópolis",
    "Reykjavík;Ísafjörður;Akranes;Þorlákshöfn;Mosfellsbær;Selfoss á Suðurlandi",
    "Tromsø;Forlì;Málaga;Köln;São Paulo;Genève;Logroño;Århus;Besançon",
    "Zürich;Genève;Neuchâtel;Bülach;Köniz;Delémont;Fällanden;Saint-Légier;Fürstenau",
    "Wien;Győr",
]


@pytest.mark.parametrize(("codec", "towns"), ELSEWHERE)
def test_letters_of_one_language_are_known(codec: str, towns: str) -> None:
    assert languages.codec(towns.encode(codec)) == codec


@pytest.mark.parametrize("towns", WESTERN)
def test_western_and_mixed_letters_stay(towns: str) -> None:
    assert languages.codec(towns.encode("cp1252", "replace")) == ""
