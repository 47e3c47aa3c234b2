"""The runtime: intake, lanes, timers, sender and pacing. It knows no quiz."""
