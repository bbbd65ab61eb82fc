"""The cue grammar of English talk: what announces a decision, a commitment, a request, a doubt."""

from __future__ import annotations

import re

_I = re.IGNORECASE


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), _I)


OPENING = r"^(?:(?:so|well|okay|ok|right|alright|all right|now|and|but|then|also|good|great|perfect|yes|yeah|sure|fine|in that case|therefore|agreed|exactly|thanks|thank you|no problem|of course|alternatively|anyway|finally|next|first|second|tomorrow|today)\b[,.!:]*\s+)*"

# --- decisions ---------------------------------------------------------------------------------------------------
DECIDED = _any(
    r"\b(?:it|that|this)(?: is|'s| was) (?:then |now |therefore |hereby )?(?:decided|settled|agreed|a deal)\b",
    r"\bthat settles (?:it|that)\b",
    r"\bwe(?: have|'ve|)? (?:all |just |now |both |finally )*(?:decided|agreed|settled|resolved|voted|chosen|chose)\b(?! (?:yet|whether))",
    r"\b(?:the|our|my|final) decision (?:is|was|stands)\b",
    r"\bdecision(?: made)?:",
    r"\bwe(?:'re| are) (?:going|gonna go) (?:ahead )?with\b",
    r"\b(?:we(?:'ll| will)|let's|let us|i(?:'ll| will)|we should) go (?:ahead )?with\b",
    r"\b(?:we(?:'re| are)) (?:all )?agreed\b",
    r"\b(?:is|are|was|has been|have been|gets|got|hereby) (?:officially |formally |hereby )?approved\b|\bapproved (?:budget|plan|date|version|amount)\b",
    r"\b(?:i|we) (?:hereby )?approve\b",
    r"\bmotion (?:is )?(?:carried|carries|passed|passes)\b",
    r"\b(?:i|we)(?: have|'ve)? (?:made (?:a|the|my|our) decision|decided|made up (?:my|our) minds?)\b",
    r"\bfinal(?:ly)? (?:decided|settled|answer)\b",
    r"\bconsensus (?:is|was)\b",
    r"\bwe(?:'re| are) not going (?:to|ahead|with)\b",
    r"\b(?:the|our) (?:date|price|budget|name|plan|venue|deadline|option|winner|vendor|supplier|tool) (?:is|will be|stays|remains) (?:then |now |therefore |officially |set |fixed )",
)
UNDECIDED = _any(
    r"\b(?:haven't|have not|hasn't|has not|not yet|not been|didn't|did not|isn't|aren't|never|nothing|cannot|can't|couldn't|to be) (?:\w+ ){0,2}(?:decided?|agreed?|approved?|settled?)\b",
    r"\b(?:before|until|once|when|whether|if) (?:\w+ ){0,3}(?:decided?|agreed?|approved?|settled?)\b",
    r"\b(?:should|could|must|have to|need to|needs to|can|will|to|we'll) (?:\w+ )?(?:decide|be decided|agree on)\b",
    r"\bno decision\b|\b(?:was|were|had) (?:already )?(?:decided|agreed|approved) (?:last|in|two|three|a|years|before)\b",
)
RESOLVES = re.compile(
    r"^(?:(?:yes|yeah|okay|ok|all right|alright|right|good|great|fine|well|perfect|excellent|exactly)[,.!]*\s+)*"
    r"(?:then|so|agreed|in that case|therefore|good|great|fine|all right|alright|okay|ok|perfect|deal|done|settled|right|i agree(?: with \w+)?|that settles it|so be it|let's do (?:it|that))\b",
    _I,
)
WE_WILL = re.compile(
    OPENING
    + r"we(?:'ll| will| shall|'re going to| are going to|'re gonna| won't| will not| do not| don't| do)?\s+(?P<rest>\w.*)$",
    _I,
)
LETS = re.compile(OPENING + r"(?:let's|let us) (?P<rest>\w.*)$", _I)
PROPOSAL = re.compile(
    OPENING
    + r"(?:(?:shall|should|could|can) we |why don't we |how about (?:we )?|what about (?:we )?|what if we "
    + r"|i(?:'d| would)? (?:suggest|propose|recommend|vote|move)(?: that)?(?: we)? |my (?:suggestion|proposal|recommendation) is (?:that we |to )?"
    + r"|i(?:'d| would) (?:say|like to propose) (?:that )?we |i (?:really |do )?think (?:that )?we should |maybe we should |we should |we could |we ought to )(?P<rest>.+)$",
    _I,
)
ACCEPTS = re.compile(
    r"^(?:(?:oh|well|okay|ok|right|then|um|uh|hmm)[,.]?\s+)*(?:yes|yeah|yep|yup|agreed|i agree|okay|ok|sure|sounds (?:good|great|fine|right|like a plan)|(?:a )?(?:good|great|excellent|perfect|nice) (?:idea|plan|point|call)?|perfect|fine|deal|let's do (?:it|that)|works for me|that (?:works|would work|sounds)|absolutely|definitely|makes sense|exactly|no objections?|i'm (?:fine|happy|okay|ok) with|i second|seconded|for sure|of course|certainly|all right|alright|go for it|i'm in|same here|from my side|happy with that|fair enough|me too|why not)\b",
    _I,
)
REJECTS = re.compile(
    r"^(?:(?:oh|well|okay|right|um|uh|hmm|sorry)[,.]?\s+)*(?:no\b|nope|not really|i don't|i do not|i can't|i cannot|i'm not sure|i am not sure|i disagree|unfortunately|i'm afraid|i am afraid|that (?:won't|will not|doesn't|would not)|we can't|we cannot|impossible|i would rather|i'd rather|not (?:yet|now|this)|never|sorry)\b",
    _I,
)
BUT = re.compile(r"^[^.!?]{0,60}\bbut\b", _I)
PROCEDURAL = re.compile(
    r"^(?:just |quickly |now |then |please )*(?:begin|start|get started|get going|move on|move to|move over|go on|go back|go over|go through|go to|go around|go next|continue|proceed|see|look|have a look|take a (?:look|break|minute|moment)|talk|discuss|speak|chat|hear|listen|wait|say|wrap|close|end|finish here|stop here|leave it|pause|turn|jump|dive|focus|recap|summari[sz]e|review|check in|switch|come back|get back|return|call it|hope|be honest|face it|assume|suppose|imagine|think|not forget|remember|keep (?:that|this|it) in mind|know|have|need|want|like|love|mean|understand|can|could|may|might|would|all|both|are|were|was|had|got|only|also|really|never|always|still|already|went|did|saw|heard|made|found|spoke|talked|met|sent|gave|asked|used|lost|ran|wrote|told|said|took|built|tried|learned|launched|started|finished|usually|often)\b",
    _I,
)
"""Verbs of running a meeting, of state, or of the past: none of them is a decision after "we" or "let's"."""
PAST = re.compile(r"^\w+ed\b(?<!need)", _I)
HYPOTHETICAL = _any(
    r"^(?:\w+ )?(?:if|suppose|imagine|unless|assuming|what if|whether)\b",
    r"\b(?:might|maybe|perhaps|possibly|hopefully|probably)\b",
    r"\b(?:i|we|they|it|that|he|she|you) (?:would|could)\b",
    r"\b(?:i|we|they|it|that|he|she|you)'d\b",
)

# --- commitments and requests -------------------------------------------------------------------------------------
COMMITS = re.compile(
    OPENING
    + r"(?:i think |i guess |i promise |i promise that |actually,? )?(?P<who>i|we)(?P<how>'ll| will| shall|'m going to| am going to|'m gonna|'re going to| are going to| can| promise to|'d be happy to| would be happy to|'ll be happy to)"
    r" (?:then |also |just |gladly |definitely |certainly |quickly |personally |happily |try to |make sure to |go ahead and |immediately )*(?P<rest>(?!not\b|never\b)\w.*)$",
    _I,
)
LET_ME = re.compile(OPENING + r"(?P<who>let me) (?P<rest>\w.*)$", _I)
PROMISES = re.compile(OPENING + r"you(?:'ll| will) (?:get|have|receive|hear)\b(?P<rest>.*)$", _I)
NO_TASK = re.compile(
    r"^(?:be(?! (?:in charge|responsible|the one))|have(?! (?:a (?:look|word|chat|call)|it|that|them|the|this|someone|somebody))|think|say|need|see|know|like|love|guess|admit|agree|tell you|show you|give you (?:an?|some|two|three) (?:example|idea|hint|overview|minute|second)s?|explain|talk|speak|mention|skip|start|begin|come back|get back to (?:that|this)|go back|go through|go over|move|miss|remember|understand|hear|feel|want|hope|wait|let you|pass|stop|finish|end|stay|never|always|do my best|live|survive|manage|imagine|believe|assume|suppose|repeat|summari[sz]e|recap|leave it|call it|keep (?:it|this) (?:short|brief)|put it|try|never mind|make (?:it|this) (?:short|quick)|turn to|hand over to|just say|probably|maybe|only|really|not|ask you|read|quote|note|point|add (?:that|one thing|something)|get to|do (?:it )?(?:now|again)|use (?:this|that) (?:time|opportunity)|support|help|take (?:questions|a question|your|over|it (?:as|that|from))|open the floor|share my screen|play|look at)\b",
    _I,
)
"""Verbs that promise no work beyond the moment."""
REQUESTS = re.compile(
    r"(?:\b(?:can|could|would|will) (?:you|(?P<named>[A-Z]\w+))(?: please| also| maybe| just| kindly| then| quickly)*|\bwould you mind|\b(?:i|we)(?:'d like| would like| need| want) you to|\byou (?:need|have) to|\bi(?:'d| would) (?:like|ask) you to|(?:^|[,.!?] |and |so |but )please(?: also| just| then| remember to| make sure to| do)*)\s+(?P<rest>\w[^?.!]*)",
    _I,
)
NO_REQUEST = re.compile(
    r"^(?:tell|explain|say|hear|see|repeat|elaborate|describe|imagine|remind (?:me|us)|understand|believe|guess|clarify|think|comment|speak|talk|summari[sz]e|give (?:us|me) (?:a|an|your|some|the) (?:update|overview|summary|idea|example|hint|sense|status)|be|have|feel|know|remember|note|look|show (?:me|us)|share (?:your|the) screen|mute|unmute|go (?:on|ahead|first|next)|continue|start|begin|wait|stop|excuse|forgive|let|ask|answer|pass|come in|join|sit|welcome|listen|turn to|open your|go back|scroll|click|zoom|find|do not|don't|use the|keep in mind)\b",
    _I,
)
CONSENTS = re.compile(
    r"^(?:(?:oh|well|okay|ok|right|um|uh|hmm)[,.]?\s+)*(?:yes|yeah|yep|sure|will do|of course|no problem|okay|ok|gladly|happy to|with pleasure|certainly|absolutely|definitely|i will|i'll|i can|i am on it|i'm on it|consider it done|done|you will (?:get|have)|you'll (?:get|have)|got it|fine|all right|alright|right|good|by \w+|that's fine|can do|leave it (?:to|with) me|on it|noted)\b",
    _I,
)
ASSIGNS = r"(?:will|is going to|are going to|is to|shall|takes care of|will take care of|agreed to|has agreed to|has promised to|promised to|should please)"
CORRECTS = re.compile(
    r"^(?:no,? |oh,? |ah,? |sorry,? |well,? )*(?:wait|sorry|actually|correction|make (?:it|that)|let's (?:say|make it)|better|or rather|rather|i mean|i meant|no,? not|scratch that)\b",
    _I,
)

# --- questions, risks, quotes ----------------------------------------------------------------------------------------
SMALL_TALK = _any(
    r"^(?:how are you|how's it going|can you (?:hear|see)|am i (?:audible|muted)|are you there|any (?:other )?questions|anything else|right|okay|yes|no|really|what|who|why|sorry|pardon|is that (?:enough|ok|okay|all right|fine|clear)|does that make sense|shall we (?:start|begin|continue)|ready|all good|isn't it|you know)\b[^a-z]*\??$",
    r"\b(?:can|could) (?:you|everyone|everybody) (?:hear|see) (?:me|us|my screen)\b",
    r"^shall we (?:start|begin|continue|move|go)\b|\bhow are you\b|\bwelcome\b|\bthank you for (?:coming|joining|having)\b",
)
OPEN = _any(
    r"\b(?:still (?:need|have) to (?:decide|find out|clarify|check)|(?:remains?|is|stays|left|still) (?:an )?(?:open|unclear|undecided|unresolved|unanswered)|open question|not (?:yet )?(?:decided|clear|sure) (?:yet|whether|if|how|what|when)|we (?:don't|do not) (?:yet )?know (?:yet )?(?:whether|if|how|what|when|who|where)|have to decide|to be (?:decided|clarified|determined))\b",
)
RISK = _any(
    r"\b(?:risk|risky|danger|dangerous|problem|problems|issue|concern|concerned|worried|worry|blocker|blocked|threat|bottleneck|delay(?:ed)?|behind schedule|over budget|fail(?:s|ed|ing|ure)?|crash(?:es|ed)?|critical|not ready|too (?:slow|late|long|expensive|small|risky)|at stake|run(?:ning)? out of|shortage|cannot|can't|unable)\b",
)
NO_RISK = _any(
    r"\bno (?:problem|risk|issue|worries|concern)s?\b",
    r"\bnot (?:a )?(?:problem|an issue|risk|worried|concerned)\b",
    r"\b(?:solved|fixed|resolved)\b",
)
ANSWER_UNKNOWN = _any(
    r"\b(?:i don't know|i do not know|not sure|no idea|we don't know|good question|nobody knows|let me (?:check|find out|look)|i(?:'ll| will) (?:check|find out|look|ask))\b"
)
STATIVE_GREETING = _any(
    r"^(?:good (?:morning|afternoon|evening)|hello|hi|hey|welcome|morning|bye|goodbye|see you|thanks|thank you|have a (?:nice|good|great)|take care|nice to|great to|good to)\b"
)
