"""Verbs of saying, in the forms that a text has them in: a table for each thing that several rules
ask of them. What a rule adds, or leaves out, stands with that rule."""

from bot.generation.words.table import listed

SAY = listed("say says said tell tells told")
"""The plainest: whatever the rest of a sentence is, it is somebody's word."""

QUOTED = SAY | listed(
    "add adds added note notes noted warn warns warned explain explains explained claim claims"
    " claimed insist insists insisted comment comments commented"
)
"""With which a text quotes those who only speak in it."""

SAID_THAT = listed("say says said add adds added claim claims claimed")
"""Behind which the clause begins that somebody said, with *that* or without."""

STATED = listed("said says reported reports announced stated confirmed")
"""With which a body makes a fact known, so that it may be told by the body's word."""

REPORTING = listed(
    "says said claims claimed told adds added argued argues reported reports believes insists"
    " thinks thought wrote writes noted notes explained explains warned warns announced announces"
)
"""As the verb of a sentence it makes unsure whom a pronoun behind it means: who said it, or
whom it was said of."""
