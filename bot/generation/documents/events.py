"""Words that say what happened: a date beside them is that of a deed, not of its telling."""

import re

HAPPENED = re.compile(
    r"(?<!\w)(?:was|were|is|are|has|had|have|will|would|that|which|who|when|since|until|before|after"
    r"|lost|won|sunk|built|born|died|fell|began|approved|opened|founded|signed|held|launched"
    r"|opening|closing|loss|founding|meeting|discovery|arrival|departure|capture|visit|disaster|storm|battle|siege|fire|flood|crash|collapse|wreck|sinking|eruption"
    r"|explosion|earthquake|accident|tragedy|massacre|attack|riot|strike|revolution|uprising|wedding"
    r"|funeral|coronation|death|birth|murder|trial|launch|voyage|flight|race|match|final|cup|election"
    r"|treaty|armistice|war|raid|landing|(?!revised|limited|united|allied|associated)\w{4,}ed"
    r"|катастроф\w+|битва|пожар|буря|открытие|крушение)(?!\w)",
    re.IGNORECASE,
)
"""Words of what happened then, and of a sentence."""
