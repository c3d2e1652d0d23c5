"""People and how to reach them. The people are mayors long dead, the addresses reserved ones."""

from __future__ import annotations

from tests.nasty.corpus import case, table

CASES = [
    case(
        "people-mail-and-telephone",
        "E-mail addresses and telephone numbers in three spellings, one of digits only.",
        "aemter.csv",
        "Amt;Telefon;E-Mail\nBauamt;0221/221-0;bauamt@example.org\nSchulamt;+49 (0)221 2210;schulamt@example.org\nBürgeramt;02212210;buergeramt@example.org\n",
        table("""
Amt       | Telefon          | E-Mail
words     | telephone        | e-mail
Bauamt    | 0221/221-0       | bauamt@example.org
Schulamt  | +49 (0)221 2210  | schulamt@example.org
Bürgeramt | 02212210         | buergeramt@example.org
"""),
    ),
    case(
        "people-telephone-digits",
        "US telephone numbers as ten bare digits: nobody counts with them.",
        "offices.csv",
        "office,phone\nTax,4125550100\nWater,4125550101\nParks,4125550199\n",
        table("""
office | phone
words  | telephone/code/identifier
Tax    | 4125550100
Water  | 4125550101
Parks  | 4125550199
"""),
    ),
    case(
        "people-names-with-commas",
        "Family name, comma, first name, without quotes because the file has semicolons.",
        "oberbuergermeister.csv",
        "Name des Oberbürgermeisters;von;bis\nAdenauer, Konrad;1917;1933\nPünder, Hermann;1945;1948\nBurauen, Theo;1956;1973\n",
        table("""
Name des Oberbürgermeisters | von     | bis
person name                 | integer | integer
Adenauer, Konrad            | 1917    | 1933
Pünder, Hermann             | 1945    | 1948
Burauen, Theo               | 1956    | 1973
"""),
    ),
    case(
        "people-apostrophes",
        "Names with apostrophes, straight ones, in a file without quotes.",
        "lord_mayors.csv",
        "Last name,First name,Year\nO'Connell,Daniel,1841\nO'Brien,Peter,1842\nD'Arcy,John,1852\n",
        table("""
Last name         | First name        | Year
person name/words | person name/words | integer
O'Connell         | Daniel            | 1841
O'Brien           | Peter             | 1842
D'Arcy            | John              | 1852
"""),
    ),
    case(
        "people-address-lines",
        "An address of three lines in one quoted cell.",
        "offices.csv",
        'office,address,open\nTax,"1 Main St\nSuite 2\nPittsburgh, PA 15219",yes\nWater,"9 Elm St\nPittsburgh, PA 15222",no\n',
        table("""
office | address                                      | open
words  | address/text                                 | boolean
Tax    | 1 Main St⏎Suite 2⏎Pittsburgh, PA 15219       | true
Water  | 9 Elm St⏎Pittsburgh, PA 15222                | false
"""),
    ),
    case(
        "people-house-numbers",
        "House numbers 12, 12a and 12-14: the column stays text for all of them.",
        "adressen.csv",
        "Straße;Hausnummer;PLZ\nDomstraße;12;50668\nDomstraße;12a;50668\nDomstraße;12-14;50668\n",
        table("""
Straße    | Hausnummer | PLZ
words     | words      | coded
Domstraße | 12         | 50668
Domstraße | 12a        | 50668
Domstraße | 12-14      | 50668
"""),
    ),
    case(
        "people-web-addresses",
        "Web addresses with commas, semicolons and question marks in their queries.",
        "links.csv",
        'office,link\nTax,"https://example.org/a?b=1,2;c=3"\nWater,https://example.org/?q=%3B\n',
        table("""
office | link
words  | words
Tax    | https://example.org/a?b=1,2;c=3
Water  | https://example.org/?q=%3B
"""),
    ),
]
