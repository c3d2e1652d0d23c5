"""The phrases of the explorer in German; the same places ``{names}`` as in ``words``."""

from __future__ import annotations

from typing import Final

from commonstacks.workshop.views.words import Words

NBSP: Final = "\u00a0"
_LINE: Final = "Die Linie zeigt den Mittelwert von {value} je "
_FLOOR: Final = ", über alle Zeilen; sie beginnt nicht unbedingt bei null."

GERMAN: Final = Words(
    thousands=".",
    decimal=",",
    all_rows="Zu sehen sind alle {rows} Zeilen der Fassung {version}.",
    some_rows=(
        "Zu sehen sind {matching} von {rows} Zeilen der Fassung {version}, "
        "für die gilt: {conditions}."
    ),
    also=" und ",
    either=" oder ",
    comma=", ",
    missing="ohne Angabe",
    empty="(leer)",
    is_value="{column} ist {values}",
    is_one_of="{column} ist einer von {n} Werten",
    is_between="{column} ist {low} bis unter {high}",
    is_from="{column} ist {low} oder mehr",
    is_below="{column} liegt unter {high}",
    is_during="{column} ist {low} oder später, aber vor {high}",
    is_since="{column} ist {low} oder später",
    is_before="{column} liegt vor {high}",
    is_within="der Ort liegt im Bereich {place}",
    is_containing="{column} enthält „{text}“",
    is_beginning="{column} beginnt mit „{text}“",
    is_equal="{column} ist „{text}“",
    is_present="{column} ist angegeben",
    is_inside="die Zeile liegt in {place}",
    place_missing="der Ort fehlt",
    place="Ort",
    square="{west} bis {east}, {south} bis {north}",
    west=f"{{n}}°{NBSP}W",
    east=f"{{n}}°{NBSP}O",
    north=f"{{n}}°{NBSP}N",
    south=f"{{n}}°{NBSP}S",
    bin="{low} bis unter {high}",
    span="{low} bis {high}",
    week="Woche ab {low}",
    under="unter {high}",
    over="{low} oder mehr",
    earlier="vor {high}",
    later="{low} und später",
    more="{n} weitere",
    others="{n} andere",
    outside="außerhalb der Karte",
    undrawn="außerhalb der Zeichnung",
    counting="Wird gezählt …",
    uncounted="Das ließ sich gerade nicht zählen.",
    faint="Blasse Zahlen sind die von vorher.",
    again="Noch einmal versuchen",
    title_top="Zeilen nach {column}: am meisten bei {top}",
    title_tied="Zeilen nach {column}: {n} Werte liegen gleichauf vorn",
    title_value="{column}: am höchsten bei {top}",
    title_value_tied="{column}: {n} Gebiete haben den höchsten Wert",
    title_single="{n} Gebiete, je eine Zeile",
    title_even="Zeilen nach {column}: in allen {n} gleich viele",
    title_bin="Zeilen nach {column}: am meisten bei {top}",
    title_none="Zeilen nach {column}: keine übrig",
    title_missing="Zeilen nach {column}: alle ohne Angabe",
    top="Die meisten Zeilen hat {top}: {n}; {missing}.",
    tied="{k} Werte haben die meisten Zeilen, je {n}; {missing}.",
    highest="Am höchsten bei {top}, {n}; {missing}.",
    highest_tied="Am höchsten in {k} Gebieten, je {n}; {missing}.",
    single="{k} Gebiete, je eine Zeile; {missing}.",
    peak="Am höchsten bei {top}: {n}; am niedrigsten bei {bottom}: {least}.",
    level="Überall gleich: {n}.",
    numberless="Keine Zeile hat eine Zahl.",
    undated=" Zeilen ohne Datum: {n}.",
    readout="{name}: {n}",
    even="In allen {k} Gebieten gleich, je {n}; {missing}.",
    between="Am höchsten bei {top}, {n}; am niedrigsten bei {bottom}, {least}; {missing}.",
    unplaced=" Zeilen, die kein Gebiet dieser Karte nennen: {n}.",
    fullest="Die meisten Zeilen, {n}, liegen bei {top}; {missing}.",
    middle=(
        "Mindestens die Hälfte der Werte: {span}; die meisten Zeilen, {n}, liegen bei {top}; "
        "{missing}."
    ),
    fullest_square=(
        "Die meisten Zeilen, {n}, liegen im Feld {top}; Felder mit Zeilen: {squares}; {missing}."
    ),
    outside_rows=" Zeilen außerhalb der Karte: {n}.",
    only_missing="Keine Zeile hat einen Wert; {missing}.",
    none_left="Es sind keine Zeilen übrig.",
    no_number="keine Zahl",
    no_rows="keine Zeilen",
    in_rows="Zeilen: {n}",
    nothing_missing="nichts fehlt",
    some_missing="ohne Angabe: {n}",
    percent=f"{{n}}{NBSP}%",
    unlisted="Gebiete, die hier nicht stehen: {n}. Sie sind auf der Karte wählbar.",
    not_listed="Hier stehen {parts} weitere nicht; zusammen zählen sie {rows} Zeilen.",
    why_time="Gezeigt, weil jede Zeile ein Datum hat.",
    why_time_some="Gezeigt, weil {n} von {rows} Zeilen ein Datum haben.",
    why_grid="Gezeigt, weil jede Zeile eine Länge und eine Breite hat.",
    why_grid_some="Gezeigt, weil bis zu {n} von {rows} Zeilen eine Länge und eine Breite haben.",
    why_areas="Gezeigt, weil {column} Gebiete nennt, {n} verschiedene.",
    why_area_rows="Gezeigt, weil jede Zeile ein Gebiet ist.",
    why_value="Gezeigt, weil jede Zeile ein Gebiet ist; {value} ist eine seiner Zahlen.",
    why_line="Gezeigt, weil jede Zeile ein eigenes Datum hat; {value} ist die erste der Zahlen.",
    why_line_most=(
        "Gezeigt, weil fast jede Zeile ein eigenes Datum hat; {value} ist die erste der Zahlen."
    ),
    why_time_plain="Gezeigt, weil Zeilen ein Datum haben.",
    why_grid_plain="Gezeigt, weil Zeilen eine Länge und eine Breite haben.",
    why_areas_plain="Gezeigt, weil {column} Gebiete nennt.",
    why_bars_plain="Gezeigt, weil {column} wenige verschiedene Werte hat.",
    why_codes=" Die Kennziffern wurden als Nummern von Countys gelesen.",
    why_bars="Gezeigt, weil {column} nur {n} verschiedene Werte hat.",
    why_histogram="Gezeigt, weil {column} eine Zahl ist.",
    row_name="Zeilen",
    peaked="{what}: Höhepunkt {top} mit {n}; {missing}.",
    most_in="{what}: am meisten bei {top}, {n}; {missing}.",
    highest_of=(
        "{measure}: am höchsten bei {top}, {n}, am niedrigsten bei {bottom}, {least}; {missing}."
    ),
    same_of="{measure}: überall gleich, {n}; {missing}.",
    none_of="Keine Zeile hat eine Zahl; {missing}.",
    none_undated="keine ist ohne Datum",
    share_undated="{share} haben kein Datum",
    none_valueless="keine ist ohne {column}",
    share_valueless="{share} sind ohne {column}",
    around="etwa {n}",
    percent_below=f"weniger als {{n}}{NBSP}%",
    take_count="Anzahl der Zeilen mit {of}",
    take_sum="Summe von {of}",
    take_mean="Mittelwert von {of}",
    take_median="Median von {of}",
    take_min="Kleinster Wert von {of}",
    take_max="Größter Wert von {of}",
    take_distinct="Anzahl der verschiedenen Werte von {of}",
    take_share="Anteil der Zeilen",
    both="{panel}, {bin}",
    by_column="{what} nach {column}",
    by_each="{what} nach {column}, je {other}",
    by_both="{what} nach {column} und {other}",
    how_points=(
        "Von links nach rechts: {across}. Von unten nach oben: {up}. "
        "Größere und kräftigere Felder haben mehr Zeilen."
    ),
    against_whole="Hier {n} Zeilen; insgesamt {other}.",
    against="Hier {n} Zeilen; {beside} {other}.",
    beside_whole="in der ganzen Tabelle",
    beside_place="in {place}",
    beside_period="von {low} bis vor {high}",
    rows_beside="Zeilen {beside}",
    amount_beside="{measure} {beside}",
    spread_key=(
        "Die gestrichelten Linien zeigen, wie viele es wären, "
        "wenn diese Zeilen so verteilt wären wie die {beside}."
    ),
    version_key="Die gestrichelten Linien zeigen Fassung {version}, wo sie anders ist.",
    same_key="Die gestrichelten Linien zeigen dasselbe {beside}.",
    furthest="Am weitesten auseinander: {top}, hier {mine} und dort {theirs}.",
    alike="Beide Seiten sind gleich verteilt.",
    version_named="Fassung {version}",
    more_rows="{n} Zeilen mehr als in Fassung {version}",
    fewer_rows="{n} Zeilen weniger als in Fassung {version}",
    one_more="Eine Zeile mehr als in Fassung {version}",
    one_fewer="Eine Zeile weniger als in Fassung {version}",
    as_many="So viele Zeilen wie in Fassung {version}: {n}",
    all_of_them="; alle davon in {top}.",
    most_of_them="; die meisten davon in {top}.",
    part_of_them="; der größte Teil in {top}, {n}.",
    largest_gap="; der größte Unterschied ist in {top}, {n}.",
    not_beside=(
        "Fassung {version} steht nicht neben dieser Ansicht: Wonach hier Zeilen gewählt sind "
        "({columns}), gibt es dort nicht, oder es wird anders gelesen."
    ),
    chart_not_beside=(
        "Fassung {version} steht nicht neben diesem Bild: Die Spalte „{column}“ gibt es dort "
        "nicht, oder sie wird anders gelesen."
    ),
    points_all="Jeder Punkt ist eine Zeile: {n} in diesem Ausschnitt.",
    points_same=(
        "Jeder Punkt ist eine Zeile: {n} in diesem Ausschnitt, {same} davon über einem anderen."
    ),
    unlisted_beside="Zeilen {beside}, deren Werte dieses Bild nicht aufführt: {n}.",
    unlisted_rows="Zeilen der Fassung {version}, deren Werte dieses Bild nicht aufführt: {n}.",
    month="{name} {year}",
    day="{day}.{month}.{year}",
    bin_month="{name} {year}",
    short_month="{month}/{year}",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    how_bars="Jeder Balken zählt die Zeilen mit einem Wert.",
    how_areas="Kräftigere Gebiete haben mehr Zeilen.",
    how_value="Kräftigere Gebiete haben höhere Werte bei {value}.",
    how_mean="Kräftigere Gebiete haben einen höheren Mittelwert von {value} über alle Zeilen.",
    how_line="Die Linie zeigt {value}; sie beginnt nicht unbedingt bei null.",
    how_line_day=f"{_LINE}Tag{_FLOOR}",
    how_line_week=f"{_LINE}Woche{_FLOOR}",
    how_line_month=f"{_LINE}Monat{_FLOOR}",
    how_line_year=f"{_LINE}Jahr{_FLOOR}",
    how_line_decade=f"{_LINE}Jahrzehnt{_FLOOR}",
    how_line_century=f"{_LINE}Jahrhundert{_FLOOR}",
    how_source=" Karte: {title}.",
    how_steps=(
        "Jede Säule zählt die Zeilen in einem Schritt von {step}, vom linken Rand bis unter den "
        "rechten."
    ),
    how_ones="Jede Säule zählt die Zeilen mit einer Zahl.",
    how_day="Jede Säule zählt die Zeilen eines Tages.",
    how_week="Jede Säule zählt die Zeilen einer Woche.",
    how_month="Jede Säule zählt die Zeilen eines Monats.",
    how_year="Jede Säule zählt die Zeilen eines Jahres.",
    how_decade="Jede Säule zählt die Zeilen eines Jahrzehnts.",
    how_century="Jede Säule zählt die Zeilen eines Jahrhunderts.",
    how_log=(
        "Jede Säule zählt die Zeilen von ihrem linken Rand bis unter ihren rechten Rand; die "
        "Ränder steigen in Schritten von 1, 2, 5, 10, 20 und so weiter, damit kleine und große "
        "zusammen zu sehen sind."
    ),
    how_grid=(
        "Jedes Feld ist {step}° breit und {step}° hoch; größere und kräftigere Felder haben mehr "
        "Zeilen."
    ),
    how_grid_here=(
        "Jedes Feld ist etwa {wide} breit und {high} hoch; größere und kräftigere Felder haben "
        "mehr Zeilen."
    ),
    metres=f"{{n}}{NBSP}m",
    kilometres=f"{{n}}{NBSP}km",
)
