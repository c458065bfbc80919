"""Text messages, for those whom no mail reaches: off unless the installation names a provider (`ETABLI_SMS_URL`).

`recipients` says who gets one, `gsm` what fits in one, `provider` asks any provider over HTTP, `sending` hands each
over at most once and never in quiet hours.
"""
