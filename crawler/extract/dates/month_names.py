"""Month names of the languages that pages are written in, as dates have them.

After CLDR's names (formatting and standing alone, wide and short), and the usual forms beside them.
"""

import unicodedata

_NAMES = {
    "en": "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug"
    " september/sept/sep october/oct november/nov december/dec",
    "de": "januar/jänner/jän/jan februar/feber/feb märz/mrz/mär april/apr mai juni/jun juli/jul"
    " august/aug september/sept/sep oktober/okt november/nov dezember/dez",
    "fr": "janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août"
    " septembre/sept octobre/oct novembre/nov décembre/déc",
    "es": "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago"
    " septiembre/setiembre/sept/sep octubre/oct noviembre/nov diciembre/dic",
    "it": "gennaio/gen/genn febbraio/febbr/feb marzo/mar aprile/apr maggio/mag giugno/giu"
    " luglio/lug agosto/ago settembre/sett/set ottobre/ott novembre/nov dicembre/dic",
    "pt": "janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago"
    " setembro/set outubro/out novembro/nov dezembro/dez",
    "ca": "gener/gen febrer/febr març abril/abr maig juny juliol/jul agost/ago setembre/set"
    " octubre/oct novembre/nov desembre/des",
    "gl": "xaneiro/xan febreiro/feb marzo/mar abril/abr maio xuño xullo agosto setembro outubro"
    " novembro decembro",
    "ro": "ianuarie/ian februarie/feb martie/mar aprilie/apr mai iunie/iun iulie/iul august/aug"
    " septembrie/sept octombrie/oct noiembrie/noi decembrie/dec",
    "nl": "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug"
    " september/sep oktober/okt november/nov december/dec",
    "af": "januarie februarie maart april mei junie julie augustus september oktober november"
    " desember",
    "sv": "januari/jan februari/feb mars april/apr maj juni/jun juli/jul augusti/aug september/sep"
    " oktober/okt november/nov december/dec",
    "da": "januar/jan februar/feb marts/mar april/apr maj juni/jun juli/jul august/aug"
    " september/sep oktober/okt november/nov december/dec",
    "nb": "januar/jan februar/feb mars april/apr mai juni/jun juli/jul august/aug september/sep"
    " oktober/okt november/nov desember/des",
    "is": "janúar febrúar mars apríl maí júní/jún júlí/júl ágúst september október/okt nóvember/nóv"
    " desember/des",
    "fi": "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu"
    " toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu"
    " lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu",
    "et": "jaanuar/jaan veebruar/veebr märts aprill mai juuni juuli august september oktoober/okt"
    " november detsember/dets",
    "lv": "janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā jūnijs/jūnijā"
    " jūlijs/jūlijā augusts/augustā septembris/septembrī oktobris/oktobrī novembris/novembrī"
    " decembris/decembrī",
    "lt": "sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė"
    " birželio/birželis liepos/liepa rugpjūčio/rugpjūtis rugsėjo/rugsėjis spalio/spalis"
    " lapkričio/lapkritis gruodžio/gruodis",
    "pl": "stycznia/sty/styczeń lutego/lut/luty marca/mar/marzec kwietnia/kwi/kwiecień maja/maj"
    " czerwca/cze/czerwiec lipca/lip/lipiec sierpnia/sie/sierpień września/wrz/wrzesień"
    " października/paź/październik listopada/lis/listopad grudnia/gru/grudzień",
    "cs": "ledna/led/leden února/úno/únor března/bře/březen dubna/dub/duben května/kvě/květen"
    " června/čvn/červen července/čvc/červenec srpna/srpen září/zář října/říj/říjen"
    " listopadu/listopad prosince/prosinec",
    "sk": "januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl"
    " augusta septembra októbra/október novembra decembra",
    "sl": "januar/januarja februar/februarja marec/marca april/aprila maj/maja junij/junija"
    " julij/julija avgust/avgusta/avg september/septembra oktober/oktobra november/novembra"
    " december/decembra",
    "hr": "siječnja/sij/siječanj veljače/velj/veljača ožujka/ožu/ožujak travnja/tra/travanj"
    " svibnja/svi/svibanj lipnja/lipanj srpnja/srpanj kolovoza/kol/kolovoz rujna/ruj/rujan"
    " - studenoga/studenog/stu/studeni prosinca/prosinac",
    "sr": "januar/januara/јануар/јануара/јан februar/februara/фебруар/фебруара/феб"
    " mart/marta/март/марта april/aprila/април/априла maj/maja/мај/маја jun/juna/јун/јуна"
    " jul/jula/јул/јула avgust/avgusta/август/августа septembar/septembra/септембар/септембра"
    " oktobar/oktobra/октобар/октобра novembar/novembra/новембар/новембра"
    " decembar/decembra/децембар/децембра",
    "hu": "január/jan február/febr március/márc április/ápr május/máj június/jún július/júl"
    " augusztus/aug szeptember/szept október/okt november/nov december/dec",
    "sq": "janar/jan shkurt/shk mars prill/pri maj qershor/qer korrik/korr gusht/gush shtator/sht"
    " tetor/tet nëntor/nën dhjetor/dhj",
    "tr": "ocak/oca şubat/şub mart nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl"
    " ekim/eki kasım/kas aralık/ara",
    "az": "yanvar/yan fevral/fev mart aprel may iyun/iyn iyul/iyl avqust/avq sentyabr/sen"
    " oktyabr/okt noyabr/noy dekabr/dek",
    "uz": "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "id": "januari/jan februari/feb/pebruari maret april mei juni/jun juli/jul agustus/agu/agt"
    " september/sep oktober/okt november/nopember/nov desember/des",
    "ms": "januari februari mac april mei jun julai ogos/ogo september oktober november"
    " disember/dis",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "tl": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "ru": "января/янв/январь февраля/фев/февр/февраль марта/мар/март апреля/апр/апрель мая/май"
    " июня/июн/июнь июля/июл/июль августа/авг/август сентября/сен/сент/сентябрь"
    " октября/окт/октябрь ноября/ноя/нояб/ноябрь декабря/дек/декабрь",
    "uk": "січня/січ/січень лютого/лют/лютий березня/бер/березень квітня/кві/квіт/квітень"
    " травня/тра/трав/травень червня/чер/черв/червень липня/лип/липень серпня/сер/серп/серпень"
    " вересня/вер/вересень жовтня/жов/жовт/жовтень листопада/лис/лист/листопад"
    " грудня/гру/груд/грудень",
    "be": "студзеня лютага сакавіка красавіка мая/траўня чэрвеня ліпеня жніўня верасня кастрычніка"
    " лістапада снежня",
    "bg": "януари/яну февруари/фев март април/апр май юни юли август/авг септември/сеп октомври/окт"
    " ноември/ное декември/дек",
    "mk": "јануари/јан февруари/фев март април мај јуни јули август септември октомври ноември"
    " декември",
    "kk": "қаңтар/қаң ақпан/ақп наурыз/нау сәуір/сәу мамыр/мам маусым/мау шілде/шіл тамыз/там"
    " қыркүйек/қыр қазан/қаз қараша/қар желтоқсан/жел",
    "el": "ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ μαρτίου/μάρτιος/μαρ"
    " απριλίου/απρίλιος/απρ μαΐου/μάιος/μαϊ ιουνίου/ιούνιος/ιουν ιουλίου/ιούλιος/ιουλ"
    " αυγούστου/αύγουστος/αυγ σεπτεμβρίου/σεπτέμβριος/σεπ/σεπτ οκτωβρίου/οκτώβριος/οκτ"
    " νοεμβρίου/νοέμβριος/νοε/νοεμ δεκεμβρίου/δεκέμβριος/δεκ",
    "hy": "հունվարի/հունվար փետրվարի/փետրվար մարտի/մարտ ապրիլի/ապրիլ մայիսի/մայիս հունիսի/հունիս"
    " հուլիսի/հուլիս օգոստոսի/օգոստոս սեպտեմբերի/սեպտեմբեր հոկտեմբերի/հոկտեմբեր"
    " նոյեմբերի/նոյեմբեր դեկտեմբերի/դեկտեմբեր",
    "ka": "იანვარი/იან თებერვალი/თებ მარტი/მარ აპრილი/აპრ მაისი/მაი ივნისი/ივნ ივლისი/ივლ"
    " აგვისტო/აგვ სექტემბერი/სექ ოქტომბერი/ოქტ ნოემბერი/ნოე დეკემბერი/დეკ",
    "ar": "يناير/جانفي/كانون-الثاني فبراير/فيفري/شباط مارس/آذار/اذار أبريل/ابريل/إبريل/أفريل/نيسان"
    " مايو/ماي/أيار/ايار يونيو/يونيه/جوان/حزيران يوليو/يوليه/جويلية/تموز أغسطس/اغسطس/أوت/غشت/آب/اب"
    " سبتمبر/شتنبر/أيلول/ايلول أكتوبر/اكتوبر/تشرين-الأول نوفمبر/نونبر/تشرين-الثاني"
    " ديسمبر/دجنبر/كانون-الأول",
    "fa": "ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "he": "ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי"
    " אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר",
    "hi": "जनवरी/जन फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर"
    " नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "mr": "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    "ne": "जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर",
    "bn": "জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট/অগস্ট"
    " সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "gu": "જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર",
    "pa": "ਜਨਵਰੀ ਫ਼ਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ",
    "ta": "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "te": "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్",
    "kn": "ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್",
    "ml": "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ",
    "si": "ජනවාරි පෙබරවාරි මාර්තු අප්‍රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්",
    "th": "มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค"
    " สิงหาคม/ส.ค กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค",
    "vi": "tháng-1/tháng-một/tháng-giêng tháng-2/tháng-hai tháng-3/tháng-ba tháng-4/tháng-tư"
    " tháng-5/tháng-năm tháng-6/tháng-sáu tháng-7/tháng-bảy tháng-8/tháng-tám tháng-9/tháng-chín"
    " tháng-10/tháng-mười tháng-11/tháng-mười-một tháng-12/tháng-mười-hai/tháng-chạp",
}
"""Twelve months of each language: a stroke parts forms of one, a hyphen the words of a name."""

_BEHIND_ORDINAL: dict[str, int | None] = {"listopada": 10, "lip": 6, "lis": None, "srp": None}
"""Names that mean another month, or may, where the day before them is an ordinal: Croatian ones."""

_PERSIAN = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
JALALI: dict[str, int] = {name: number for number, name in enumerate(_PERSIAN.split(), start=1)}
"""Month number of the Persian calendar by its name."""


def _bare(name: str) -> str:
    """Give a Latin or Greek name without its accents, as capitals and old pages have it."""
    parts = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    return "".join(char for char in parts if not unicodedata.combining(char))


def _spellings(name: str) -> set[str]:
    whole = unicodedata.normalize("NFC", name.replace("-", " "))
    return {whole, _bare(whole)} if whole < "\u0400" else {whole}


MONTHS: dict[str, int] = {
    spelling: number
    for names in _NAMES.values()
    for number, forms in enumerate(names.split(), start=1)
    for name in forms.split("/")
    for spelling in _spellings(name)
    if name != "-"
}
"""Month number by its name in lower case."""


def month_of(name: str, *, ordinal: bool = False) -> int | None:
    """Give the number of a month by its name; `ordinal`: the day before it has a point (24.)."""
    folded = " ".join(name.lower().replace("i\u0307", "i").split())
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", folded)
    folded = folded.replace("thg ", "tháng ").replace("thang ", "tháng ")
    if ordinal and folded in _BEHIND_ORDINAL:
        return _BEHIND_ORDINAL[folded]
    return MONTHS.get(folded)
