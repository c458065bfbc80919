"""Every act of funding: each module registers its own."""

from etabli.programme.funding.actions import files as files, funds as funds, signatures as signatures
