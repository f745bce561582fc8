"""Names that must not be shown: withheld by the council, or of private persons, who are sometimes published by name.

Councils pay carers, foster families, tenants and claimants. What looks like a private person's name is dropped, and no
supplier is made of it; a sole trader under their own name goes the same way, for a list of payments cannot tell them
apart. A company number or a word that only organisations bear speaks for an organisation.
"""

from __future__ import annotations

import re
from functools import lru_cache

from guildhall.engine.clean import names

_WITHHELD = re.compile(
    r"\bredact(?:ed|ion)?\b|\bname withheld\b|\bwithheld\b|\banonymi[sz]ed\b|\bpersonal (?:data|information|details|budgets?)\b|"
    r"\bdata protection\b|^(?:(?:private |named |various )?(?:individuals?|persons?|payees?)|not disclosed|(?:name )?removed|confidential|"
    r"(?:foster )?(?:carers?|parents?)|foster(?:ing)?|service users?|direct payments?|citizens?|claimants?|tenants?|clients?|xx+|\*+|#+|"
    r"gdpr|dpa|personal|sensitive|protected|suppressed|exempt|restricted)(?:[ -]+(?:payments?|payee|clients?|allowances?|names?|"
    r"costs?|data|supplier|vendor|\d+))*$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:the )?(?:mr|mrs|ms|miss|mx|mstr|master|sir|dame|lady|rev|revd|reverend|dr|prof|cllr|councillor)\b\.?\s+(?:(?:and|&|/) (?:mrs|mr|ms)\b\.?\s+)?[\w.' -]+$",
    re.IGNORECASE,
)
_TITLE_LAST = re.compile(r"^[\w' -]+[, ]+(?:mr|mrs|ms|miss|mx)\b\.?(?:\s+[\w. ]{1,20})?$", re.IGNORECASE)
_SURNAME_INITIAL = re.compile(
    r"^[A-Z][A-Za-z'’-]{1,24}(?: [A-Z][A-Za-z'’-]{1,24})?, ?(?:[A-Z]\.? ?){1,3}$|^[A-Z][A-Za-z'’-]{2,24} [A-Z](?:\.? [A-Z])?\.?$"
)
_INITIAL_SURNAME = re.compile(r"^(?:[A-Z]\.? ){1,3}[A-Z][A-Za-z'’-]{2,24}$")
_SURNAME_FORENAME = re.compile(r"^[A-Z][A-Za-z'’-]{1,24}, ?([A-Za-z]{2,20})(?: [A-Za-z.]{1,20})?$")
_NAME_ONLY = re.compile(r"^[A-Za-z'’-]{2,20}(?: [A-Za-z'’.-]{1,20}){1,3}$")
_ORGANISED = re.compile(
    r"\b(?:ltd|limited|plc|llp|cic|inc|co|company|council|trust|services?|servicing|association|university|college|school|academy|"
    r"centre|center|group|society|charity|church|uk|gb|solutions?|care|homes?|house|hall|hotel|partners?|partnership|associates|"
    r"consult\w*|nhs|sons?|bros|brothers|solicitors?|surgery|practice|medical|pharmacy|chemist|nurser(?:y|ies)|nursing|farm|garage|"
    r"club|bank|building|builders?|contractors?|construction|roofing|plumbing|electrical|heating|joinery|landscapes?|gardens?|"
    r"cleaning|catering|transport|travel|taxis?|cars|coaches|hire|training|education|learning|media|design|print\w*|press|books?|"
    r"publishing|systems?|software|technology|tech|it|digital|data|security|signs?|supplies|supply|products?|foods?|stores?|shop|"
    r"estates?|lettings?|properties|property|housing|surveyors?|architects?|engineering|engineers?|energy|water|gas|power|fund|"
    r"foundation|institute|federation|union|department|office|agency|authority|board|commission|committee|parish|court|police|"
    r"fire|the|of|for|and|&|at|in|restaurant|bakery|butchers?|cafe|bar|theatre|museum|gallery|studios?|music|sports?|leisure|"
    r"fitness|dance|international|global|europe|national|recruitment|personnel|resources|management|marketing|events|logistics|"
    r"motors?|tyres?|autos?|vehicle\w*|equipment|tools?|furniture|flooring|carpets?|windows?|doors|glass|glazing|fencing|"
    r"paving|plant|skips?|waste|recycling|environmental|ecology|trees?|forestry|nursery|vets?|veterinary|dental|dentists?|opticians?|"
    r"photograph\w*|designs?|designers?|maintenance|homecare|therap\w*|counselling|psycholog\w*|audio|visual|marquees?|haulage|decorat\w*|"
    r"cranes?|furnish\w*|jewell\w*|communications?|worldwide|compliance|play|playgroup|lodge|gymnastics|network|tutoring|tuition|"
    r"chambers|residential|imited|limite|lt|ltda|bv|gmbh|bike|cycles?|conferenc\w*|productions?|films?|video|interiors?|joiners?|"
    r"glaziers?|roofers?|arts?|artist\w*|ceramics|flowers?|florists?|pet|kennels|riding|school|tv|radio|news|post|hortons|maxx|"
    r"architecture|planning|research|analysis|interpret\w*|translat\w*|childcare|minding|childminder|nurse|drama|day|garth|court|"
    r"place|street|road|avenue|park|villas?|view|gardens|mews|terrace|close|"
    r"t/a|ta|trading|com|org|net|www|account|a/c|stationery|removals|rentals?|holdings|ventures|enterprises?|works|workshops?)\b|"
    r"[\d@/]|\.(?:com|co|org|net)",
    re.IGNORECASE,
)
_FORENAMES = frozenset(
    # Borne in Britain and not as often a firm's first word ("Grant", "Morgan", "Taylor", "Bailey" are left out below).
    """aaron abdul abigail adam adele adrian agnes ahmed aidan alan alana alastair albert alex alexander alexandra alfred ali alice alicia
    alison alistair allan allison amanda amber amelia amina amir amy andrea andrew andy angela angus anil anita ann anna anne annette
    annie anthony antonia antony april arthur asif audrey barbara barry beatrice becky belinda ben benjamin bernadette bernard beryl
    beth bethany betty beverley bill billy bob brenda brendan brian bridget bryan callum cara carl carla carly carol carole caroline
    catherine cathy cecilia charlene charles charlie charlotte chelsea cheryl chloe chris christian christina christine christopher
    ciaran claire clare clive colette colin connor corinne craig cynthia daisy damian damien daniel danielle danny darren dave david
    dawn dean deborah debbie debra declan deirdre denis denise dennis derek diana diane dominic donald donna doreen doris dorothy
    duncan ed eddie edith edward eileen elaine eleanor elizabeth ella ellen ellie emily emma eric erica erin esther ethan eva evelyn
    fatima fiona frances francesca francis frank fred freda frederick gail gareth gary gavin gaynor gemma geoff geoffrey george
    georgia georgina gerald gerard geraldine gillian gina glen glenda glenn gloria gordon grace graeme graham greg gregory gwen
    hannah hassan hayley hazel heather heidi helen helena henry hilary holly ian ibrahim imran irene isabel isabella isla ivan
    jack jackie jacob jacqueline jade jake james jamie jan jane janet janice janine jasmine jason jayne jean jeanette jeff jeffrey
    jemma jennifer jenny jeremy jessica jill jim jo joan joanna joanne jodie joe joel john johnathan jon jonathan jordan joseph
    josephine joshua joy joyce juan judith judy julia julian julie june justin karen karl kate katherine kathleen kathryn kathy katie
    katy kay kayleigh keith kelly ken kenneth kerry kevin khalid kieran kim kimberley kirsty kirsten kyle laura lauren laurence
    leah leanne lee leigh len leonard lesley leslie lewis liam lily linda lindsay lindsey lisa liz lorna lorraine louis louise
    lucas lucy luke lydia lynda lyndsey lynn lynne maggie malcolm mandy marc marcus margaret maria marian marie marilyn marion mark
    marlene martin martina martyn mary matt matthew maureen maurice max maxine megan melanie melissa michael michelle mick miguel
    mike miriam mohamed mohammad mohammed molly monica muhammad muriel nadia nancy naomi natalie natasha nathan neil nicholas nick
    nicola nicole nigel nina nora norma oliver olivia omar owen pamela pat patricia patrick paul paula pauline penelope penny peter
    phil philip philippa phillip phoebe phyllis polly priya rachael rachel raj rajesh ralph ray raymond rebecca richard rita rob
    robert roberta robin roger roland ron ronald rosalind rose rosemary rosie roy ruth ryan sally sam samantha samuel sandra sara
    sarah sean shane shannon sharon shaun sheila shirley sian simon sonia sophia sophie stacey stanislaw stefan stella stephanie
    stephen steve steven stewart stuart sue susan suzanne sylvia tamara tania tanya tara terence teresa terry thelma theresa thomas
    tim timothy tina toby tom tony tracey tracy trevor trudy tyler una valerie vanessa vera veronica vicky victoria vincent violet
    vivien walter wayne wendy wilfred william winifred yasmin yusuf yvonne zara zoe
    aaliyah abbas abbie abdullah abigayle adnan adrienne aftab agata aileen aimee aisha aishah akram alexa alexandru alfie alisha alina allyson
    alma alyson amelie amira amna anastasia andre andreea anika anisha anjali annabel annabelle anneka annmarie anwar anya arif arjun arlene
    arun asad asha ashok ashraf asma audra ava avril ayesha aylin bailey barbra beata benedict bernice bethan bianca bilal blessing
    bogdan bonnie brenden brett bridie bronwyn bryony caitlin camilla carina carlos carmel carmen carolina caryl cassandra celia
    ceri chantal chantelle charmaine charlene cherie chiara christa christel ciara claudia clifford clint coleen connie constance cordelia corey
    courtney cristina cyril daniela danuta daphne darius darryl davina deanna debora deepak della delia demi denzil desmond devon dilip
    dina dipak dmitri dominika dominique donovan dorota dympna ebony edna edwin efua eileen ekaterina eleanora elena elisabeth elisha ellis
    eloise elsie emilia emmanuel enid erika ernest esme estelle eugene eunice evie ewa ewan faisal faith farah farhan farida farooq
    faye felicity fern finlay florence francine frankie gabriel gabriela gabrielle gareth gaurav gaye gerry ghulam gillianne giles giovanni giulia
    glynis glynn grainne grazyna greta gulam gurpreet habib hamid hamza hanna harbinder hari harpreet harriet harry harvinder hasan
    helga herbert hettie hilda horace howell husna hussain hywel iain ibtisam ida idris ieuan iftikhar ilyas ines ingrid ioana iqbal irena
    irfan irina iris isaac ishmael isobel ismail iwona jaclyn jacek jacquie jagdish jakub jamila jamal janette janina javed jaya jaydeep
    jenna jennie jerome jillian joana joann jocelyn jody jolanta jorge jose josef josie juanita judi juliana julianne juliet juliette
    junaid kamal kamran kareem karim karolina karin kasia katarzyna katrina kavita kayley keeley keiran kelvin kendra kenny kerrie kerri
    khadija kiera kieron kiran kirstie kirstin krishna kristina kristine krystyna krzysztof kuldip kumar lakshmi lara lata latoya laurie
    lavinia layla leanna leila lena leona leonie leroy leticia lilian lilly lindsay liliana lloyd lola loretta lorenzo lucia lucinda
    ludmila luisa lukasz lyn lynsey mabel maciej madeleine madeline maeve magdalena mahmood mahmoud majid malgorzata mandeep manjit manoj manuel
    marcel marcia marcin mariam mariana marianne maribel marina mario marisa marta marta mathew matilda matthias maya meena mehmet
    melinda mercy meryl mia michal michele mihai mildred milan millie mina minnie mira misbah mitchell mohan mohsin moira mona monika
    monique moses muhammed mumtaz munir murtaza musa mustafa myra nabeela nadeem nadine naeem nasir nasreen natalia nathalie navdeep naveed
    nazia neelam neha nell nellie nerys nia niamh nicholle nicky nikita nikki nimisha noel noreen norah nuala nusrat oksana olga olive
    olwen omar oscar padma paige pamela paolo parveen patrice patsy pavel pawel pearl pedro peggy percival petra philomena piotr
    poonam prakash pratik precious priscilla przemyslaw rabia rachid rafael rahul rajinder rajni ramesh rania rashid ravi ravinder reece
    rehana reuben rhian rhiannon rhoda rhona rhys ricardo richmal ricky riaz rizwan roberto rochelle roderick rodney rohan roisin rolf
    roman romana rory rosa rosanna roseanne rowena roxanne rubina ruby rukhsana rupert russ ruta saba sabina sabrina sadia saeed saima
    sajid saleem salim salma sameer samina sandeep sanjay santosh saqib saskia satish scarlett selina serena sergio seth shabana
    shabir shahid shahida shaista shakeel shamim shanaz shanice sharmila shauna shawn shazia shelagh shelley sheryl shreya shyam sidra
    simone sinead siobhan sofia sonja stacie stanley steffan stephan stefania stine sudhir sukhdev sunil sunita surinder suresh susanna
    susannah suzanna suzie svetlana syed sylwia tabitha taher tahira tamsin tariq tasneem tatiana tayyab teresa tessa theodora theo thea
    thomasina tomasz tonia toni tracie trisha tristan uma umar usha usman uzma valentina venetia verity vijay vikram vinod viola
    vivek vivian viviane waheed wanda wasim wilf wilma winston wojciech xin yasmeen yolanda yousaf youssef yuki yusra zafar zahid zahra
    zainab zaheer zakir zeenat zofia zubair zuzanna""".replace("\n    ", " ").split(" ")
) - {"april", "bailey", "court", "courtney", "devon", "ebony", "ellis", "faith", "fern", "florence", "harry", "iris", "ivan", "lloyd", "lola", "marina",
     "mercy", "mitchell", "olive", "oscar", "pearl", "precious", "ruby", "stanley", "holly", "hazel", "rose", "violet", "victoria", "heather", "grace",
     "max", "bill", "kay", "craig", "winston", "percival", "kelly", "gordon", "howell"}  # fmt: skip
IN_PROSE = (
    r"(?i)\b(?:mr|mrs|ms|miss|mstr|master)\b\.? ?(?:(?:and|&) (?:mrs|mr|ms)\b\.? ?)?[a-z][a-z.'-]*|"
    r"\b(?:foster(?:ing)? (?:carer|payment|allowance)|care leaver|service user|child(?:ren)?'?s? name|d\.?o\.?b)\b[^,;]{0,6}[:\-/]"
)
"""For Arrow: a purpose that names a private person ("MS CLAIRE …", a care home's client) is not kept."""


@lru_cache(maxsize=65536)
def is_withheld(name: str) -> bool:
    """The council withheld the name, or it names nobody."""
    return bool(_WITHHELD.search(name)) or names.is_placeholder(name)


@lru_cache(maxsize=65536)
def is_person(name: str) -> bool:
    """The name looks like that of a private person."""
    name = " ".join(name.replace("’", "'").split()).strip(" .,;")
    if _TITLE_LAST.match(name) and not _ORGANISED.search(name):
        return True
    if _TITLE.match(name):
        return not _ORGANISED.search(name)
    if _ORGANISED.search(name):
        return False
    if _SURNAME_INITIAL.match(name) or _INITIAL_SURNAME.match(name):
        return True
    if match := _SURNAME_FORENAME.match(name):
        return match[1].lower() in _FORENAMES or len(name.split()) == 2
    if not _NAME_ONLY.match(name):
        return False
    words = name.lower().split()
    return words[0] in _FORENAMES or (
        len(words) == 2 and words[1] in _FORENAMES and "," not in name and len(words[0]) > 3
    )
