"""Words: Dutch as the source, other languages through gettext, dates and numbers through Babel."""

import datetime as dt
import gettext
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel.core import Locale
from babel.dates import format_date, format_time
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from sok_core.clock import local
from sok_core.errors import SokError
from sok_core.model import (
    AttendanceStatus,
    Attention,
    Capacity,
    Channel,
    CheckInStatus,
    CommitmentKind,
    CommitmentStatus,
    ConsentAnswer,
    DecisionKind,
    DecisionStatus,
    Direction,
    EstimateKind,
    Group,
    MandateBasis,
    MandateStatus,
    MeetingStatus,
    PartyList,
    PartyStatus,
    PartyType,
    Phase,
    ProjectStatus,
    Prompt,
    PromptKind,
    ReactionAnswer,
    Reader,
    RelationKind,
    Rhythm,
    Ring,
    Role,
    RoleKind,
    ScreenView,
    SignatureMethod,
    Situation,
    Stance,
    Step,
    TalkResult,
)

DOUBLE_STOP = re.compile(r"(?<!\.)\.\.(?!\.)")
LOCALES = Path(__file__).parent / "locale"
LANGUAGES = {"nl": "Nederlands", "en": "English", "tr": "Türkçe", "ar": "العربية"}
OTHER_LANGUAGES = {id: name for id, name in LANGUAGES.items() if id != "nl"}  # to translate into


_WISH = re.compile(
    r"(?:^|,)\s*(?P<tag>[A-Za-z]{2,3})(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q=(?P<weight>[01](?:\.\d{0,3})?)\s*)?(?=,|$)"
)


def marked(text: str) -> str:
    """Mark a text for translation without translating it yet."""
    return text


ERRORS = {
    "agenda.minutes": marked("Een onderdeel duurt 1 tot 600 minuten."),
    "aim.changed": marked(
        "Iemand anders veranderde net {field} van ‘{title}’. Wat jij typte, staat er nog. Kijk het na en "
        "bewaar opnieuw."
    ),
    "aim.quote": marked(
        "Dit briefje kan er niet naast: het is verborgen, of er staan gegevens van iemand in."
    ),
    "aim.theme_unnamed": marked("Geef dit thema eerst een naam, in de regie bij Thema's."),
    "aim.theme_used": marked("‘{theme}’ zit al in ‘{title}’."),
    "aim.title_empty": marked("Typ eerst hoe jullie het noemen."),
    "aim.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "aim.too_many_quotes": marked("Kies er hoogstens {limit}."),
    "aim.too_many_signs": marked("Schrijf hoogstens {limit} regels op, elk op een eigen regel."),
    "aim.unknown": marked("Deze waarde of dit doel is er niet meer."),
    "aim.used": marked(
        "‘{title}’ is al veranderd of gebruikt. Laat het los als jullie het niet meer willen."
    ),
    "aim.why_empty": marked("Typ eerst waarom jullie dit loslaten."),
    "answer.empty": marked("Er staat nog niets. Typ eerst wat er anders moet."),
    "answer.kind": marked("Kies ‘ja’ of ‘bezwaar’."),
    "answer.no_text": marked("Een bezwaar is een stukje tekst."),
    "answer.not_yours": marked("Dit bezwaar is niet door jullie tafel getypt."),
    "answer.paper": marked("Typ een aantal mensen van 0 tot {limit}."),
    "answer.too_long": marked("Je tekst is te lang: {length} tekens. Er passen er {limit} in."),
    "answer.unknown": marked("Dit bezwaar is er niet meer."),
    "attendance.count": marked("Vul een aantal in van 0 tot 9999."),
    "chapter.edge": marked("Dit hoofdstuk kan niet verder die kant op."),
    "chapter.full": marked(
        "Hier staan artikelen in, ook ingetrokken tellen mee. Zet die eerst ergens anders."
    ),
    "chapter.last": marked("Eén hoofdstuk blijft altijd staan."),
    "chapter.number_stays": marked(
        "De tekst is al een keer bevroren. Hoofdstukken houden nu hun nummer, want anderen verwijzen ernaar. "
        "De titel kan nog wel anders."
    ),
    "chapter.there": marked("Dit hoofdstuk staat er al."),
    "chapter.title_empty": marked("Een hoofdstuk heeft een titel nodig."),
    "chapter.title_too_long": marked("Die titel is te lang. Er passen {limit} tekens op."),
    "chapter.unknown": marked("Dit hoofdstuk is er niet meer."),
    "check_in.agreed": marked("Deze les staat al als artikel in de overeenkomst."),
    "check_in.cancelled": marked("Dit moment ging niet door. Plan een nieuw moment."),
    "check_in.changed": marked(
        "Iemand anders veranderde net ‘{field}’. Wat jij typte, staat er nog. Kijk het na en bewaar opnieuw."
    ),
    "check_in.empty": marked("Geef het moment eerst een naam."),
    "check_in.future": marked("Dit moment moet nog komen. Vul dit na afloop in."),
    "check_in.held": marked("Dit moment is al gehouden. Verzetten of afzeggen kan niet meer."),
    "check_in.lesson_empty": marked("Schrijf eerst in één zin op wat jullie anders gaan doen."),
    "check_in.line_changed": marked("Iemand anders veranderde deze regel net. Kijk wat er nu staat."),
    "check_in.no_agenda": marked("Bij deze avond hoort geen moment met een agenda."),
    "check_in.not_called_off": marked("Dit moment is niet afgezegd. Kijk wat er nu staat."),
    "check_in.number": marked("Vul een heel getal in van 0 tot {limit}."),
    "check_in.past_day": marked(
        "Die dag is al geweest. Kies vandaag of later. Was het moment al? Zet het erin met ‘Plan één moment’."
    ),
    "check_in.past_due": marked("Die datum was al voorbij. Kies {day} of later."),
    "check_in.running": marked("De avond van dit moment is nu bezig. Sluit hem eerst af in de regie."),
    "check_in.same_day": marked("Kies een andere dag dan waarop het nu staat."),
    "check_in.series": marked("Plan 1 tot {limit} momenten tegelijk."),
    "check_in.there": marked("Op die dag staat al een moment."),
    "check_in.times": marked("Het moment is klaar voordat het begint. Kijk de tijden na."),
    "check_in.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "check_in.twice": marked("{names} staat op twee plekken. Kies per partij één antwoord."),
    "check_in.unknown": marked("Dit moment is er niet meer."),
    "check_in.why": marked("Schrijf erbij waarom."),
    "article_change.followed": marked(
        "De afspraak ‘{name}’ volgt dit artikel al. Laat deze daar verdergaan, of laat haar zo."
    ),
    "article_change.nobody": marked(
        "Niemand van dit artikel doet nog mee. Laat de afspraak zo, of stop met deze afspraak."
    ),
    "article_change.settled": marked(
        "Dit is al verwerkt, of er geldt nu een andere versie. Kijk nog een keer."
    ),
    "clause.because_too_long": marked("Je uitleg is te lang: {length} tekens. Er passen er {limit} in."),
    "clause.changed": marked(
        "Iemand anders veranderde net artikel {number}, bij ‘{field}’. Wat jij typte staat er nog. Kijk wat "
        "er nu staat, en bewaar dan opnieuw."
    ),
    "clause.empty": marked("Er staat nog geen tekst. Schrijf eerst één zin."),
    "clause.field": marked("‘{field}’ hoort niet bij een artikel."),
    "clause.means_too_long": marked("Bij de middelen passen {limit} tekens. Je hebt er {length}."),
    "clause.number_stays": marked(
        "{number} staat zo in een bevroren tekst. Nummers daarin veranderen niet meer. Zet een artikel in "
        "een ander hoofdstuk, of trek het in."
    ),
    "clause.same": marked("Kies twee verschillende artikelen."),
    "clause.section": marked("Dit hoofdstuk staat niet in de tekst. Zet het er eerst bij."),
    "clause.text_too_long": marked(
        "Dit artikel is te lang: {length} tekens. Er passen er {limit} in. Splits het in twee."
    ),
    "clause.there": marked("Van ‘{name}’ is er al een artikel: {number}. Open dat, en pas het aan."),
    "clause.unknown": marked("Dit artikel is er niet meer."),
    "clause.why_empty": marked("Schrijf op waarom. Eén zin is genoeg: iedereen kan het lezen."),
    "clause.why_personal": marked(
        "In de reden staat {kind}. Iedereen kan dit lezen, en het blijft. Haal het weg, en probeer opnieuw."
    ),
    "clause.why_too_long": marked("De reden is te lang: {length} tekens. Er passen er {limit} in."),
    "clause.withdrawn": marked("Artikel {number} is ingetrokken. Haal het eerst terug."),
    "code.wrong": marked("Deze code klopt niet. Kijk de zes cijfers na, of vraag om een nieuwe."),
    "code.unknown": marked("Deze code kennen we niet. Kijk nog eens goed op het scherm."),
    "contact_change.empty": marked("Schrijf op welke functie de nieuwe contactpersoon heeft."),
    "contact_change.future": marked("Deze dag moet nog komen. Kies vandaag, of een dag eerder."),
    "contact_change.there": marked(
        "Deze contactpersoon staat er al, vanaf dezelfde dag. Er is niets veranderd."
    ),
    "contact_change.too_long": marked("Deze functie is te lang. Er passen {limit} tekens in."),
    "contact_change.unknown": marked("Deze verandering is er niet meer."),
    "conversation.changed": marked(
        "Iemand anders veranderde net ‘{field}’ van dit gesprek. Daar staat nu: {there}. Wat jij typte staat "
        "er nog. Bewaar nog een keer om jouw versie te houden."
    ),
    "commitment.changed": marked(
        "Iemand anders veranderde net ‘{field}’. Wat jij typte, staat er nog. Kijk het na en bewaar opnieuw."
    ),
    "commitment.choice": marked("Kies bij ‘{field}’ iets uit de lijst."),
    "commitment.counted": marked(
        "Hier vertelde iemand al een getal, en dat zou dan iets anders betekenen. Zet deze afspraak op "
        "‘gestopt’ en volg een nieuwe."
    ),
    "commitment.dates": marked("De afspraak is klaar voordat hij begint. Kijk de datums na."),
    "commitment.direction": marked(
        "Begin en doel passen niet bij omhoog of omlaag. Kijk na waar het begint en waar het heen moet."
    ),
    "commitment.empty": marked("Schrijf eerst in één zin wat jullie afspreken."),
    "commitment.lead_day": marked("De trekker is later nog veranderd. Kies die dag, of een dag erna."),
    "commitment.lead_stopped": marked("{name} doet vanaf {day} niet meer mee. Kies een andere partij."),
    "commitment.lead_unmet": marked(
        "{name} is niet gebonden: aan het voorbehoud is niet voldaan ({day}). Kies een andere partij, of "
        "laat {name} eerst tekenen."
    ),
    "commitment.leads_already": marked("Deze partij trekt deze afspraak al."),
    "commitment.no_lead": marked("Deze afspraak zoekt al een trekker."),
    "commitment.not_bound": marked(
        "Deze partij tekende de overeenkomst die nu geldt niet, of stopte. Ze belooft dit dus niet."
    ),
    "commitment.number": marked("Vul een gewoon getal in, zoals 12 of 7,5."),
    "commitment.owner": marked("Kies welke partij deze afspraak trekt. Dat is er precies één."),
    "commitment.spoken_of": marked(
        "Over deze afspraak is al iets gezegd. Weghalen kan niet meer. Zet hem op ‘gestopt’, met de reden."
    ),
    "commitment.starts_on": marked("Kies op welke dag de afspraak begint."),
    "commitment.steps": marked("Schrijf minstens één stap op."),
    "commitment.steps_told": marked(
        "Volgens een bericht zijn er al {limit} klaar. Laat minstens zoveel stappen staan, of verbeter eerst "
        "dat bericht."
    ),
    "commitment.target": marked("Vul in wat jullie tellen, en waar het getal heen moet."),
    "commitment.there": marked("Er is al een afspraak die zo heet: ‘{name}’."),
    "commitment.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "commitment.too_many_steps": marked("Schrijf hoogstens {limit} stappen op."),
    "commitment.unknown": marked("Deze afspraak is er niet meer."),
    "commitment.unsigned": marked(
        "Dit artikel is niet getekend, of het is ingetrokken. Volgen kan nog niet."
    ),
    "consent.answered": marked(
        "Deze partij heeft net een ander antwoord gekregen. Wat je typte staat er nog. Kijk, en kies opnieuw."
    ),
    "consent.article": marked("Dit artikel staat niet in deze versie."),
    "consent.no_parties": marked(
        "In deze tekst staat geen partij die iets belooft: er is niemand om te tekenen. Zet bij een artikel "
        "wie het doet, en bevries opnieuw. Of schrijf op waarom het tekenen toch opent."
    ),
    "consent.signed": marked(
        "Deze partij tekende deze tekst al. Doet zij niet meer mee? Kies dan bij ‘Tekenen’ voor ‘Stopt’."
    ),
    "consent.text": marked("Schrijf erbij wat er nog nodig is. Eén zin is genoeg."),
    "consent.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "consent.version": marked(
        "Er is intussen een nieuwe versie: {number}. Een antwoord geldt voor die tekst."
    ),
    "consent.waiting": marked(
        "Nog geen ja van: {names}. Wil je het tekenen toch openen? Schrijf dan op waarom."
    ),
    "conversation.date": marked("Kies de dag van het gesprek."),
    "conversation.empty": marked("Er staat nog niets. Typ wat hen bezighoudt, of wat hen zorgen geeft."),
    "conversation.field": marked("‘{field}’ hoort niet bij een gesprek."),
    "conversation.held_by": marked("Vul in wie het gesprek voerde. Een functie is genoeg."),
    "conversation.minutes": marked("Een gesprek duurt 0 tot {limit} minuten."),
    "conversation.party": marked("Kies eerst met wie het gesprek was."),
    "conversation.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "conversation.unknown": marked("Dit gesprek is er niet meer."),
    "core_team.function": marked("Vul een functie in, bijvoorbeeld ‘voorzitter’."),
    "core_team.too_long": marked("Deze functie is te lang. Er passen {limit} tekens in."),
    "core_team.unknown": marked("Deze plek in het kernteam is er niet meer."),
    "cross_site": marked("Dit verzoek kwam van een andere website. We hebben niets gedaan."),
    "decision.empty": marked("Er staat nog niets. Typ eerst wat jullie hebben afgesproken."),
    "decision.status": marked("Dat kan niet: alleen een actie of een geparkeerd punt rond je af."),
    "demo.there": marked("De voorbeeldwijk staat er al."),
    "door.unknown": marked("Deze bladzijde is er niet. Hier kom je binnen."),
    "dossier.already_here": marked(
        "Dit dossier staat al op deze computer. Je kunt het wel als kopie erbij zetten."
    ),
    "dossier.another": marked("Dit is een back-up van een ander dossier. We hebben niets veranderd."),
    "dossier.damaged": marked(
        "Dit bestand is beschadigd. We hebben er niets aan veranderd. Zet een back-up terug."
    ),
    "dossier.foreign": marked("Dit bestand is geen dossier van SOK-tafel. We hebben er niets aan veranderd."),
    "dossier.in_meeting": marked(
        "De bijeenkomst ‘{title}’ is nu bezig, met {phones}. Sluit die eerst, of vink aan dat je ook nu "
        "verwijdert. Er is niets verwijderd."
    ),
    "dossier.name_empty": marked("Typ eerst de naam van jullie wijk, met letters of cijfers."),
    "dossier.name_taken": marked("Er is al een dossier met deze naam. Kies een andere naam."),
    "dossier.newer": marked("Dit dossier is van een nieuwere versie. We hebben niets veranderd."),
    "dossier.other_name": marked("Dit dossier staat hier al, als {slug}. We hebben niets veranderd."),
    "dossier.unknown": marked("Dit dossier is hier niet. Misschien kreeg het een andere naam."),
    "estimate.belang": marked("Belang is een cijfer van 1 tot 5."),
    "estimate.changed": marked(
        "Iemand anders veranderde net ‘{field}’. Daar staat nu: {there}. Wat jij koos staat er nog. Bewaar "
        "nog een keer om jouw versie te houden."
    ),
    "estimate.empty": marked("Er staat nog niets. Kies minstens één antwoord."),
    "estimate.houding": marked("Houding is een cijfer van -2 tot 2."),
    "estimate.invloed": marked("Invloed is een cijfer van 1 tot 5."),
    "estimate.spanning": marked("Spanning is een cijfer van 0 tot 3."),
    "estimate.subject": marked("Kies eerst over wie of over welke lijn het gaat."),
    "estimate.unknown": marked("Deze inschatting is er niet meer."),
    "fate.changed": marked("Iemand anders zei hier net iets over. Kijk het na. Wat jij typte, staat er nog."),
    "fate.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "fate.unknown": marked("Dit staat er niet meer."),
    "fate.why_empty": marked("Typ eerst waarom het geen afspraak werd."),
    "forbidden": marked("Dit mag je hier niet doen."),
    "handover.nobody": marked("Typ eerst aan wie je het dossier geeft."),
    "helper.closed": marked("Bij deze vraag kun je nu niets typen. Geef het papier aan de begeleider."),
    "helper.not_here": marked("Je bent hier geen tafelhulp. Vraag de begeleider om een code."),
    "helper.not_this_table": marked("Dit briefje is niet door jullie tafel getypt."),
    "house.damaged": marked(
        "Het bestand {path} is beschadigd. Daarin staat wie er mag inloggen. Jullie dossiers en briefjes "
        "staan in andere bestanden: daar is niets mee gebeurd. We hebben niets veranderd. Zet een back-up "
        "van dit bestand terug. Heb je die niet? Geef het bestand een andere naam en start opnieuw. "
        "Iedereen logt dan opnieuw in."
    ),
    "house.newer": marked(
        "Het bestand {path} is van een nieuwere versie van SOK-tafel. We hebben niets veranderd, en jullie "
        "dossiers en briefjes zijn veilig. Start de nieuwste versie van SOK-tafel."
    ),
    "intake.cell_error": marked(
        "Hier staat een fout van Excel: {value}. Verbeter de formule, of typ de uitkomst."
    ),
    "intake.changed": marked(
        "Iemand anders veranderde intussen iets aan deze partijen. Kijk nog een keer wat er verandert."
    ),
    "intake.choice": marked("‘{value}’ kennen we niet. Kies een van deze: {choices}."),
    "intake.choice_near": marked("‘{value}’ kennen we niet. Bedoel je ‘{near}’? Typ het dan zo."),
    "intake.column_twice": marked("Deze kolom is voor twee dingen gekozen. Kies er een."),
    "intake.date": marked("‘{value}’ is geen datum. Schrijf hem als 28-11-2026."),
    "intake.commitment_near": marked(
        "Er is geen afspraak die ‘{name}’ heet. Bedoel je ‘{near}’? Typ het dan zo."
    ),
    "intake.commitment_unknown": marked(
        "Er is geen afspraak die ‘{name}’ heet. Typ de hele afspraak, of het nummer van het artikel."
    ),
    "intake.commitment_several": marked("Bij artikel {name} horen meer afspraken. Typ de hele afspraak."),
    "intake.decimal": marked("‘{value}’ is geen getal. Typ het als 12 of 7,5."),
    "intake.empty": marked("Hier hoort iets te staan. Vul het in, of haal de rij weg."),
    "intake.formula": marked("Hier staat een formule zonder uitkomst. Typ de uitkomst in de cel."),
    "intake.letters": marked(
        "Hier staan vreemde tekens: ‘{value}’. Bewaar het bestand in Excel als ‘CSV UTF-8’, of typ de cel "
        "opnieuw."
    ),
    "intake.name_there": marked(
        "‘{name}’ staat al in het dossier. Haal de rij weg, of kies dat je partijen bijwerkt."
    ),
    "intake.name_twice": marked("‘{name}’ staat ook in rij {row}. Haal een van de twee weg."),
    "intake.no_column": marked("We zien geen kolom voor ‘{column}’. Kies zelf welke kolom dat is."),
    "intake.no_rows": marked("Onder de koppen staat nog geen rij."),
    "intake.number": marked("‘{value}’ is geen heel getal. Typ alleen cijfers."),
    "intake.party_empty": marked("Hier hoort de naam van een partij. Typ hem, of haal de rij weg."),
    "intake.party_near": marked("Er is geen partij die ‘{name}’ heet. Bedoel je ‘{near}’? Typ het dan zo."),
    "intake.party_unknown": marked(
        "Er is geen partij die ‘{name}’ heet. Zet die partij eerst in het dossier, of verbeter de naam."
    ),
    "intake.relation_there": marked("Deze lijn staat al in het dossier. Haal de rij weg."),
    "intake.relation_twice": marked("Deze lijn staat ook in rij {row}. Haal een van de twee weg."),
    "intake.renewed": marked(
        "Iemand veranderde intussen weer iets aan wat je bijwerkte. Daarom zetten we niets terug."
    ),
    "intake.rows": marked("Er is niets in het dossier gezet. Verbeter eerst wat in de lijst staat."),
    "intake.short_name_there": marked(
        "De korte naam ‘{name}’ is al van een andere partij. Typ een andere korte naam."
    ),
    "intake.type": marked(
        "‘{value}’ is geen soort partij die we kennen. Typ bijvoorbeeld Gemeente, Buurthuis of Anders."
    ),
    "intake.update_twice": marked("Dit bericht staat ook in rij {row}. Haal een van de twee weg."),
    "intake.used": marked("Er hangt intussen al iets aan wat je toevoegde. Daarom halen we niets weg."),
    "intake.yes_no": marked("‘{value}’ kennen we niet. Typ ja of nee."),
    "invite.label_empty": marked("Typ eerst voor welke functie de link is."),
    "invite.withdrawn": marked("Deze link werkt niet meer. Vraag de begeleider om een nieuwe."),
    "key.spent": marked("Deze link of code is al gebruikt, of te oud. Vraag om een nieuwe."),
    "key.used": marked("Met deze code is net een toestel gekoppeld. Trek dat toestel in."),
    "language.unknown": marked("In deze taal kunnen we nog niets laten zien."),
    "lesson.unknown": marked("Deze les is er niet meer."),
    "link.needs_code": marked(
        "Een tafelhulp of afstandsbediening komt binnen met een code. Die maak je in de regie."
    ),
    "link.needs_dossier": marked("Zeg erbij voor welk dossier de link is."),
    "mandate.anew": marked(
        "Aan het voorbehoud van deze partij is niet voldaan op {day}. Vul de dagen van daarna in. Is er een "
        "nieuw besluit? Vul dan ook in op welke dag."
    ),
    "mandate.by_signing": marked("‘Getekend’ kies je niet. Dat staat er vanzelf als de partij tekent."),
    "mandate.changed": marked(
        "Iemand anders veranderde dit net: daar staat nu ‘{there}’. Wat je typte staat er nog. Bewaar het "
        "opnieuw."
    ),
    "mandate.field": marked("‘{field}’ hoort niet bij een mandaat."),
    "mandate.no_day": marked("Vul bij ‘Besloten op’ in op welke dag het nee was, vandaag of eerder."),
    "mandate.no_gone": marked("Dit nee staat er niet meer."),
    "mandate.no_why": marked("Schrijf op waarom het nee is. Eén zin is genoeg."),
    "mandate.party": marked("Deze partij tekent deze versie niet."),
    "mandate.signed": marked(
        "Deze partij tekende al. Wat zij beloofde en haar voorbehoud veranderen niet meer. Is het "
        "voorbehoud er nu? Schrijf dat op bij ‘Tekenen’, op haar regel. Klopt er iets anders niet? Neem de "
        "handtekening dan terug, of bevries een nieuwe versie."
    ),
    "mandate.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "mandate.unknown": marked("Dit mandaat is er niet meer."),
    "mandate.why_alone": marked(
        "Je schreef op waarom het nee is. Kies dan ook ‘zei nee’, of maak dat vak leeg."
    ),
    "meeting.closed": marked("De bijeenkomst is afgelopen. Dank je wel voor het meedoen."),
    "meeting.not_begun": marked("De bijeenkomst is nog niet begonnen. Wacht nog even."),
    "meeting.title_empty": marked("Geef de bijeenkomst eerst een titel."),
    "meeting.unknown": marked("Deze bijeenkomst is er niet meer."),
    "mention.for_whom": marked("Zeg eerst namens wie je hier bent."),
    "mention.id": marked("Kies een partij uit de lijst."),
    "mention.many": marked("Je hebt al {limit} lijnen genoemd. Haal er eerst een weg."),
    "mention.not_asked": marked("Deze vraag gaat nu niet over wie met wie werkt."),
    "mention.one_end": marked("Dit zeiden mensen voor zichzelf. Een lijn loopt tussen twee partijen."),
    "mention.settled": marked("Over deze lijn is net al beslist. Kijk nog eens in de lijst."),
    "mention.unknown": marked("Deze lijn heb je niet genoemd, of hij is al weg."),
    "network.not_shown": marked("De kaart staat nu niet op het scherm."),
    "network.size": marked("Zo groot of zo klein kan de kaart niet."),
    "note.delete": marked("Een briefje haal je alleen weg met delete: true. We hebben niets gedaan."),
    "note.empty": marked("Er staat nog niets op je briefje."),
    "note.key": marked("Een kenmerk (key) is een stukje tekst van hoogstens 200 tekens."),
    "note.no_text": marked("Een briefje is een stukje tekst."),
    "note.not_yours": marked("Dit briefje is niet van jou."),
    "note.personal.email": marked(
        "Er lijkt een mailadres in te staan. Iedereen in de zaal kan dit lezen. Toch plaatsen?"
    ),
    "note.personal.phone": marked(
        "Er lijkt een telefoonnummer in te staan. Iedereen in de zaal kan dit lezen. Toch plaatsen?"
    ),
    "note.personal.postcode": marked(
        "Er lijkt een postcode in te staan. Iedereen in de zaal kan dit lezen. Toch plaatsen?"
    ),
    "note.question": marked("De vraag (question) is een getal: de id van de vraag waarvoor je schreef."),
    "note.table": marked("Een tafelnummer loopt van 1 tot 99."),
    "note.too_long": marked("Je briefje is te lang: {length} tekens. Er passen er {limit} op."),
    "note.unknown": marked("Dit briefje is er niet meer."),
    "page.unknown": marked("Deze bladzijde is er niet. Typ de code die op het scherm staat."),
    "paper.no_notes": marked("Er hangen nog geen briefjes om af te drukken."),
    "paper.no_parties": marked("Er is nog geen partij die iets belooft. Zet bij een artikel wie het doet."),
    "paper.not_frozen": marked("Dit papier maak je van een tekst die vaststaat. Zet eerst een versie vast."),
    "paper.no_questions": marked("Er staan nog geen vragen in het plan."),
    "paper.nothing_followed": marked("Jullie volgen nog geen afspraak. Er is nog niets om te tekenen."),
    "paper.tables": marked("Kies een aantal tafels van 1 tot {limit}."),
    "paper.unknown": marked("Dit papier kennen we niet."),
    "party.call_by": marked("Dit is geen datum. Schrijf hem als 2026-11-28."),
    "party.capacity": marked("‘{value}’ kennen we niet. Kies betaald, vrijwillig of gemengd."),
    "party.changed": marked(
        "Iemand anders veranderde net ‘{field}’ van {name}. Daar staat nu: {there}. Wat jij typte staat er "
        "nog. Bewaar nog een keer om jouw versie te houden."
    ),
    "party.contact_name": marked("Dit dossier bewaart geen namen van mensen. Dat kies je in Beheer."),
    "party.field": marked("‘{field}’ hoort niet bij een partij."),
    "party.listed_as": marked("‘{value}’ is geen van de vijf lijsten."),
    "party.name_empty": marked("Typ eerst de naam van de partij."),
    "party.name_taken": marked("Er is al een partij die ‘{name}’ heet."),
    "party.name_too_long": marked("Die naam is te lang. Er passen {limit} tekens op."),
    "party.promised": marked("{name} staat in jullie afspraken. Daarom kan deze partij niet weg."),
    "party.represents": marked("Vul een heel getal in van 0 tot {limit}."),
    "party.ring": marked("‘{value}’ kennen we niet. Kies kern, schil of rand."),
    "party.rows": marked(
        "Er is nog niets bewaard. Wat je typte staat er nog. Rijen waar iets niet klopt: {count}."
    ),
    "party.status": marked(
        "‘{value}’ kennen we niet. Kies aan tafel, gesproken, nog benaderen of ontbreekt."
    ),
    "party.text_too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "party.type": marked("‘{value}’ is geen soort partij uit de lijst."),
    "party.unknown": marked("Deze partij is er niet meer."),
    "passphrase.short": marked(
        "Een wachtzin heeft minstens {least} tekens. Een zin van vier woorden onthoud je goed."
    ),
    "passphrase.wrong": marked("Deze wachtzin klopt niet. Probeer het nog eens."),
    "project.changed": marked(
        "Iemand anders veranderde net ‘{field}’. Daar staat nu: {there}. Wat jij typte staat er nog. Bewaar "
        "nog een keer om jouw versie te houden."
    ),
    "project.empty": marked("Geef het project eerst een naam."),
    "project.ends_first": marked("Het eind ligt voor het begin ({start}). Kies een latere dag."),
    "project.from_here": marked("‘{name}’ staat al bij de projecten of de ideeën."),
    "project.lesson_empty": marked("Schrijf eerst in één zin op hoe het samenwerken ging."),
    "project.none": marked("Er is nog geen project om af te drukken."),
    "project.number": marked("Vul een heel getal in van 0 tot {limit}."),
    "project.in_clause": marked("Deze les staat al als artikel in de overeenkomst."),
    "project.there": marked("Er is al een project of idee dat ‘{name}’ heet."),
    "project.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "project.unknown": marked("Dit project is er niet meer."),
    "prompt.unknown": marked("Deze vraag is er niet meer."),
    "proposal.closed": marked("De ronde is dicht. Zeg het tegen de begeleider."),
    "proposal.empty": marked("Er staat nog geen voorstel. Typ het eerst."),
    "proposal.forgotten": marked(
        "Deze ronde is van voor het einde van de bijeenkomst en blijft dicht. Schrijf een betere tekst."
    ),
    "proposal.no_text": marked("Een voorstel is een stukje tekst."),
    "proposal.not_settled": marked("Dit voorstel ligt al op tafel."),
    "proposal.open": marked("Sluit eerst de ronde. Dan weten jullie wie er nog een bezwaar heeft."),
    "proposal.passed": marked("Er is nu een betere tekst. Lees die eerst, en geef dan opnieuw antwoord."),
    "proposal.same": marked("Dit is dezelfde tekst. Verander er eerst iets aan."),
    "proposal.settled": marked("Dit voorstel ligt niet meer op tafel. Zet het eerst terug."),
    "proposal.too_long": marked(
        "Het voorstel is te lang: {length} tekens. Er passen er {limit} op het scherm."
    ),
    "proposal.unknown": marked("Dit voorstel is er niet meer."),
    "proviso.day": marked(
        "Kies de dag van dat besluit. Die is niet voor deze tekst er was, en niet na vandaag."
    ),
    "proviso.none": marked("Deze handtekening hangt nergens van af, of geldt niet meer."),
    "question.closed": marked("Deze vraag is dicht. Je kunt nog wel lezen."),
    "question.empty": marked("Er staat nog geen vraag."),
    "question.has_dots": marked("Bij deze vraag liggen stippen. Daarom kun je hem niet weghalen."),
    "question.has_notes": marked("Bij deze vraag hangen al briefjes. Daarom kun je hem niet weghalen."),
    "question.has_scores": marked("Bij deze vraag gaven mensen al cijfers. Daarom kun je hem niet weghalen."),
    "question.no_notes": marked("Bij deze vraag schrijf je geen briefjes. Kies uit de lijst."),
    "question.no_phase": marked("Bij deze vraag verzamel en stem je niet."),
    "question.none": marked("Kies eerst een vraag voor op het scherm."),
    "question.on_screen": marked("Deze vraag staat nu op het scherm. Zet er eerst een andere op."),
    "question.passed": marked(
        "Je schreef dit bij een eerdere vraag. Die is nu dicht. Geef je briefje aan de begeleider."
    ),
    "question.too_long": marked("De vraag is te lang voor het scherm. Hij past tot {limit} tekens."),
    "relation.changed": marked(
        "Iemand anders veranderde net ‘{field}’ van deze lijn. Daar staat nu: {there}. Wat jij koos staat er "
        "nog. Bewaar nog een keer om jouw versie te houden."
    ),
    "reaction.answered": marked(
        "Iemand anders gaf net al antwoord. Daar staat nu: {there}. Wat jij typte staat er nog. Bewaar nog "
        "een keer om jouw antwoord te houden."
    ),
    "reaction.article_changed": marked(
        "Artikel {number} zegt intussen iets anders dan toen deze reactie kwam. "
        "Open het artikel en pas het zelf aan."
    ),
    "reaction.changed": marked(
        "Iemand anders veranderde deze reactie net. Daar staat nu: {there}. Wat jij typte staat er nog."
    ),
    "reaction.empty": marked("Er staat nog niets. Typ eerst wat zij zeggen."),
    "reaction.has_answer": marked("Op deze reactie is al antwoord gegeven. Daarom blijft ze staan."),
    "reaction.other_answer": marked(
        "Het antwoord op deze reactie is intussen: {answer}. Kijk eerst welk antwoord klopt."
    ),
    "reaction.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "reaction.unknown": marked("Deze reactie is er niet meer."),
    "reaction.why": marked("Schrijf erbij waarom. Wie reageerde, wil dat weten."),
    "relation.end": marked("Kies eerst de andere partij."),
    "relation.field": marked("‘{field}’ hoort niet bij een lijn."),
    "relation.kind": marked("‘{value}’ is geen soort lijn uit de lijst."),
    "relation.known": marked("Deze lijn is er al."),
    "relation.reader": marked("‘{value}’ kennen we niet. Kies alleen begeleider, kernteam of mag op tafel."),
    "relation.self": marked("Een lijn loopt van de ene partij naar een andere."),
    "relation.strength": marked("Hoe sterk een lijn is, is een cijfer van 1 tot 5."),
    "relation.text_too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "relation.unknown": marked("Deze lijn is er niet meer."),
    "remote.act": marked("Dit kennen we niet. Er is niets veranderd."),
    "remote.last": marked("Dit was de laatste vraag. Je tik deed niets."),
    "remote.moved_on": marked("Er is al doorgegaan naar vraag {number}. Je tik deed niets."),
    "remote.no_question": marked("Er staat geen vraag meer op het scherm. Je tik deed niets."),
    "remote.not_here": marked(
        "Dit toestel is geen afstandsbediening van deze avond. Maak een code in de regie."
    ),
    "remote.phase": marked("De fase is intussen {phase}. Je tik deed niets. Kijk even, en kies opnieuw."),
    "remote.screen": marked("Het scherm is net veranderd. Je tik deed niets. Kijk even, en tik opnieuw."),
    "remote.sheet": marked("De wand is al omgeslagen naar blad {number}. Je tik deed niets."),
    "remote.timer": marked("De tijd is net al veranderd. Je tik deed niets. Kijk even, en tik opnieuw."),
    "road.closed": marked("Deze bladzijde is er niet, of staat uit."),
    "role.changed": marked(
        "Iemand anders sprak net iets af bij ‘{field}’. Daar staat nu: {there}. Wat jij koos staat er nog. "
        "Bewaar nog een keer om jouw keuze te houden."
    ),
    "role.choice": marked("Kies een taak en een rol uit de lijst."),
    "role.hours": marked("Een aantal uren per week loopt van 0 tot {limit}."),
    "role.many": marked("Je hebt al {limit} dingen gezegd. Haal er eerst een weg."),
    "role.no_meeting": marked("Er is nog geen bijeenkomst. Plan er eerst een."),
    "role.not_asked": marked("Deze vraag gaat nu niet over wie wat doet."),
    "role.refused_empty": marked("Schrijf op wat deze partij niet doet."),
    "role.rows": marked("Er is nog niets bewaard. Een regel heeft een taak, een partij en een rol nodig."),
    "role.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "role_part.unknown": marked("Dit heb je niet gezegd, of het is al weg."),
    "returned.foreign": marked(
        "Dit bestand komt niet uit SOK-tafel, of de artikelen zijn er niet meer in te vinden. Er is niets "
        "veranderd. Typ de reacties over."
    ),
    "returned.no_version": marked(
        "Er is nog geen bevroren tekst om op te reageren. Bevries er eerst een, bij ‘Versies’."
    ),
    "returned.other_text": marked(
        "Dit bestand hoort bij een tekst die niet in dit dossier staat. Er is niets veranderd. Kijk of je "
        "het goede dossier open hebt."
    ),
    "sheets": marked("Een wand heeft 1 tot 999 bladen."),
    "stake.changed": marked(
        "Iemand anders veranderde net {field} bij {name}. Daar staat nu: ‘{there}’. Wat jij typte, "
        "staat er nog. Kijk het na en bewaar opnieuw."
    ),
    "stake.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "stake.unknown": marked("Dit antwoord is er niet meer."),
    "score.choice": marked("Kies een cijfer van 1 tot 5, of ‘weet ik niet’."),
    "score.closed": marked("De uitslag is er al. Er kan niets meer bij."),
    "score.no_values": marked("Er zijn nog geen waarden. Kies ze eerst bij stap 2."),
    "score.nothing": marked("Er zijn nog geen cijfers om te laten zien."),
    "score.not_asked": marked("Deze vraag gaat nu niet over jullie waarden."),
    "score.paper": marked("Typ een aantal van 0 tot {limit}."),
    "score.asked": marked("Deze vraag staat al in deze bijeenkomst. Stel hem op een volgend moment weer."),
    "score.told": marked("De uitslag van deze vraag staat vast. Hij kan niet weer open."),
    "score_round.unknown": marked("Deze ronde met cijfers is er niet meer."),
    "scan.broken": marked(
        "Deze scan is niet meer wat je toevoegde. Voeg hem opnieuw toe, of zet bij Beheer een back-up terug."
    ),
    "scan.there": marked("Deze scan zit er al bij."),
    "scan.too_large": marked("Deze scan is te groot. Er past {limit} MB in."),
    "scan.type": marked("Kies een scan als pdf, png of jpg."),
    "scan.unknown": marked("Deze scan is er niet meer."),
    "signature.begun": marked("Er is al getekend. Het tekenen kan nu niet meer dicht."),
    "signature.changed": marked("De belofte is net veranderd. Lees haar opnieuw."),
    "signature.condition": marked(
        "Aan wat deze partij bij haar ja zei, is niet voldaan. Schrijf bij ‘Akkoord’ op wat zij nu antwoordt."
    ),
    "signature.day": marked("Iemand anders veranderde net de dag of de plaats. Kijk, en bewaar opnieuw."),
    "signature.drawing": marked("Deze tekening kunnen we niet lezen. Teken nog een keer, wat korter."),
    "signature.empty": marked("Er staat nog geen handtekening. Teken met je vinger in het vak."),
    "signature.function": marked("Vul in wie tekent. Een functie is genoeg, bijvoorbeeld ‘voorzitter’."),
    "signature.goes_back": marked(
        "Versie {number} geldt nu, en die zou dan niet meer gelden. "
        "Laat deze partij versie {number} tekenen. Dat kan bij ‘Een partij doet later mee, of weer mee’."
    ),
    "signature.key": marked(
        "Deze tekenlink werkt niet meer. Hij werkt één keer, en een uur lang. Vraag de begeleider om een "
        "nieuwe."
    ),
    "signature.no_notice": marked("Deze partij zei niet dat zij stopt."),
    "signature.nobody": marked("Er heeft nog niemand getekend. Meedoen kan als de anderen hebben getekend."),
    "signature.not_open": marked("Het tekenen van deze tekst is nog niet open. Dat kan bij ‘Akkoord’."),
    "signature.not_yet": marked("Deze partij zei nog geen ja. Schrijf eerst het antwoord op bij ‘Akkoord’."),
    "signature.paper_day": marked(
        "Kies de dag die op het papier staat. Die is niet voor deze tekst er was, en niet na vandaag."
    ),
    "signature.refused": marked(
        "Wie voor deze partij beslist, zei nee. Is er een nieuw besluit? Schrijf dat eerst op bij ‘Mandaat’."
    ),
    "signature.replaced": marked("Deze tekst teken je niet meer. Er is een nieuwere: versie {number}."),
    "signature.settled": marked("Deze handtekening is al teruggenomen."),
    "signature.stop_day": marked("Deze partij tekende op {day}. Stoppen kan vanaf die dag."),
    "signature.stops": marked(
        "Van deze partij staat er al dat zij stopt. Klopt dat niet? Kies dan ‘De partij stopt toch niet’."
    ),
    "signature.there": marked("Deze partij heeft al getekend."),
    "signature.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "signature.unknown": marked("Deze handtekening is er niet."),
    "signature.why": marked("Schrijf er in één zin bij waarom."),
    "step.why_empty": marked("Schrijf er in één zin bij waarom. Dat helpt wie later meekijkt."),
    "store.busy": marked("Het dossier is even bezet. Probeer het over een paar tellen nog eens."),
    "store.failed": marked(
        "Bewaren lukt niet: de schijf van de computer geeft een fout. Wat je typte staat er nog. Zeg het "
        "tegen de begeleider."
    ),
    "store.full": marked(
        "Bewaren lukt niet: de schijf van de computer is vol. Wat je typte staat er nog. Zeg het tegen de "
        "begeleider."
    ),
    "streams.full": marked(
        "Er kijken nu te veel telefoons tegelijk mee. Schrijven kan gewoon. Probeer het meekijken over "
        "{retry_after} tellen weer."
    ),
    "table.broken": marked(
        "Dit bestand is beschadigd. Open het in Excel, bewaar het opnieuw en kies het nog eens."
    ),
    "table.columns": marked("Er staan te veel kolommen in. Er passen er {limit} in."),
    "table.empty": marked("Hier staat nog niets in. Kies een ander bestand, of plak de cellen opnieuw."),
    "table.foreign": marked("Dit soort bestand lezen we niet. Kies een bestand dat eindigt op xlsx of csv."),
    "table.letters": marked(
        "We kunnen de letters in dit bestand niet lezen. Bewaar het in Excel als ‘CSV UTF-8’ en kies het nog "
        "eens."
    ),
    "table.locked": marked(
        "Dit is een oud Excel-bestand, of er zit een wachtwoord op. Bewaar het in Excel als xlsx, zonder "
        "wachtwoord."
    ),
    "table.quote": marked(
        "Ergens staat een aanhalingsteken te veel of te weinig. Kijk rond regel {line} van het bestand."
    ),
    "table.rows": marked(
        "Er staan {count} rijen in. Er passen er {limit} in één keer. Knip het bestand in stukken."
    ),
    "table.too_large": marked("Dit bestand is te groot. Er past {limit} MB in."),
    "task.changed": marked(
        "Iemand anders veranderde net ‘{field}’. Daar staat nu: {there}. Wat jij typte staat er nog. Bewaar "
        "nog een keer om jouw versie te houden."
    ),
    "task.empty": marked("Geef de taak eerst een naam."),
    "task.from_theme": marked("Van ‘{name}’ is al een taak gemaakt."),
    "task.there": marked("Er is al een taak die ‘{name}’ heet."),
    "task.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "task.unknown": marked("Deze taak is er niet meer."),
    "theme.act": marked("Dit kennen we niet. Er is niets verplaatst."),
    "theme.closed": marked("Er wordt nu niet verzameld."),
    "theme.has_dots": marked(
        "Op dit thema liggen stippen. Het kan niet meer uit elkaar. Samenvoegen kan wel: de stippen gaan mee."
    ),
    "theme.name_taken": marked("Er is al een thema dat zo heet. Kies een andere naam, of leg ze samen."),
    "theme.nothing": marked("Er is niets om terug te draaien."),
    "theme.numbers": marked("Typ de nummers van briefjes, bijvoorbeeld: 12 15 33."),
    "theme.same": marked("Kies twee verschillende thema's."),
    "theme.stack": marked("Een stapel heeft minstens twee briefjes."),
    "theme.too_long": marked("Die naam is te lang. Er passen {limit} tekens op."),
    "theme.unknown": marked("Dit thema is er niet meer."),
    "timer.minutes": marked("Kies een tijd van 1 tot {limit} minuten."),
    "too_large": marked("Dit is te groot om te versturen."),
    "too_many": marked("Even wachten, het is druk. Probeer het over {retry_after} tellen."),
    "too_often": marked("Te vaak geprobeerd. Probeer het over {retry_after} tellen nog eens."),
    "update.corrected": marked("Dit bericht is al verbeterd. Kijk naar het nieuwste bericht."),
    "update.decided": marked("Dit is een besluit van een moment. Verbeter daar wat jullie besloten."),
    "update.disputed": marked("Schrijf erbij wat er niet klopt. Eén zin is genoeg."),
    "update.evidence": marked("Een link begint met https:// of http://. Plak het hele adres."),
    "update.future": marked("Deze dag moet nog komen. Kies vandaag of een dag ervoor."),
    "update.no_number": marked("Bij deze afspraak hoort geen getal. Laat het getal leeg."),
    "update.not_led": marked("Deze partij trekt deze afspraak niet, of de afspraak is al afgelopen."),
    "update.nothing": marked("Deze partij trekt nu geen afspraak die nog loopt."),
    "update.not_at_table": marked("Deze partij zit nog niet aan tafel. Vraag een partij die er wel bij is."),
    "update.own": marked("Een andere partij kijkt of het klopt. Niet wie de afspraak trekt of het zei."),
    "update.status": marked("Kies hoe het ervoor staat."),
    "update.steps": marked("Vul in hoeveel stappen klaar zijn: een heel getal van 0 tot {limit}."),
    "update.stopped": marked("Schrijf erbij waarom jullie samen stoppen."),
    "update.too_long": marked("Deze tekst is te lang. Er passen {limit} tekens in."),
    "update.unknown": marked("Dit bericht is er niet meer."),
    "update.yes_no": marked("Hier past alleen ja of nee."),
    "update_link.unknown": marked(
        "Deze link werkt niet meer. Vraag het kernteam of de begeleider om een nieuwe."
    ),
    "version.broken": marked(
        "De bewaarde tekst is niet meer wat er bevroren of getekend is. Gebruik hem niet: teken hem niet en "
        "stuur hem niet rond. Zet bij Beheer een back-up terug van voor de verandering."
    ),
    "version.empty": marked("Er is nog geen artikel. Schrijf er eerst een."),
    "version.unknown": marked("Deze versie is er niet."),
    "version.same": marked(
        "Er is niets veranderd sinds versie {number}. Die tekst is al bevroren, met code {control}."
    ),
    "version.title": marked("Iemand anders veranderde net de titel. Kijk, en bewaar opnieuw."),
    "version.too_long": marked("Die naam is te lang. Er passen {limit} tekens op."),
    "vote.begun": marked("Er liggen al stippen. Het aantal kan nu niet meer anders."),
    "vote.budget": marked("Kies een aantal stippen van 1 tot {limit}."),
    "vote.closed": marked("Er wordt nu niet gestemd."),
    "vote.dots": marked("Een stem is één stip erbij of één stip eraf."),
    "vote.forgotten": marked(
        "Deze stemming is van voor het einde van de bijeenkomst en blijft klaar. Niemand weet nog wie al "
        "stemde. Wil je opnieuw stemmen? Maak een nieuwe vraag, of wis de stippen."
    ),
    "vote.none_left": marked("Je stippen zijn op ({limit}). Haal er eerst ergens een weg."),
    "vote.none_there": marked("Hier ligt geen stip van jou."),
    "vote.paper": marked("Typ een aantal stippen van 0 tot {limit}."),
    "vote.table": marked("Kies eerst aan welke tafel je zit."),
    "vote.target": marked("Hier kun je niet op stemmen. Misschien is het net veranderd."),
    "word_file.broken": marked(
        "Dit Word-bestand is beschadigd. Open het in Word, bewaar het opnieuw en kies het nog eens."
    ),
    "word_file.no_word": marked("Dit is geen Word-bestand. Kies een bestand dat eindigt op docx."),
    "word_file.old": marked(
        "Dit is een oud Word-bestand (.doc), of er zit een wachtwoord op. Bewaar het in Word als docx, "
        "zonder wachtwoord, en kies het opnieuw."
    ),
    "word_file.too_large": marked("Dit bestand is te groot. Er past {limit} MB in."),
    "word_template.foreign_part": marked(
        "In dit sjabloon zit een ander bestand, of een veld dat iets van buiten haalt (‘{name}’). Haal dat "
        "er in Word uit en kies het sjabloon opnieuw."
    ),
    "word_template.gone": marked("Er is geen eigen sjabloon. Voeg er eerst een toe."),
    "word_template.macro": marked(
        "In dit sjabloon zitten macro’s. Die nemen we niet over. Bewaar het in Word als gewoon Word-document "
        "(docx) en kies het opnieuw."
    ),
    "word_template.outside": marked(
        "Dit sjabloon haalt iets van buiten het bestand: {name}. Zet plaatjes in Word vast in het bestand "
        "zelf en kies het sjabloon opnieuw."
    ),
    "word_template.place": marked(
        "Zet {name} één keer in het sjabloon, op een eigen regel. Niet in een tabel, een tekstvak of de kop, "
        "en zonder andere woorden."
    ),
}

STEPS = {
    Step.EXPLORATION: marked("Verkenning"),
    Step.GOALS_VALUES: marked("Doelen en waarden"),
    Step.ROLES: marked("Rollen"),
    Step.PROJECTS: marked("Projecten"),
    Step.SIGNING: marked("Ondertekenen"),
    Step.MONITORING: marked("Elkaar scherp houden"),
}

PHASES = {
    Phase.CLOSED: "Dicht",
    Phase.OPEN: "Open",
    Phase.TOGETHER: "Samen",
    Phase.DONE: "Klaar",
    Phase.GATHER: "Verzamelen",
    Phase.VOTE: "Stemmen",
    Phase.RESULT: "Uitslag",
}

PHASE_MEANINGS = {
    Phase.CLOSED: "Dicht: de vraag is te lezen. Niemand schrijft nog.",
    Phase.OPEN: "Open: iedereen schrijft. Je ziet alleen je eigen briefjes, het scherm telt.",
    Phase.TOGETHER: "Samen: iedereen schrijft en iedereen ziet alles.",
    Phase.DONE: "Klaar: iedereen ziet alles. Niemand schrijft nog.",
    Phase.GATHER: "Verzamelen: wat bij elkaar hoort, komt bij elkaar. De groep geeft de namen.",
    Phase.VOTE: "Stemmen: iedereen plakt stippen. Niemand ziet de tussenstand.",
    Phase.RESULT: "Uitslag: het scherm laat zien wat de groep belangrijk vindt.",
}

ROLE_PHASE_MEANINGS = {
    Phase.OPEN: "Open: iedereen zegt wie wat kan doen. Op het scherm staat alleen de vraag.",
    Phase.TOGETHER: "Samen: iedereen zegt wie wat kan doen. Het scherm toont per taak alleen of er nog iets "
    "te bespreken is.",
    Phase.DONE: "Klaar: niemand zegt nog iets. Het scherm toont per taak of er nog iets te bespreken is.",
}

VALUE_PHASE_MEANINGS = {
    Phase.CLOSED: "Dicht: niemand geeft cijfers, en er is nog niets te zien.",
    Phase.OPEN: "Open: iedereen geeft elke waarde een cijfer. Op het scherm staat alleen hoeveel mensen dat "
    "deden.",
    Phase.DONE: "Klaar: het scherm toont de uitslag. Daarna kan er niets meer bij, ook geen papier.",
}

OWN_PHASE_MEANINGS = {PromptKind.ROLES: ROLE_PHASE_MEANINGS, PromptKind.VALUES: VALUE_PHASE_MEANINGS}

MEETING_STATUSES = {
    MeetingStatus.PLANNED: "Gepland",
    MeetingStatus.RUNNING: "Bezig",
    MeetingStatus.CLOSED: "Afgelopen",
    MeetingStatus.CANCELLED: "Niet doorgegaan",
}

PERSONAL = {"phone": "een telefoonnummer", "email": "een mailadres", "postcode": "een postcode"}
GROUPS = {Group.RESIDENT: marked("Als bewoner"), Group.ORGANISATION: marked("Voor een organisatie")}
CHANNELS = {Channel.PHONE: "telefoon", Channel.FACILITATOR: "papier", Channel.HELPER: "tafelhulp"}
ROLES = {
    Role.FACILITATOR: "begeleider",
    Role.CORE_TEAM: "kernteam",
    Role.REMOTE: "afstandsbediening",
    Role.HELPER: "tafelhulp",
    Role.SCREEN: "scherm",
}

DECISION_KINDS = {
    DecisionKind.DECISION: "Besluit",
    DecisionKind.ACTION: "Actie",
    DecisionKind.PARKED: "Parkeren",
}
DECISION_STATUSES = {
    DecisionStatus.OPEN: "open",
    DecisionStatus.IN_FORCE: "geldt",
    DecisionStatus.DONE: "gedaan",
    DecisionStatus.NOT_DONE: "niet gedaan",
    DecisionStatus.RETURNED: "teruggekomen",
}

PARTY_TYPES = {
    PartyType.RESIDENTS_INITIATIVE: "Bewonersinitiatief",
    PartyType.ENERGY_COOPERATIVE: "Energiecoöperatie",
    PartyType.MUNICIPALITY: "Gemeente",
    PartyType.HOUSING_CORPORATION: "Woningcorporatie",
    PartyType.TENANTS_ASSOCIATION: "Huurdersvereniging",
    PartyType.OWNERS_ASSOCIATION: "Vereniging van Eigenaren",
    PartyType.HOME_OWNERS: "Huiseigenaren",
    PartyType.LANDLORDS: "Particuliere verhuurders",
    PartyType.ENERGY_COMPANY: "Energie- of warmtebedrijf",
    PartyType.GRID_OPERATOR: "Netbeheerder",
    PartyType.WELFARE: "Welzijnsorganisatie",
    PartyType.SELF_ORGANISATION: "Zelforganisatie",
    PartyType.SCHOOL: "School of kinderopvang",
    PartyType.COMMUNITY_CENTRE: "Buurthuis",
    PartyType.ENTREPRENEURS: "Ondernemers",
    PartyType.SOCIAL_ENTERPRISE: "Sociale onderneming",
    PartyType.SPORTS_CLUB: "Sportvereniging",
    PartyType.ENERGY_DESK: "Energieloket",
    PartyType.FACILITATOR: "Procesbegeleider",
    PartyType.OTHER: "Anders",
}
PARTY_STATUSES = {
    PartyStatus.AT_THE_TABLE: "aan tafel",
    PartyStatus.SPOKEN: "gesproken",
    PartyStatus.TO_APPROACH: "nog benaderen",
    PartyStatus.MISSING: "ontbreekt",
}
PARTY_RINGS = {Ring.CORE: "kern", Ring.SHELL: "schil", Ring.EDGE: "rand"}
PARTY_CAPACITIES = {
    Capacity.PAID: "betaald",
    Capacity.VOLUNTEER: "vrijwillig",
    Capacity.MIXED: "betaald en vrijwillig",
}
PARTY_LISTS = {
    PartyList.UNAVOIDABLE: "Wie kun je niet overslaan?",
    PartyList.WANTED: "Wie wil je er graag bij?",
    PartyList.FORGOTTEN: "Wie vergeten we altijd?",
    PartyList.HARD_TO_FIND: "Wie is moeilijk te vinden?",
    PartyList.UNEXPECTED: "Van wie wisten we niet dat ze erbij horen?",
}
PARTY_FIELDS = {
    "name": "Naam",
    "short_name": "Korte naam",
    "type": "Soort",
    "status": "Stand",
    "ring": "Kring",
    "interest_text": "Wat vinden ze belangrijk",
    "contact_role": "Contact (functie)",
    "contact_name": "Contact (naam)",
    "brings": "Brengt mee",
    "needs": "Heeft nodig",
    "capacity": "Betaald of vrijwillig",
    "represents": "Voor hoeveel mensen",
    "listed_as": "Lijst",
    "caller": "Wie gaat erheen",
    "call_by": "Voor wanneer",
}
RELATION_KINDS = {
    RelationKind.COOPERATION: "samenwerking",
    RelationKind.INFORMATION: "informatie",
    RelationKind.MONEY: "geld",
    RelationKind.FORMAL: "formeel",
    RelationKind.REPRESENTATION: "vertegenwoordiging",
    RelationKind.CUSTOMER: "klant",
    RelationKind.PERSONAL: "persoonlijk",
}
RELATION_SAYINGS = {
    RelationKind.COOPERATION: marked("We doen samen iets"),
    RelationKind.INFORMATION: marked("We vertellen elkaar dingen"),
    RelationKind.MONEY: marked("De een betaalt de ander"),
    RelationKind.FORMAL: marked("We hebben het op papier afgesproken"),
    RelationKind.REPRESENTATION: marked("De een praat voor de ander"),
    RelationKind.CUSTOMER: marked("De een is klant bij de ander"),
    RelationKind.PERSONAL: marked("We kennen elkaar goed"),
}
RELATION_STRENGTHS = {1: "dun", 2: "licht", 3: "gewoon", 4: "stevig", 5: "heel stevig"}
READERS = {
    Reader.FACILITATOR: "alleen begeleider",
    Reader.CORE_TEAM: "kernteam",
    Reader.TABLE: "mag op tafel",
}
TALK_RESULTS = {TalkResult.SPOKEN: "gesproken", TalkResult.FAILED: "niet gelukt"}
ROLE_KINDS = {
    RoleKind.LEAD: marked("Trekker"),
    RoleKind.EXECUTOR: marked("Voert uit"),
    RoleKind.CO_DECIDER: marked("Beslist mee"),
    RoleKind.ADVISER: marked("Denkt mee"),
    RoleKind.FUNDER: marked("Betaalt of regelt"),
    RoleKind.INFORMED: marked("Blijft op de hoogte"),
}
ROLE_QUESTIONS = {
    RoleKind.LEAD: marked("Wie trekt de kar?"),
    RoleKind.EXECUTOR: marked("Wie doet het werk?"),
    RoleKind.CO_DECIDER: marked("Wie moet ja zeggen voordat we verder kunnen?"),
    RoleKind.ADVISER: marked("Wie vragen we om raad vóór we kiezen?"),
    RoleKind.FUNDER: marked("Wie geeft geld, ruimte, uren of spullen?"),
    RoleKind.INFORMED: marked("Wie moeten we het vertellen?"),
}
ROLE_ACTS = {
    RoleKind.LEAD: "de kar te trekken",
    RoleKind.EXECUTOR: "het werk te doen",
    RoleKind.CO_DECIDER: "mee te beslissen",
    RoleKind.ADVISER: "mee te denken",
    RoleKind.FUNDER: "te betalen of iets te regelen",
    RoleKind.INFORMED: "op de hoogte te blijven",
}
STANCES = {
    Stance.OFFERED: "aangeboden",
    Stance.EXPECTED: "verwacht",
    Stance.AGREED: "afgesproken",
    Stance.NOT: "doet dit niet",
}
PROJECT_STATUSES = {
    ProjectStatus.IDEA: "idee",
    ProjectStatus.LATER: "bewaard voor later",
    ProjectStatus.CHOSEN: "gekozen",
    ProjectStatus.BUSY: "bezig",
    ProjectStatus.DONE: "klaar",
    ProjectStatus.STOPPED: "gestopt",
}
COMMITMENT_KINDS = {
    CommitmentKind.NUMBER: "een getal",
    CommitmentKind.STEPS: "stappen",
    CommitmentKind.YES_NO: "ja of nee",
    CommitmentKind.ONGOING: "loopt altijd door",
}
COMMITMENT_STATUSES = {
    CommitmentStatus.NOT_BEGUN: "nog niet begonnen",
    CommitmentStatus.ON_TRACK: "op koers",
    CommitmentStatus.TAKE_CARE: "let op",
    CommitmentStatus.STUCK: "loopt vast",
    CommitmentStatus.DONE: "klaar",
    CommitmentStatus.STOPPED: "gestopt",
}
COMMITMENT_MEANINGS = {
    CommitmentStatus.NOT_BEGUN: "start is later",
    CommitmentStatus.ON_TRACK: "gaat zoals gepland",
    CommitmentStatus.TAKE_CARE: "loopt achter, de trekker kan het zelf oplossen",
    CommitmentStatus.STUCK: "hulp van de groep nodig",
    CommitmentStatus.DONE: "gedaan, en een ander heeft het gezien",
    CommitmentStatus.STOPPED: "samen besloten te stoppen, met reden",
}
ATTENTIONS = {
    Attention.CHANGED: "artikel veranderd",
    Attention.STUCK: "loopt vast",
    Attention.SILENT: "lang niets gehoord",
    Attention.LATE: "te laat",
    Attention.NO_LEAD: "zoekt trekker",
    Attention.TAKE_CARE: "let op",
}
DIRECTIONS = {Direction.UP: "omhoog", Direction.DOWN: "omlaag"}
RHYTHMS = {
    Rhythm.MONTH: "elke maand",
    Rhythm.QUARTER: "elk kwartaal",
    Rhythm.HALF_YEAR: "elk halfjaar",
    Rhythm.YEAR: "elk jaar",
}
CHECK_IN_STATUSES = {
    CheckInStatus.PLANNED: "gepland",
    CheckInStatus.HELD: "gehouden",
    CheckInStatus.CANCELLED: "niet doorgegaan",
}
ATTENDANCE_STATUSES = {
    AttendanceStatus.PRESENT: "aanwezig",
    AttendanceStatus.EXCUSED: "afgemeld",
    AttendanceStatus.AWAY: "afwezig zonder bericht",
}
ESTIMATE_KINDS = {
    EstimateKind.INTEREST: "belang",
    EstimateKind.INFLUENCE: "invloed",
    EstimateKind.ATTITUDE: "houding",
    EstimateKind.TENSION: "spanning",
}
AMOUNTS = {1: "heel weinig", 2: "weinig", 3: "gewoon", 4: "veel", 5: "heel veel"}
ESTIMATE_VALUES = {
    EstimateKind.INTEREST: AMOUNTS,
    EstimateKind.INFLUENCE: AMOUNTS,
    EstimateKind.ATTITUDE: {-2: "tegen", -1: "twijfelt", 0: "neutraal", 1: "wil mee", 2: "trekt mee"},
    EstimateKind.TENSION: {0: "geen", 1: "een beetje", 2: "duidelijk", 3: "hoog"},
}

TALK_FIELDS = {
    "party_id": "Partij",
    "date": "Wanneer",
    "held_by": "Wie was erbij",
    "result": "Lukte het",
    "reader": "Mag ik dit delen",
    "minutes": "Minuten",
    **dict.fromkeys(("named", "named_parties", "named_unlisted"), "Noemden"),
    "next_date": "Voor wanneer",
    "what_matters": "Belangrijk",
    "worries": "Zorgen",
    "next_step": "Volgende stap",
}
RELATION_FIELDS = {
    "kind": "Wat voor lijn",
    "strength": "Hoe stevig",
    "direction": "Welke kant op",
    "since": "Sinds wanneer",
    "note": "Aantekening",
    "note_reader": "Wie mag de aantekening lezen",
    "asserted_by": "Wie zegt het",
    "asserted_on": "Gezegd op",
    "meeting_id": "Bijeenkomst",
    "tension": "Spanning",
    "tension_reader": "Wie mag de spanning lezen",
}
CLAUSE_FIELDS = {
    "text": "Tekst",
    "party_ids": "Wie",
    "means": "Waarmee",
    "due": "Wanneer",
    "aim_ids": "Voor welke waarde of welk doel",
}
REACTION_ANSWERS = {
    ReactionAnswer.ADOPTED: "overgenomen",
    ReactionAnswer.PARTLY: "deels overgenomen",
    ReactionAnswer.NOT: "niet overgenomen",
}

# The columns of a table of parties and of one of relations, as we show, write and read them.
MANDATE_BASES = {
    MandateBasis.COLLEGE: "besluit van het college",
    MandateBasis.BOARD: "besluit van het bestuur",
    MandateBasis.MEMBERS: "besluit van de leden",
    MandateBasis.PROXY: "volmacht",
}
MANDATE_STATUSES = {
    MandateStatus.ASKED: "gevraagd",
    MandateStatus.IN: "binnen",
    MandateStatus.REFUSED: "zei nee",
    MandateStatus.SIGNED: "getekend",
}
CONSENT_ANSWERS = {
    ConsentAnswer.YES: "Ja",
    ConsentAnswer.YES_IF: "Ja, als …",
    ConsentAnswer.NOT_YET: "Nog niet, want …",
}
SIGNATURE_METHODS = {
    SignatureMethod.PEN: "op papier",
    SignatureMethod.FINGER: "met een vinger",
    SignatureMethod.TYPED: "getypt",
}
PARTY_COLUMNS = PARTY_FIELDS | {
    "interest": "Belang (1 tot 5)",
    "influence": "Invloed (1 tot 5)",
    "attitude": "Houding (-2 tot 2)",
    "reader": "Wie leest de cijfers",
}
RELATION_COLUMNS = {
    "source": "Van",
    "target": "Naar",
    "kind": "Soort lijn",
    "strength": "Sterkte (1 tot 5)",
    "is_directed": "Eén kant op",
    "since": "Sinds",
    "asserted_by": "Wie zegt het",
    "asserted_on": "Gezegd op",
    "note": "Notitie",
    "note_reader": "Wie leest de notitie",
    "tension": "Spanning (0 tot 3)",
    "reader": "Wie leest de spanning",
}

UPDATE_COLUMNS = {
    "commitment": "Afspraak",
    "date": "Datum",
    "status": "Hoe staat het ervoor",
    "value": "Getal",
    "text": "In één regel",
    "evidence": "Link",
    "next_step": "Volgende stap",
    "asked_help_from": "Hulp gevraagd aan",
    "reported_by": "Wie zegt het",
}
COMMITMENT_COLUMNS = {
    "title": "Afspraak",
    "number": "Artikel",
    "project": "Project",
    "owner": "Trekker",
    "helpers": "Helpers",
    "contact_role": "Functie",
    "kind": "Soort",
    "indicator": "Wat we tellen",
    "unit": "Eenheid",
    "baseline": "Begin",
    "target": "Doel",
    "starts_on": "Begint op",
    "due": "Klaar op",
    "check_every": "Hoe vaak",
    "aims": "Waarden en doelen",
    "status": "Hoe staat het ervoor",
    "value": "Getal nu",
    "heard_on": "Laatst gehoord op",
    "seen_by": "Gezien door",
    "attention": "Vraagt aandacht",
    "steps": "Stappen",
}
CHECK_IN_COLUMNS = {
    "date": "Datum",
    "title": "Moment",
    "place": "Waar",
    "status": "Gehouden",
    "residents": "Bewoners",
    "organisations": "Mensen van organisaties",
    "outcomes": "Wat eruit kwam",
    "why": "Reden",
}
DECISION_COLUMNS = {
    "date": "Datum",
    "meeting": "Bijeenkomst of moment",
    "kind": "Soort",
    "text": "Wat",
    "who": "Wie",
    "due": "Klaar op",
    "status": "Hoe staat het ervoor",
}
LESSON_COLUMNS = {
    "date": "Datum",
    "text": "Wat we leerden",
    "check_in": "Moment",
    "number": "Nu artikel",
}
CONFIRMATION_COLUMNS = {
    "commitment": "Afspraak",
    "said_on": "Bericht van",
    "status": "Hoe het ervoor stond",
    "party": "Wie keek",
    "date": "Gekeken op",
    "is_right": "Klopt het",
    "text": "In één regel",
}
LEAD_CHANGE_COLUMNS = {
    "commitment": "Afspraak",
    "date": "Vanaf",
    "was": "Eerst",
    "party": "Daarna",
    "why": "Reden",
}
ATTENDANCE_COLUMNS = {
    "date": "Datum",
    "check_in": "Moment",
    "party": "Partij",
    "status": "Was erbij",
}
VALUE_SCORE_COLUMNS = {
    "date": "Datum",
    "title": "Moment",
    "people": "Mensen in de zaal",
    "value": "Waarde",
    "who": "Wie",
    **{f"score_{score}": f"Cijfer {score}" for score in range(1, 6)},
    "unknown": "Weet ik niet",
    "mean": "Gemiddelde",
    "spread": "Spreiding",
}


_HOW_FIRM = (
    "Hoe vast de afspraken zijn, hangt af van de woorden, niet van de naam. "
    "Laat het lezen door iemand die er verstand van heeft"
)
CONCEPT = f"Dit is een concept. {_HOW_FIRM}."
NOT_SIGNED = "Deze tekst is nog niet getekend."
UNSIGNED = f"{NOT_SIGNED} {_HOW_FIRM}, voordat je tekent."


@cache
def translation(language: str = "nl") -> Callable[[str], str]:
    """Return the function that translates a Dutch text into a language; Dutch for one we do not have."""
    path = LOCALES / language / "LC_MESSAGES" / "sok.po"
    if language == "nl" or not path.is_file():
        return gettext.NullTranslations().gettext
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    texts = {message.id: message.string for message in catalog if _is_translated(message)}
    return lambda text: str(texts.get(text) or text)


def direction(language: str) -> str:
    """Return which way a language is written.

    >>> direction("ar"), direction("tr")
    ('rtl', 'ltr')
    """
    return str(Locale.parse(language).text_direction)


def language_name(language: str) -> str:
    """Return what a language is called in Dutch.

    >>> language_name("ar"), language_name("tr")
    ('Arabisch', 'Turks')
    """
    return str(Locale.parse("nl").languages[language])


def preferred(wishes: str) -> str:
    """Return which of our languages a browser likes best, from its Accept-Language; Dutch when none is ours.

    Source: RFC 9110, 12.5.4; of two that weigh the same the first counts.

    >>> preferred("de, ar-MA;q=0.8, en;q=0.5"), preferred("fr, *")
    ('ar', 'nl')
    """
    found = [(match["tag"].lower(), float(match["weight"] or 1)) for match in _WISH.finditer(wishes)]
    ours = [(tag, weight) for tag, weight in found if weight > 0 and tag in LANGUAGES]
    return max(ours, key=lambda wish: wish[1])[0] if ours else "nl"


def _is_translated(message: Message) -> bool:
    return bool(message.id and message.string)


def sentence(error: SokError, language: str = "nl") -> str:
    """Return what a person reads about an error; an unknown code gives one calm sentence."""
    _ = translation(language)
    template = ERRORS.get(error.code, "Dit lukte niet. Er is niets veranderd.")
    told = _(template).format(**error.values)
    return DOUBLE_STOP.sub(".", told)


def phase_meaning(phase: Phase, prompt: Prompt | None) -> str:
    """Return what a phase lets people do and see, for who leads the evening."""
    own = OWN_PHASE_MEANINGS.get(prompt.kind, {}) if prompt else {}
    return own.get(phase, PHASE_MEANINGS[phase])


def on_screen(situation: Situation) -> str:
    """Return what stands on the projector, for who leads the evening."""
    screen, prompt = situation.meeting.screen, situation.prompt
    if screen is ScreenView.PAUSE:
        return "Het scherm staat op pauze"
    if screen is ScreenView.WIFI:
        return "Op het scherm staat de wifi"
    if screen is ScreenView.PROPOSAL:
        return "Op het scherm staat een voorstel"
    if screen is ScreenView.SIGNING:
        return "Op het scherm staat het tekenen"
    if screen is ScreenView.AGENDA:
        return "Op het scherm staat de agenda"
    if prompt is None or screen is ScreenView.WELCOME:
        return "Op het scherm staat het welkom, met de QR-code"
    return f"Nu op het scherm · vraag {prompt.position} van {situation.prompt_count}"


def day(date: dt.date, *, with_year: bool = False, language: str = "nl") -> str:
    """Return a date as people say it.

    >>> day(dt.date(2026, 11, 5))
    'donderdag 5 november'
    """
    return format_date(date, "EEEE d MMMM y" if with_year else "EEEE d MMMM", locale=language)


def month(date: dt.date) -> str:
    """Return a month for under a chart.

    >>> month(dt.date(2026, 11, 5))
    'nov 2026'
    """
    return format_date(date, "MMM y", locale="nl").replace(".", "")


def whole_month(date: dt.date) -> str:
    """Return a month in full.

    >>> whole_month(dt.date(2027, 2, 11))
    'februari 2027'
    """
    return format_date(date, "LLLL y", locale="nl")


def date(day: dt.date, *, with_year: bool = False) -> str:
    """Return a date without its day of the week.

    >>> date(dt.date(2025, 4, 10))
    '10 april'
    """
    return format_date(day, "d MMMM y" if with_year else "d MMMM", locale="nl")


VALUES_OF_FIELDS: tuple[Mapping[Any, str], ...] = (
    *(PARTY_TYPES, PARTY_STATUSES, PARTY_RINGS, PARTY_CAPACITIES, PARTY_LISTS),
    *(RELATION_KINDS, READERS, TALK_RESULTS),
)


def field_value(value: object) -> str:
    """Return what stands in a field of a party, a talk or a line, as a person reads it.

    >>> field_value(PartyStatus.TO_APPROACH), field_value(None)
    ('nog benaderen', 'niets')
    """
    if value in (None, ""):
        return "niets"
    if isinstance(value, dt.date):
        return day(value, with_year=True)
    for labels in VALUES_OF_FIELDS:
        for code, label in labels.items():
            if value is code:
                return label
    return str(value)


def clock_time(time: dt.time | dt.datetime | None) -> str:
    """Return a time of day as 19:00; a stored moment is shown in Amsterdam time."""
    if time is None:
        return ""
    if isinstance(time, dt.datetime):
        time = local(time).time()
    return format_time(time, "HH:mm", locale="nl")


def moments(found: Sequence[dt.datetime]) -> list[str]:
    """Return each moment as a day and a time; with seconds, or a number, where that tells two apart.

    >>> moments([dt.datetime(2026, 11, 5, 18, 0, 5, tzinfo=dt.UTC)])
    ['donderdag 5 november 2026, 19:00']
    """
    texts = [f"{day(local(moment).date(), with_year=True)}, {clock_time(moment)}" for moment in found]
    exact = [
        f"{text}:{local(moment):%S}" if texts.count(text) > 1 else text
        for text, moment in zip(texts, found, strict=True)
    ]
    before = [exact[:place].count(text) for place, text in enumerate(exact)]
    return [f"{text} ({times + 1})" if times else text for text, times in zip(exact, before, strict=True)]


def number(value: int) -> str:
    """Return a number with Dutch separators.

    >>> number(1250)
    '1.250'
    """
    return str(format_decimal(value, locale="nl"))


def rounded(value: float) -> float:
    """Return a number with at most one digit behind the comma. A half goes up, as people round.

    >>> rounded(3.25), rounded(-0.25), rounded(0.04)
    (3.3, -0.3, 0.0)
    """
    return float(Decimal(repr(float(value))).quantize(Decimal("0.1"), ROUND_HALF_UP))


def decimal(value: float) -> str:
    """Return a number with Dutch separators, ``rounded``.

    >>> decimal(2.5), decimal(12.0), decimal(3.25)
    ('2,5', '12', '3,3')
    """
    return str(format_decimal(rounded(value), format="#,##0.#", locale="nl"))


def exact(value: float) -> str:
    """Return a number as somebody told it, whole, with Dutch separators.

    >>> exact(2.25), exact(1250.0)
    ('2,25', '1.250')
    """
    return str(format_decimal(value, format="#,##0.##########", locale="nl"))


def hours(value: float) -> str:
    """Return hours as somebody told them.

    >>> hours(4.0), hours(0.25)
    ('4 uur', '0,25 uur')
    """
    return f"{exact(value)} uur"


def typed_decimal(value: float) -> str:
    """Return a number whole, as somebody types it in a box.

    >>> typed_decimal(0.125), typed_decimal(1250.0)
    ('0,125', '1250')
    """
    return f"{value:.10g}".replace(".", ",")


DECIMAL = re.compile(r"([+-]?)\s?(\d{1,3}(?:\.\d{3})+|\d+)(?:[,.](\d+))?\s?%?")
MOST_SIGNS = 20


def as_decimal(text: str) -> float | None:
    """Return a number as Dutch people or Excel write it, a percentage too; None for what is no number.

    >>> as_decimal("7,5"), as_decimal("1.250"), as_decimal("76%"), as_decimal("-0.5"), as_decimal("veel")
    (7.5, 1250.0, 76.0, -0.5, None)
    """
    found = DECIMAL.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-").replace("–", "-"))
    if not found or len(text) > MOST_SIGNS:
        return None
    return float(f"{found[1]}{found[2].replace('.', '')}.{found[3] or 0}")


def count(value: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> count(1, "briefje", "briefjes")
    '1 briefje'
    """
    return f"{number(value)} {one if value == 1 else many}"


SMALL_NUMBERS = (
    *("geen", "één", "twee", "drie", "vier", "vijf", "zes"),
    *("zeven", "acht", "negen", "tien", "elf", "twaalf"),
)


def counted(value: int, one: str, many: str) -> str:
    """Return a number with its noun, small numbers in words.

    >>> counted(9, "thema", "thema's")
    "negen thema's"
    """
    word = SMALL_NUMBERS[value] if value < len(SMALL_NUMBERS) else number(value)
    return f"{word} {one if value == 1 else many}"


def capital(text: str) -> str:
    """Return a text that begins a sentence.

    >>> capital("één stap")
    'Eén stap'
    """
    return f"Eé{text[2:]}" if text.startswith("éé") else text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Return a text that ends as a sentence; a name that has its own full stop gets no second one.

    >>> ended("Wij zijn MolenStroom U.A."), ended("Wij zijn De Spil"), ended("Wat nu?"), ended("")
    ('Wij zijn MolenStroom U.A.', 'Wij zijn De Spil.', 'Wat nu?', '')
    """
    return text if not text or text[-1] in ".!?…" else f"{text}."


def shortened(text: str, most: int) -> str:
    """Return as many whole words as fit in so many signs.

    >>> shortened("Ik kan heel veel", 12), shortened("Ik kan", 12)
    ('Ik kan …', 'Ik kan')
    """
    whole = " ".join(text.split())
    return whole if len(whole) <= most else f"{whole[: most - 1].rsplit(' ', 1)[0]} …"


def told_apart(named: Mapping[int, str]) -> dict[int, str]:
    """Return names by id, with a number behind those that are the same: people choose by what they read.

    >>> told_apart({4: "De avond", 7: "De avond", 9: "Het feest"})
    {4: 'De avond (1)', 7: 'De avond (2)', 9: 'Het feest'}
    """
    places: dict[str, list[int]] = {}
    for one, name in named.items():
        places.setdefault(name, []).append(one)
    return {
        one: name if len(places[name]) == 1 else f"{name} ({places[name].index(one) + 1})"
        for one, name in named.items()
    }


def enumerated(names: Iterable[str]) -> str:
    """Return names as a sentence has them; nothing without any.

    >>> enumerated(["Molenboys", "De Spil", "Welzijn"]), enumerated(["De Spil"]), enumerated([])
    ('Molenboys, De Spil en Welzijn', 'De Spil', '')
    """
    *first, last = [*names] or [""]
    return f"{', '.join(first)} en {last}" if first else last
