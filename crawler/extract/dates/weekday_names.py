"""Names of weekdays in the languages of pages: they stand beside days, and tell two readings apart.

After CLDR's names (wide and short); what means two days in two languages is left out.
"""

import re

_NAMES = {
    "en": "monday/mon tuesday/tues/tue wednesday/wed thursday/thurs/thu friday/fri saturday/sat"
    " sunday/sun",
    "de": "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "fr": "lundi/lun mardi/mar mercredi/mer jeudi/jeu vendredi/ven samedi/sam dimanche/dim",
    "es": "lunes martes miércoles/miercoles/mié jueves/jue viernes/vie sábado/sabado/sáb"
    " domingo/dom",
    "it": "lunedì/lunedi martedì/martedi mercoledì/mercoledi giovedì/giovedi/gio venerdì/venerdi"
    " sabato/sab domenica",
    "pt": "segunda-feira/segunda terça-feira/terça quarta-feira/quarta quinta-feira/quinta"
    " sexta-feira/sexta sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "fi": "maanantaina/maanantai tiistaina/tiistai keskiviikkona/keskiviikko torstaina/torstai"
    " perjantaina/perjantai lauantaina/lauantai sunnuntaina/sunnuntai",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "cs": "pondělí úterý středa čtvrtek pátek sobota neděle",
    "sk": "pondelok utorok streda štvrtok piatok sobota nedeľa",
    "sl": "ponedeljek torek sreda četrtek petek sobota nedelja",
    "hr": "ponedjeljak utorak srijeda četvrtak petak subota nedjelja",
    "sr": "понедељак уторак среда четвртак петак субота недеља",
    "hu": "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "ro": "luni marți/marţi miercuri joi vineri sâmbătă duminică",
    "ca": "dilluns dimarts dimecres dijous divendres dissabte diumenge",
    "lv": "pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena",
    "lt": "pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis"
    " sekmadienis",
    "sq": "hënë martë mërkurë enjte premte shtunë diel",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "id": "senin selasa rabu kamis jumat/jum'at sabtu minggu",
    "ru": "понедельник/пн вторник/вт среда/ср четверг/чт пятница/пт суббота/сб воскресенье/вс",
    "uk": "понеділок вівторок середа четвер п'ятниця/п’ятниця субота неділя",
    "bg": "понеделник вторник сряда четвъртък петък събота неделя",
    "el": "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
    "hy": "երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիրակի",
    "ka": "ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი კვირა",
    "ar": "الاثنين/الإثنين الثلاثاء الأربعاء/الاربعاء الخميس الجمعة السبت الأحد/الاحد",
    "fa": "دوشنبه سه‌شنبه چهارشنبه پنجشنبه/پنج‌شنبه جمعه شنبه یکشنبه/یک‌شنبه",
    "he": "שני שלישי רביעי חמישי שישי שבת ראשון",
    "hi": "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "bn": "সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার",
    "th": "วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ วันศุกร์ที่ วันเสาร์ที่ วันอาทิตย์ที่",
    "zh": "星期一 星期二 星期三 星期四 星期五 星期六 星期日/星期天",
}
"""Seven days of each language, Monday first; a stroke parts the forms of one."""

WEEKDAYS: dict[str, int] = {
    name: number
    for names in _NAMES.values()
    for number, forms in enumerate(names.split())
    for name in forms.split("/")
}
"""Number of a weekday by its name in lower case, as `date.weekday` counts."""

_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,13})[\s.,(]{0,3}\Z")
_REACH = 18


def weekday_before(text: str, place: int) -> int | None:
    """Give the number of the weekday that stands right before a place (Tue, 02/12/2013)."""
    word = _LAST_WORD.search(text[max(0, place - _REACH) : place])
    return None if word is None else WEEKDAYS.get(word[1].lower())
