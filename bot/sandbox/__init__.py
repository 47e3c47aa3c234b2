"""A local Telegram: Bot API server, people who act, and a page to act with.

Stands alone: nothing here imports another package of ``bot``, and the bot meets it
only over HTTP, by the Bot API's own rules.
"""
