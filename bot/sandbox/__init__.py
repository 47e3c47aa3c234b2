"""A local Telegram: Bot API server, people who act, and a page to act with.

Stands alone: nothing here imports another package of ``bot``, and the bot meets it
only over HTTP, by the Bot API's own rules. Where Telegram leaves something open, the sandbox
takes the stricter reading, so that what passes here passes there:

- lengths are counted in UTF-16 code units, after parsing: an emoji counts as two;
- of the parse modes it knows HTML; custom reply keyboards are taken and not shown;
- the bursts of the flood limits are its own statement (``limits``);
- a callback query is too old 15 seconds after the tap; answering twice in time does no harm;
- an inline query is too old after the same time; a picture among its results is one that was
  uploaded before, since no address is asked; results are articles and pictures;
- a person who never wrote to the bot is answered for with 403, known or not;
- the texts for a poll's explanation, description and open period out of range are its own:
  Telegram's are not documented.
"""
