"""Fees as dated data, payments, what gateways told us about them, and what is due back."""

from payments.models.gateway import GatewayNotice, SandboxCapture
from payments.models.payments import CURRENCY, Payment, PaymentLine
from payments.models.refunds import Refund
from payments.models.tariff import Concession, FeeBand, FeeItem, MeansOfPayment

__all__ = [
    "CURRENCY",
    "Concession",
    "FeeBand",
    "FeeItem",
    "GatewayNotice",
    "MeansOfPayment",
    "Payment",
    "PaymentLine",
    "Refund",
    "SandboxCapture",
]
