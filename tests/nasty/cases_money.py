"""Money and percentages."""

from __future__ import annotations

from tests.nasty.corpus import case, table

CASES = [
    case(
        "money-euro-behind",
        "The euro sign behind the number, after a hard space.",
        "zuwendungen.csv",
        "Verein;Zuwendung\nSportbund;1.234,50\u00a0€\nChor;300,00\u00a0€\nMuseum;12.000,00\u00a0€\n",
        table("""
Verein    | Zuwendung
words     | money
Sportbund | 1234.5
Chor      | 300
Museum    | 12000
"""),
    ),
    case(
        "money-dollar",
        "US budgets: dollar signs, commas, blanks around, parentheses for what is taken back.",
        "grants.csv",
        'agency,grant\nParks,"$1,234.50"\nWater,"$ 12,000.00"\nRoads,"($250.00)"\n',
        table("""
agency | grant
words  | money
Parks  | 1234.5
Water  | 12000
Roads  | -250
"""),
    ),
    case(
        "money-real",
        "Brazilian amounts: R$, points for thousands, a decimal comma.",
        "despesas.csv",
        "Órgão;Valor\nSaúde;R$ 1.234.567,89\nObras;R$ 45.000,00\nCultura;R$ 980,50\n".encode(
            "cp1252"
        ),
        table("""
Órgão   | Valor
words   | money
Saúde   | 1234567.89
Obras   | 45000
Cultura | 980.5
"""),
    ),
    case(
        "money-rupee",
        "Rupee signs with Indian groups.",
        "works.csv",
        'Work,Cost\nRoad,"₹ 12,34,567"\nTank,"₹ 98,000"\nWell,"₹ 4,500"\n',
        table("""
Work  | Cost
words | money
Road  | 1234567
Tank  | 98000
Well  | 4500
"""),
    ),
    case(
        "money-rupee-slash-dash",
        "Rs. 5,000/- as clerks in India write it; text to the letter is right, a number too.",
        "fees.csv",
        'Item,Fee\nCopy,"Rs. 50/-"\nLicence,"Rs. 5,000/-"\nPlan,"Rs. 12,500/-"\n',
        table(
            "Item | Fee\nwords | words\nCopy | Rs. 50/-\nLicence | Rs. 5,000/-\nPlan | Rs. 12,500/-"
        ),
        table("Item | Fee\nwords | money\nCopy | 50\nLicence | 5000\nPlan | 12500"),
    ),
    case(
        "money-franc",
        "Swiss francs: CHF before the number, an apostrophe, “.–” for no centimes.",
        "subventionen.csv",
        "Empfänger;Beitrag\nTheater;CHF 1'250'000.00\nOper;CHF 980'500.50\nTanz;CHF 45'000.00\n",
        table("""
Empfänger | Beitrag
words     | money
Theater   | 1250000
Oper      | 980500.5
Tanz      | 45000
"""),
    ),
    case(
        "money-mixed-currencies",
        "Euros and dollars in one column: they may not become one kind of number.",
        "aid.csv",
        "project,sum\nWells,€ 1200\nSchools,$ 1500\nRoads,£ 900\nClinics,€ 2000\n",
        table("""
project | sum
words   | text/category/code
Wells   | € 1200
Schools | $ 1500
Roads   | £ 900
Clinics | € 2000
"""),
    ),
    case(
        "money-named-column",
        "The currency stands in the name, the numbers are bare; the cents must be right.",
        "gehaelter.csv",
        "Stelle;Gehalt (EUR)\nA13;4.501,22\nA14;4.901,07\nB2;7.900,00\n",
        table("""
Stelle | Gehalt (EUR)
words  | counted
A13    | 4501.22
A14    | 4901.07
B2     | 7900
"""),
    ),
    case(
        "percent-comma",
        "Percentages with a comma and a blank before the sign.",
        "beteiligung.csv",
        "Stimmbezirk;Beteiligung\n00101;61,5 %\n00102;58,0 %\n00103;7,25 %\n",
        table("""
Stimmbezirk | Beteiligung
coded       | percentage
00101       | 61.5
00102       | 58
00103       | 7.25
"""),
    ),
    case(
        "percent-point",
        "Percentages with a point and no blank; one is 100%.",
        "turnout.csv",
        "precinct,turnout\n1-1,61.5%\n1-2,100%\n2-1,7.25%\n",
        table("""
precinct | turnout
words    | percentage
1-1      | 61.5
1-2      | 100
2-1      | 7.25
"""),
    ),
    case(
        "percent-some-without-sign",
        "Half of the cells have lost the sign: 0.5 and 50% may not be mixed silently.",
        "quotas.csv",
        "unit,share\nA,50%\nB,0.25\nC,75%\nD,0.1\n",
        table("""
unit  | share
words | text/category/code
A     | 50%
B     | 0.25
C     | 75%
D     | 0.1
"""),
    ),
]
