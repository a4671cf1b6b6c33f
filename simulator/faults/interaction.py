"""Interaction (R-…): letters, replies, collections and interviews."""

from simulator.fault import Fault
from simulator.model import Reply

LANE = "letters"

FAULTS = (
    Fault(
        id="R-UNANSWERED",
        does="letters without a reply for 4-11 months",
        expected="V5 NEEDS_PERSON after one visit, FAIL after the second",
        letters=((Reply.WAITING, 120, 330, 2), (Reply.WORKING, 125, 320, 1)),
    ),
    Fault(
        id="R-ACK-ONLY",
        does="letters answered by an acknowledgement only",
        expected="V5 NEEDS_PERSON",
        letters=((Reply.ACKNOWLEDGED, 120, 330, 3),),
    ),
)
