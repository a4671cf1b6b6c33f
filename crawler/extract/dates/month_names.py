"""Month names in Latin and Cyrillic script, folded to their first letters."""

_NAMES = (
    "jan januar january janvier enero janeiro gennaio januari jänner januara января січня styczeń",
    "feb februar february février febrero fevereiro febbraio februari februara февраля лютого",
    "mar march märz mrz mär mars marzo março maart marta марта березня",
    "apr april avril abril aprile aprila апреля квітня",
    "may mai mayo maio maggio mei maja мая травня",
    "jun june juni juin junio junho giugno juna июня червня",
    "jul july juli juillet julio julho luglio jula июля липня",
    "aug august août agosto augustus augusta августа серпня",
    "sep sept september septembre septiembre setembro settembre septembra сентября вересня",
    "oct okt october oktober octobre octubre outubro ottobre oktobra октября жовтня",
    "nov november novembre noviembre novembro novembra ноября листопада",
    "dec dez des december dezember décembre diciembre dezembro dicembre desember декабря грудня",
)

MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()
}
"""Month number by its name in lower case."""
