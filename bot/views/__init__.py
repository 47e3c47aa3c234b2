"""Domain values turned into messages and keyboards, in the words of the catalogues."""
