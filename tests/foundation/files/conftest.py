"""The disk and a server that speaks S3: every test that asks for `place` runs on both."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etabli.foundation.files.store_addresses import storage_settings
from etabli.foundation.files.stores import Store, current_store
from tests.foundation.files.places import KEYS, emptied


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A server that speaks S3, on the loopback, with one bucket."""
    import boto3
    from moto.server import ThreadedMotoServer

    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=address, region_name="eu-west-3", aws_access_key_id="a", aws_secret_access_key="b"
    )
    client.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    client.close()
    yield address
    running.stop()


@pytest.fixture(params=["disk", "s3"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "disk":
        return (tmp_path / "files").as_uri()
    server = request.getfixturevalue("server")
    return f"s3://files/kept?endpoint={server}&region=eu-west-3"


@pytest.fixture
def place(address: str, settings: Any) -> Store:
    """The store of the installation."""
    settings.S3_KEYS = KEYS
    settings.STORAGES = {**settings.STORAGES, "default": storage_settings(address, **KEYS)}
    return emptied(current_store())
