"""Texts for logs and terminals, without what gives access to a server."""

import re

_USER = re.compile(r"(?<=//)[^\s/?#]*@")
_FURTHER = r"(?![\w/?#%&=~@:+-]|\.\w)"
"""No end of an address follows: it is a longer one, or another."""


def without_user(text: str) -> str:
    """The text; addresses in it tell neither a user nor a password."""
    return _USER.sub("", text)


def address_without_user(value: str) -> str:
    """What somebody wrote for an address, which may be none, without a user and a password."""
    return re.sub(r"^([^/@]*//)?.*@", r"\1", value)


def without_secrets(text: str, address: str, host: str, key: str | None) -> str:
    """The text with the ``host`` in place of the whole ``address``, without users and the key."""
    whole = re.escape(address.rstrip("/")) + "/*" + _FURTHER
    text = without_user(re.sub(whole, lambda _: host, text))
    return text.replace(key, "[key]") if key else text
