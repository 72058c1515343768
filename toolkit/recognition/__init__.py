"""Recognising scars: dips to be named, and a round that follows the one who names them."""

from toolkit.recognition.doubt import KINDS, Doubt, doubt_of
from toolkit.recognition.round import Answer, Round
from toolkit.recognition.tally import Tally
from toolkit.recognition.trial import HARDEST, Trial, trial

__all__ = [
    "HARDEST",
    "KINDS",
    "Answer",
    "Doubt",
    "Round",
    "Tally",
    "Trial",
    "doubt_of",
    "trial",
]
