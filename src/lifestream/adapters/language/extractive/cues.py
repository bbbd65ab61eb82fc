"""The cue grammar of English talk: what announces a decision, a commitment, a request, a doubt."""

from __future__ import annotations

import re

from lifestream.adapters.language.extractive.phrases import anywhere, either, first, whole

HESITATION = "oh / well / okay / ok / right / then / um / uh / hmm / ah / sorry"
ASSENT = "yes / yeah / yep / okay / ok / all right / alright / right / good / great / fine / well / perfect / exactly"
_BEGINNINGS = """
    so / now / and / but / then / also / sure / agreed / excellent / in that case / therefore / thanks / thank you
    no problem / of course / alternatively / anyway / finally / next / first / second / tomorrow / today
    fair enough / (?:fair|good) (?:point|idea) / for now / for this year / from now on / no / no no
"""
OPENING = rf"^(?:{either(ASSENT, _BEGINNINGS)}\b[,.!:]*\s+)*"
"""What a sentence may begin with before it says something."""

# --- decisions ---------------------------------------------------------------------------------------------------

_SETTLED = "decided / settled / agreed / resolved / approved / voted / chosen / chose"
_SETTLE = either("decided? / agreed? / approved? / settled?")
_MATTERS = either("date / price / budget / name / plan / venue / deadline / option / winner / vendor / supplier / tool")

DECIDED = anywhere(
    f"""
    (?:it|that|this)(?:'s| is| was) ~(?:decided|settled|agreed|a deal)
    that settles (?:it|that)
    we(?: have|'ve)? ~{either(_SETTLED)}(?! (?:yet|whether|last|back|in))
    (?:the|our|my|final) decision (?:is|was|stands) / decision(?: made)?: / consensus (?:is|was)
    we(?:'re| are) ~(?:going|sticking|staying|gonna go) ~(?:ahead )?with
    (?:it's|that's|it is) a (?:green light|go|yes) (?:for|on|from) / stands? approved / so ordered
    (?:scratch|forget) (?:the |that |about )?[\\w' ]{{2,25}}, we(?:'re| are|'ll| will)?
    we(?:'ve| have) (?:landed|settled) on / (?:is|are|was) off the table / that's a (?:no|yes) (?:to|for|on|from)
    (?:we(?:'ll| will)|let's|let us|i(?:'ll| will)|i'm going to|we should) go ~(?:ahead )?(?:with|for) (?!it\\b|that\\b)
    we(?:'re| are) ~agreed / (?:i|we) ~approve / approved {_MATTERS}
    (?:is|are|was|has been|have been|gets|got) ~approved
    motion(?= (?:\\w+ ){{0,8}}(?:carried|carries|passed|passes|fails|failed))
    that's (?:carried|passed) / passed unanimously
    (?:i|we)(?: have|'ve)? (?:made (?:a|the|my|our) decision|decided|made up (?:my|our) minds?)
    final(?:ly)? (?:decided|settled|answer)
    we(?:'re| are) not going (?:to|ahead|with)
    (?:gets?|has|have|got|gives?|gave|given|giving) (?:\\w+ ){{0,4}}(?:green light|go-ahead)
    (?:the|our) {_MATTERS} (?:is|will be|stays|remains) ~(?:set|fixed)
    """
)
CHOICE = anywhere("(?:going|sticking|staying|go) (?:ahead )?with / settled on / agreed on / chosen / light for")
"""Announcements after which one word says it all."""
UNDECIDED = anywhere(
    rf"""
    (?:haven't|have not|hasn't|has not|not yet|not been|didn't|did not|isn't|aren't) (?:\w+ ){{0,2}}{_SETTLE}
    (?:never|nothing|cannot|can't|couldn't|to be) (?:\w+ ){{0,2}}{_SETTLE}
    (?:before|until|once|when|whether|if|unless) (?:\w+ ){{0,3}}{_SETTLE}
    (?:should|could|must|have to|need to|needs to|can|will|to|we'll) (?:\w+ )?(?:decide|be decided|agree on)
    ^(?:when|back when|originally|at the time|in the old days)
    no decision / (?:was|were|had|have) (?:already )?{_SETTLE} (?:last|in|two|three|a|years|before)
    (?:last (?:year|month|week|time|summer|spring|autumn|fall|winter)|years ago|back then) (?:\w+ ){{0,4}}{_SETTLE}
    {either(_SETTLED)} (?:\w+ ){{0,6}}(?:last (?:year|month|week|time|summer|spring|autumn|fall|winter)|ago|years)
    """
)
RESOLVES = first(
    """
    then / so / agreed / in that case / therefore / good / great / fine / all right / alright / okay / ok / perfect
    deal / done / settled / right / i agree(?: with \\w+)? / (?:no|let's|then let's) / that settles it / so be it
    let's do (?:it|that)(?: this way| like this| that way)? / fair enough / fair point
    """,
    behind=ASSENT,
)
"""Short sentences after which "we will …" concludes a matter."""
IT_IS = whole(
    rf"^(?:{either(ASSENT, 'so / then')}[,.!]* )*(?P<what>[\w'-]+(?: [\w'-]+){{0,4}}) it is(?:,? then)?[.!]?$"
)
"""What is chosen: "Saturday it is."."""
_RULINGS = """
    cancell?ed / postponed / confirmed / dropped / off / on hold / extended / scrapped / moved / replaced / booked / out
    gone / tabled / closed / banned / allowed / at / as (?:it is|planned) / on
"""
_IS = " ?(?:is|are|'s|'re|will be|has to be|stays?|remains?|gets?|goes)"
RULED = whole(
    rf"^(?P<opening>(?:{either(ASSENT, 'so / then / in that case')}[,.!]* )*)"
    rf"(?P<rule>(?:for now )?(?:it|(?:(?:the|our|this|that) )?(?:[\w-]+ ){{0,4}}[\w-]+){_IS} {either(_RULINGS)}\b.*?)"
    r"(?P<then>,? then)?[.!]?$"
)
"""What is ruled in the passive: "So the trip is cancelled then."."""
WE_ARE = whole(
    rf"^(?P<opening>(?:{either(ASSENT, 'so / then / in that case')}[,.!]* )*)we(?:'re| are) (?P<no>not )?"
    r"(?!going|talking|looking|starting|discussing|waiting|trying|thinking|having|being|getting"
    r"|doing (?:well|fine|great)"
    r"|running|working|missing|losing|seeing|hoping|aiming|planning|saying|asking|using|making|still|just|coming|sitting)"
    r"(?P<rest>\w+ing \w.*)$"
)
"""What is done from now on: "So we're dropping the second concert."."""
SO_IT_IS = whole(
    rf"^(?:{either(ASSENT)}[,.!]* )*(?P<so>so|then)?,? ?"
    r"(?:it's|it'll be|it is|it will be|that makes it|make it|call it)"
    r" (?:going to be )?(?P<what>[\w'-]+(?: [\w'-]+){0,4}?)(?P<then>,? then)?[.!]?$"
)
"""What is chosen: "So it's the fourteenth, then."."""
LETS_SETTLE = first(
    """
    settle (?:on|for) / stick (?:with|to) / leave it (?:at|as|until|for) / postpone / park / shelve / table / drop
    cancel
    keep (?:it|the|this|that|our|to) / make it / hold off / say (?:\\w+day|\\d|the \\w+|twelve|ten|six|eight|seven|nine)
    do (?:it|this|that) (?:on|at|in|next) / do (?:\\w+day|the \\w+) / not (?!forget|worry|start|go|get|be|talk|discuss)
    """
)
"""After "let's": what the one who chairs settles unless somebody objects."""
NO_MORE = whole(
    rf"^(?:{either(ASSENT, 'so / then')}[,.!]* )*(?P<when>from (?:today|now on|tomorrow|\w+day)(?: on)?,? )?"
    r"(?P<rule>(?:no|nobody|no one|everybody|everyone) [\w' -]{3,80}?)"
    r"(?P<until>,? (?:for now|from (?:today|now on)|until .+|till .+|this \w+))?[.!]?$"
)
"""A rule: "So, no hiring for now." – "From today, no radios on the scaffold."."""
THEN_IT_IS = whole(
    rf"^(?:{either(ASSENT, 'so')}[,.!]* )*(?!(?:i|we|you|it|he|she|they|that|this|next|now|me)\b)"
    r"(?P<what>(?:a|an|the|[\dA-Z][\w']*) ?[\w' ]{0,30}), then[.!]?$"
)
UNOPPOSED = whole(r"^(?:is there |are there )?(?:any|no) (?:objections?|corrections?)(?: to (?P<what>[^?]+))?\?$")
NONE = first("hearing none / none / no / nope / good / so ordered / then / not from")
SEALED = whole(
    r"^(?:it's a |that's a |consider it )?"
    r"(?:deal|done deal|sold|settled(?: then)?|so ordered|carried|approved|granted)[.!]*$"
)
WE_WILL = whole(
    OPENING
    + r"we(?:'ll| will| shall|'re going to| are going to|'re gonna| won't| will not| do not| don't| do)?"
    + r"\s+(?P<rest>\w.*)$"
)
LETS = whole(OPENING + r"(?:let's|let us) (?P<rest>\w.*)$")
_PROPOSES = either(
    """
    (?:shall|should|could|can) we / why don't we / how about(?: we)? / what about(?: we)? / what if we
    i(?:'d| would)? (?:suggest|propose|recommend|vote|move)(?: that)?(?: we)?
    i(?:'d| would) (?:say|like to propose)(?: that)? we
    my (?:suggestion|proposal|recommendation) (?:is|would be)(?: that we| to)?
    i (?:really |do )?think (?:that )?we should / maybe we should / we should / we could / we ought to
    can't we / couldn't we
    """
)
PROPOSAL = whole(OPENING + _PROPOSES + r" (?P<rest>.+)$")
ACCEPTS = first(
    """
    yes / yeah / yep / yup / agreed / i agree / okay / ok / sure / perfect / fine / deal / absolutely / definitely
    sounds (?:good|great|fine|right|fair|reasonable|sensible|like a plan)
    (?:that's )?(?:a )?(?:good|great|excellent|perfect|nice|brilliant|lovely) (?:idea|plan|point|call|thinking)
    let's do (?:it|that) / works for me / that (?:works|would work|sounds) / makes sense / exactly / no objections?
    i'm (?:all for|for|fine|happy|okay|ok|good|up for|in favou?r|with)(?: with| of)? / i second / seconded
    for sure / of course
    certainly / all right / alright / go for it / i'm in / same here / from my side / happy with that / fair enough
    me too / why not / aye / suits me / good with me / fine (?:by|with) me / count me in / i like (?:it|that) / lovely
    """,
    behind=HESITATION,
)
REJECTS = first(
    """
    no(?! (?:problem|worries|objections?|doubt|trouble))
    nope / not really / not (?:yet|now|this) / never / impossible / unfortunately / i don't / i do not / i can't
    i cannot / i'm not sure / i am not sure / i disagree / i'm afraid / i am afraid / i would rather / i'd rather
    that (?:won't|will not|doesn't|would not) / we can't / we cannot / sorry
    """,
    behind=HESITATION,
)
BUT = whole(r"^[^.!?]{0,60}\bbut\b")
_OVER = r"(?:$| (?:here|now|the (?:meeting|session|call)|over|into|back|on)\b)"
PROCEDURAL = first(
    f"""
    begin / start / get started / get going / move on / move to / move over / go on / go back / go over / go through
    go to / go around / go next / continue / proceed / see / look / have a look / take a (?:look|break|minute|moment)
    talk / discuss / speak / chat / hear / listen / wait / say / wrap / finish here / stop here
    (?:close|end|switch|turn|jump|dive|focus|pause|check in){_OVER}
    leave it / recap / summari[sz]e / review / come back
    get back / return / call it / hope / be honest / face it / assume / suppose / imagine / think / not forget
    remember / keep (?:that|this|it) in mind / know / have / need / want / like / love / mean / understand / can / could
    may / might / would / all / both / are / were / was / had / got / only / also / really / never / always / still
    already / went / did / saw / heard / made / found / spoke / talked / met / sent / gave / asked / used / lost / ran
    wrote / told / said / took / built / tried / learned / launched / started / finished / usually / often / agree
    keep (?:it|this|things) (?:short|brief|quick|moving|simple)
    should / must / ought / cannot / can't / couldn't / shouldn't / wouldn't / don't / didn't / haven't / aren't
    """,
    behind="just / quickly / now / then / please",
)
"""Verbs of running a meeting, of state, or of the past: none of them is a decision after "we" or "let's"."""
PAST = re.compile(r"^\w+ed\b(?<!need)", re.IGNORECASE)
HYPOTHETICAL = whole(
    r"^(?:\w+ )?(?:if|suppose|imagine|unless|assuming|what if|whether)\b"
    r"|\b(?:might|maybe|perhaps|possibly|hopefully|probably)\b"
    r"|\b(?:i|we|they|it|that|he|she|you)(?:'d| would| could)\b"
    r"|\b(?:said|says|told (?:us|him|her|them)|was like|goes),"
)

# --- commitments and requests -------------------------------------------------------------------------------------

_LIGHTLY = """
    then / also / just / gladly / definitely / certainly / quickly / personally / happily / try to / make sure to
    go ahead and / immediately
"""
COMMITS = whole(
    OPENING
    + r"(?:i think |i guess |i promise |i promise that |actually,? )?(?:(?P<with>[\w'-]+) and )?(?P<who>i|we)"
    + r"(?P<how>'ll| will| shall|'m going to| am going to|'m gonna|'re going to| are going to| can| promise to"
    + r"|'d be happy to| would be happy to|'ll be happy to|'m happy to| am happy to"
    + r"| need to| have to|'ve got to| must| should| plan to|'m supposed to)"
    + rf" (?:{either(_LIGHTLY)} )*(?P<rest>(?!not\b|never\b)\w.*)$"
)
CLAUSES = whole(
    r"(?:[,;]| -| –)? (?:and|so|but|then) (?=(?:i'll|i will|i'm going to)\b)|[,;] (?=(?:i'll|i will|i'm going to)\b)"
)
"""Where a promise may begin inside a sentence."""
LED = whole(
    r"^(?!.*\b(?:if|when|unless|that|said|says|because|what|how|until|think|hope|maybe)\b.*\b(?:i'll|i will)\b)"
    r"(?:[\w',-]+ ){1,5}?(?=i'll |i will )"
)
"""A few words before a promise that say when or why: "In the meantime I'll …"."""
LET_ME = whole(OPENING + r"(?P<who>let me) (?P<rest>\w.*)$")
PROMISES = whole(OPENING + r"you(?:'ll| will) (?:get|have|receive|hear)\b(?P<rest>.*)$")
_IDLY = r"(?:$| (?:on|to|with|by|from|here|now|there|you|us|out|over|forward|ahead|at|about|for a|a bit|a little)\b)"
STILL_TASK = first("have / go through / go over / come back / give you / add / try / look at / get back / take")
"""Verbs that promise work where a day is named for it, and none where not."""
NO_TASK = first(
    rf"""
    be(?! (?:in charge|responsible|the one)) / think / say / need / see / know / like / love / guess / admit / agree
    have(?! (?:a (?:look|word|chat|call)|it|that|them|the|this|someone|somebody))
    tell you / show you / give you (?:an?|some|two|three) (?:example|idea|hint|overview|minute|second)s? / explain
    mention / skip / come (?:to|back) / get (?:to|back to) (?:that|this|it) / go back / go through / go over
    (?:start|begin|stop|finish|end|stay|move|pass|read|help|support|point|play|try|note|look|talk|speak){_IDLY}
    miss / remember / understand / hear / feel / want / hope / wait / let you
    never / always / vote / second / do my best / live / survive / manage / imagine / believe / assume
    suppose / repeat
    summari[sz]e / recap / leave it / call it / keep (?:it|this) (?:short|brief) / put it / never mind
    turn to / hand over to
    make (?:it|this) (?:short|quick) / just say / probably / maybe / only / really / not / ask you / quote
    add (?:that|one thing|something) / get to / do (?:it )?(?:now|again)
    use (?:this|that) (?:time|opportunity)
    take (?:questions|a question|your|over|it (?:as|that|from)) / open the floor / share my screen
    forget / regret / die / cry / admit / go(?: (?:first|next|ahead|now|home|there|out|with))?$
    """
)
"""Verbs that promise no work beyond the moment."""
_ANYBODY = "you|somebody|someone|anybody|anyone|one of you"
_KINDLY = "(?:please|also|maybe|just|kindly|then|quickly)"
_ASKS = either(
    rf"""
    \b(?:can|could|would|will) (?:{_ANYBODY}|(?P<named>[A-Z]\w+))(?: {_KINDLY})*
    \bwould you mind
    \b(?:would|will) you be able to / \bare you able to / \bdo you think you (?:can|could)
    \bany chance you (?:can|could|might) / \b(?:can|could|may) i ask you to / \b(?:don't forget|remember) to
    \bmake sure (?:you|to) / \byou(?:'ll| will|'re going to) need to
    \b(?:i|we)(?:'d like| would like| need| want) you to / \byou (?:need|have) to
    \bi(?:'d| would) (?:like|ask) you to
    (?:^|[,.!?] |and |so |but )please(?: also| just| then| remember to| make sure to| do)*
    """
)
REQUESTS = whole(rf"{_ASKS}\s+(?P<rest>\w.*)")
NO_REQUEST = first(
    """
    tell / explain / say / hear / see / repeat / elaborate / describe / imagine / remind (?:me|us) / understand
    believe / guess / clarify / think / comment / (?:speak|talk)(?: (?:about|up|louder|us|me|a bit)|$)
    summari[sz]e / be / have / feel / know / remember
    note / hold / press / type / restart / unplug / tap / swipe / spell / bear with / have a seat / raise / state your
    look(?:$| (?:here|closely|at (?:this|the) (?:slide|picture|screen|chart))) / confirm your
    give (?:us|me) (?:a|an|your|some|the) (?:update|overview|summary|idea|example|hint|sense|status)
    show (?:me|us) / share (?:your|the) screen / mute / unmute / go (?:on|ahead|first|next) / continue / start / begin
    wait / stop / excuse / forgive / let / ask / answer / pass / come in / join / sit / welcome / listen / turn to
    open your / go back / scroll / click / zoom / find / do not / don't / use the / keep in mind
    """
)
CONSENTS = first(
    """
    yes / yeah / yep / sure / will do / of course / no problem / okay / ok / gladly / happy to / with pleasure
    certainly / absolutely / definitely / i will / i'll / i can / i am on it / i'm on it / consider it done
    done / got it / fine
    you will (?:get|have) / you'll (?:get|have) / all right / alright / right / good / by \\w+ / that's fine / can do
    leave (?:it|that) (?:to|with) me / on it / noted / no worries / can do that / yep / i'd be happy to / mm-hm
    """,
    behind=HESITATION,
)
_DUTIES = """
    will / is going to / are going to / is to / shall / takes care of / will take care of / agreed to / has agreed to
    has promised to / promised to / should please
"""
ASSIGNS = either(_DUTIES)
CORRECTS = first(
    """
    wait / sorry / actually / correction / make (?:it|that) / let's (?:say|make it) / better / or rather / rather
    i mean / i meant / no,? not / scratch that
    """,
    behind="no / oh / ah / sorry / well",
)

VOLUNTEERS = first(
    """
    (?:\\w+ and )?(?:i can|i'll|i will|i could) ~(?:do|take|handle|sort|manage|cover) (?:that|it|this)(?: one)?
    (?:i can|i'll|i will) ~(?:see to|look after|take care of|deal with|sort out|get on|follow up on) (?:that|it|this)
    leave (?:it|that|this)(?: one)? (?:to|with) me / (?:i'm )?on it / that's (?:mine|me|on me)
    put me down / i volunteer
    consider it done / will do / can do / happy to(?: do (?:that|it|so))?
    """,
    behind=f"{HESITATION} / {ASSENT} / sure / of course / no problem / actually",
)
_SOMEBODY = either("somebody / someone / one of us / one of you / anyone / we / they / you")
_MUST = either(
    "needs? to / has to / have to / has got to / 've got to / should / must / ought to / gotta / will need to"
)
_WHO = either("can / will / could / wants? to / going to / would like to / is going to")
NEEDS = whole(rf"\b(?:{_SOMEBODY}(?: really| still| also)? ?{_MUST}|who(?:'s| is|'ll)? ?{_WHO}) (?P<rest>\w.*)")
"""Work that nobody has yet."""
MUST_BE = whole(
    r"(?:^|[.,] |\band )(?P<what>(?:the|our|all the|those|these|that|a|an) (?:\w+ ){1,4}?)"
    r"(?:still |also |really )?(?:needs? to|has to|have to|must|should|ought to) be "
    r"(?P<done>\w+(?:ed|en|t|ne|de|wn|ld|id)\b.*)"
)

AND_THE = whole(r"^(?:and|what about|how about) (?P<thing>(?:the|our) [\w' -]{3,40})\?$")
"""A question that names work without a verb: "And the radio check?"."""
GIVEN = anywhere(
    """
    (?:that's|that is|this is|that one's|that one is|this one's|this one is)(?: one)? (?:for you|yours|your job)
    (?:can|could|will|would) you (?:do|take|handle) (?:that|it|this)(?: one)? / you take (?:that|it|this)(?: one)?
    """
)
"""Work that was named before, given to whoever is addressed."""
ACTION_ON = whole(
    r"(?:^|[.,] )(?:an? )?(?:action|task|to-?do)(?: item| point)? (?:on|for|to|goes to) (?P<name>[A-Z]\w+)"
    r"(?: is)?[,:]? (?:to )?(?P<rest>\w.*)$"
)
YOU_DO = whole(OPENING + r"(?:[A-Z]\w+, )?you(?:'ll| will| should)? (?:then |please )?(?P<rest>\w.*)$")

ADDS_WHEN = first(
    "by / until / before / you / it / and by / say / probably / let's say",
    "i'll (?:have|put|do|get|send|bring|give) (?:it|that|them)",
)
"""How a speaker adds by when to what was just promised."""
_DAYS = either(
    "\\w+day(?: (?:morning|afternoon|evening|night))? / tomorrow / tonight / today / this (?:evening|afternoon)"
)
_PERIODS = either("(?:the )?end of (?:the|this|next) (?:week|month) / next week / the \\w+(?: of \\w+)?")
BARE_DAY = whole(
    rf"^(?:{either(HESITATION, 'no / wait / uh / say / make it / make that / then / maybe / actually')}[,.]? )*"
    rf"(?P<day>{_DAYS}|{_PERIODS})(?:,? (?:then|please|is fine|at the latest|would be good|not later))*[.?!]?$"
)

HOUR = whole(r"\b(?:\d{1,2}(?::\d\d)?|\w+) ?(?:a\.?m\b|p\.?m\b|o'clock)")

# --- questions, risks, quotes ----------------------------------------------------------------------------------------

SMALL_TALK = whole(
    "^"
    + either(
        """
        how are you / how's it going / can you (?:hear|see) / am i (?:audible|muted) / are you there / anything else
        any (?:other )?questions / right / okay / yes / no / really / what / who / why / sorry / pardon
        is that (?:enough|ok|okay|all right|fine|clear) / does that make sense / shall we (?:start|begin|continue)
        ready / all good / isn't it / you know
        """
    )
    + r"\b[^a-z]*\??$"
    + r"|\b(?:can|could) (?:you|everyone|everybody) (?:hear|see) (?:me|us|my screen)\b"
    + r"|^shall we (?:start|begin|continue|move|go)\b|\bhow are you\b|\bwelcome\b"
    + r"|\bthank you for (?:coming|joining|having)\b"
)
OPEN = anywhere(
    """
    still (?:need|have) to (?:decide|find out|clarify|check) / open question / to be (?:decided|clarified|determined)
    (?:remains?|is|stays|left|still) (?:an )?(?:open|unclear|undecided|unresolved|unanswered)
    not (?:yet )?(?:decided|clear|sure) (?:yet|whether|if|how|what|when) / have to decide
    we (?:don't|do not) (?:yet )?know (?:yet )?(?:whether|if|how|what|when|who|where)
    """
)
UNANSWERED = anywhere(
    """
    i don't know / i do not know / not sure / no idea / we (?:don't|do not) know / good question / nobody knows
    let me (?:check|find out|look) / i(?:'ll| will) (?:check|find out|look|ask) / (?:not|n't) (?:\\w+ )*yet
    (?:stays|remains|leave that|keep that) open / (?:hard|too early) to (?:say|tell)
    """
)
RISK = anywhere(
    """
    risks? / risky / danger / dangerous / problems? / concern / concerned / worried / worry / worries
    blockers? / blocked / threat / bottleneck / delay(?:ed)? / behind schedule / over budget / fail(?:s|ed|ing|ure)?
    crash(?:es|ed)?
    critical / not ready / at stake / run(?:ning)? out of / shortage / short of / understaffed
    """
)
NO_RISK = anywhere(
    """
    no (?:problem|risk|issue|worries|concern)s? / not (?:a )?(?:problem|an issue|risk|worried|concerned)
    solved / fixed / resolved / don't worry
    """
)
STATIVE_GREETING = first(
    """
    good (?:morning|afternoon|evening) / hello / hi / hey / welcome / morning / bye / goodbye / see you / thanks
    thank you / have a (?:nice|good|great) / take care / nice to / great to / good to
    """
)
ABOUT_TALK = anywhere(
    """
    topics / agenda / (?:next|last|first|second|third|final) (?:item|point|slide|topic) / main points
    last point / one more thing
    another thing / any questions
    i(?:'ll| will| want to| would like to) (?:explain|show|tell|talk|start|begin|give you)
    let me (?:repeat|summari[sz]e|say|start|begin|show|share|tell) / (?:as|like) i said / move on / talk about
    first (?:the|we|i|our|my|how|what)\\b.{3,80}\\bthen\\b.{3,120}\\b(?:finally|lastly|at the end)
    (?:give|giving) (?:you|you guys|you all) a (?:call|ring)
    """
)
"""Talk about the talk, not about its matter."""
NEXT_MEETING = anywhere(
    "next (?:meeting|session|call|sync|appointment|class|lecture) / meet again"
    " / (?:exam|test|deadline) (?:is|will be|takes place)"
)

SUBORDINATE = re.compile(
    r"\b(?:if|when|whenever|once|since|because|although|though|while|unless|after|before|until|as soon as|in case)\b",
    re.IGNORECASE,
)
"""Words that make one clause part of another."""
_SUBJECT = "(?:the|our|this|that|it|we|they|he|she|everybody|everyone)"
SECOND_SENTENCE = re.compile(
    rf",\s+(?:and\s+)?(?={_SUBJECT}\b(?:\s+[\w'-]+){{0,3}}?"
    r"\s+(?:will|won't|can|cannot|has|have|must|needs?|stays?|remains?|is|are|goes? out|go(?:es)? to|gets?)\s)"
    rf"|\s+and\s+(?=(?:it|they|he|she|{_SUBJECT} [\w'-]+)\s+(?:will|won't|can|cannot|must|has to|have to)\s)",
    re.IGNORECASE,
)
"""A comma or an "and" behind which somebody or something else will do something."""
