"""On ten good pages nothing is invented; a fault that is planted on one of them is told, and no other."""

from datetime import UTC, datetime

import pytest

from etabli.programme.visibility.checks.catalogue import findings
from etabli.programme.visibility.checks.visit import visit_site
from etabli.programme.visibility.engine.checks.judging import Verdict, judge
from tests.programme.visibility.good_sites import FAULTS, HOSTS, TRUE_FAULTS, Fault, page_of, plant, put
from tests.programme.visibility.local_web import LocalWeb

AT = datetime.now(UTC)


def verdicts(web: LocalWeb, name: str) -> dict[str, Verdict]:
    return judge(visit_site(f"{HOSTS[name]}/", at=AT, internet=web.internet()))


def to_mend(web: LocalWeb, name: str) -> set[str]:
    return {id for id, verdict in verdicts(web, name).items() if verdict.state == "mend"}


@pytest.mark.parametrize("name", HOSTS)
def test_a_good_page_raises_no_false_alarm(web: LocalWeb, name: str) -> None:
    put(web, name, page_of(name))
    assert to_mend(web, name) == TRUE_FAULTS.get(name, set())


def test_what_scripts_would_write_is_said_to_be_unknown(web: LocalWeb) -> None:
    put(web, "scripted", page_of("scripted"))
    unknown = {id for id, verdict in verdicts(web, "scripted").items() if verdict.why == "script"}
    assert unknown >= {"phone", "address", "hours", "legal", "pictures-named", "data", "first-heading"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.finding}-{fault.page}")
def test_a_planted_fault_is_told_and_no_other(web: LocalWeb, fault: Fault) -> None:
    plant(web, fault)
    assert to_mend(web, fault.page) - TRUE_FAULTS.get(fault.page, set()) == {fault.finding} - (
        TRUE_FAULTS.get(fault.page, set())
    )


def test_forty_faults_and_more_are_planted_by_different_hands() -> None:
    assert len(FAULTS) >= 40
    assert len({fault.page for fault in FAULTS}) >= 9
    planted = {fault.finding for fault in FAULTS}
    assert set(findings()) - planted == {
        "certificate-unknown", "page-huge", "phone-agrees", "address-agrees", "name-agrees",
        "domain-ended", "domain-ends"
    }  # fmt: skip
