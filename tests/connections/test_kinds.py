"""Kinds of connections: what they take, which headers they make, and to which hosts those may go."""

import base64
from uuid import uuid4

import asyncssh
import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from largesse.connections import kinds
from largesse.connections.kinds import ConnectionKind
from largesse.connections.opened import OpenedConnection
from largesse.connections.origins import host_of
from largesse.core.errors import InvalidError
from tests.test_families import members_of, variants_in

KINDS: TypeAdapter[ConnectionKind] = TypeAdapter(ConnectionKind)
FINGERPRINT = "SHA256:" + "A" * 43
BASE = "https://api.shop.example"
EXAMPLES: dict[str, dict[str, object]] = {
    "basic": {"base_url": BASE, "username": "shop", "password": "pässwörd:2"},
    "bearer": {"base_url": BASE, "token": "t0ken"},
    "header": {"base_url": BASE, "header": "X-Api-Key", "value": "k e y"},
    "workspace_key": {"key": "lk_" + "x" * 43},
    "sftp": {"host": "files.shop.example", "username": "shop", "password": "secret", "host_key": FINGERPRINT},
}


def kind(name: str, **changes: object) -> ConnectionKind:
    return KINDS.validate_python({"type": name, **EXAMPLES[name], **changes})


def opened(name: str, **changes: object) -> OpenedConnection:
    return OpenedConnection(id=uuid4(), name="ERP", kind=kind(name, **changes))


def test_every_kind_is_registered_titled_frozen_and_explains_its_settings() -> None:
    members = set(members_of(ConnectionKind))
    assert set(variants_in(kinds)) == members
    assert {member.model_fields["type"].default for member in members} == EXAMPLES.keys()
    for member in members:
        assert isinstance(getattr(member, "title", None), str)
        assert (member.__doc__ or "").strip().endswith(".")
        assert member.model_config.get("frozen") is True
        silent = [
            name for name, field in member.model_fields.items() if name != "type" and not field.description
        ]
        assert silent == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_secret_shows_in_a_printed_kind_or_in_its_json(name: str) -> None:
    made = kind(name)
    assert isinstance(made, BaseModel)
    texts = repr(made) + str(made) + made.model_dump_json() + repr(opened(name))
    assert made.secrets
    for secret in ("pässwörd:2", "t0ken", "k e y", "x" * 43, "secret'"):
        assert secret not in texts


@pytest.mark.parametrize(
    ("name", "headers"),
    [
        ("basic", {"Authorization": "Basic " + base64.b64encode("shop:pässwörd:2".encode()).decode()}),
        ("bearer", {"Authorization": "Bearer t0ken"}),
        ("header", {"X-Api-Key": "k e y"}),
    ],
)
def test_the_credential_is_sent_as_its_kind_says(name: str, headers: dict[str, str]) -> None:
    assert opened(name).headers_for(f"{BASE}/v1/orders?id=1") == headers


@pytest.mark.parametrize(
    "url",
    [
        "https://api.shop.example/v1",
        "https://API.Shop.Example:443/",
        "https://api.shop.example./",
        "https://files.partner.example/a",
        "https://FILES.partner.example./a",
        "https://eu.cdn.example/a",
        "https://a.b.cdn.example/a",
        "https://odd.example:8443/",
        "https://xn--bcher-kva.example/",
        "https://bücher.example/",
        "https://[2001:db8::1]/",
        "https://[2001:0DB8:0::1]/",
    ],
)
def test_a_credential_goes_to_its_own_host_and_those_beside_it(url: str) -> None:
    beside = [
        "Files.Partner.example",
        "*.cdn.example",
        "odd.example:8443",
        "bücher.example",
        "[2001:db8::1]",
    ]
    assert opened("bearer", allowed_hosts=beside).headers_for(url) == {"Authorization": "Bearer t0ken"}


@pytest.mark.parametrize(
    "url",
    [
        "http://api.shop.example/",  # in the clear
        "https://api.shop.example:8443/",  # another port
        "https://shop.example/",
        "https://evil-api.shop.example/",
        "https://api.shop.example.evil.example/",
        "https://evil.example/api.shop.example",
        "https://evil.example/?api.shop.example",
        "https://evil.example#api.shop.example",
        "https://api.shop.example@evil.example/",
        "https://evil.example\\@api.shop.example/",
        "https://evilcdn.example/",
        "https://cdn.example/",  # *.cdn.example is what lies below it
        "https://x.cdn.example:8443/",
        "http://x.cdn.example/",
        "https://odd.example/",
        "https://a.odd.example:8443/",
        "https://1.2.3.4/",
        "https://api.shop.exampl\u0435/",  # a Cyrillic letter
        "//api.shop.example/",
        "/v1/pools",
        "ftp://api.shop.example/",
        "",
    ],
)
def test_a_credential_goes_to_no_other_host(url: str) -> None:
    connection = opened("bearer", allowed_hosts=["*.cdn.example", "odd.example:8443"])
    with pytest.raises(InvalidError) as refused:
        connection.headers_for(url)
    assert refused.value.code == "connection_host_not_allowed"
    assert "t0ken" not in refused.value.detail
    assert BASE in refused.value.detail


def test_an_internal_system_may_be_called_in_the_clear_if_its_address_says_so() -> None:
    connection = opened("bearer", base_url="http://127.0.0.1:9000/v2/", allowed_hosts=["10.1.2.3:9000"])
    for url in ("http://127.0.0.1:9000/x", "http://2130706433:9000/x", "http://10.1.2.3:9000/"):
        assert connection.headers_for(url)
    for url in ("http://127.0.0.1/", "http://127.0.0.1:9001/", "http://10.1.2.3/", "http://10.1.2.4:9000/"):
        with pytest.raises(InvalidError):
            connection.headers_for(url)


def test_a_workspace_key_goes_to_this_installation_only() -> None:
    connection = opened("workspace_key")
    own = "http://127.0.0.1:8080"
    assert connection.headers_for(f"{own}/v1/pools", own_url=own) == {
        "Authorization": "Bearer lk_" + "x" * 43
    }
    for url, own_url in [
        (f"{own}/v1/pools", None),
        ("http://127.0.0.1:8081/v1/pools", own),
        ("https://evil.example/v1/pools", own),
        ("http://127.0.0.1:8080@evil.example/", own),
    ]:
        with pytest.raises(InvalidError, match="this installation only"):
            connection.headers_for(url, own_url=own_url)


def test_an_sftp_connection_signs_no_http_call() -> None:
    with pytest.raises(InvalidError) as refused:
        opened("sftp").headers_for("https://files.shop.example/")
    assert refused.value.code == "connection_not_http"


@pytest.mark.parametrize(
    ("name", "wrong", "told"),
    [
        ("bearer", {"base_url": "api.shop.example"}, "must begin with https"),
        ("bearer", {"base_url": "https://u:p@api.shop.example"}, "user name or password"),
        ("bearer", {"base_url": "https://api.shop.example/?a=1"}, "before the query"),
        ("bearer", {"base_url": "https://api.shop.example/#a"}, "before the query"),
        ("bearer", {"base_url": "https://api shop.example"}, "pattern"),
        ("bearer", {"allowed_hosts": ["*"]}, "must be a host"),
        ("bearer", {"allowed_hosts": ["*.example"]}, "too wide"),
        ("bearer", {"allowed_hosts": ["*.1.2.3.4"]}, "too wide"),
        ("bearer", {"allowed_hosts": ["a.*.example"]}, "must be a host"),
        ("bearer", {"allowed_hosts": ["https://shop.example"]}, "must be a host"),
        ("bearer", {"allowed_hosts": ["shop.example/path"]}, "must be a host"),
        ("bearer", {"allowed_hosts": ["shop.example:99999"]}, "must be a host"),
        ("bearer", {"allowed_hosts": ["a@shop.example"]}, "must be a host"),
        ("bearer", {"allowed_hosts": [f"h{n}.shop.example" for n in range(21)]}, "at most 20"),
        ("bearer", {"token": "two words"}, "visible ASCII"),
        ("bearer", {"token": "a\r\nX: y"}, "visible ASCII"),
        ("bearer", {"token": ""}, "at least 1"),
        ("basic", {"username": "a:b"}, "pattern"),
        ("basic", {"password": "a\x00b"}, "control characters"),
        ("header", {"header": "X Api"}, "pattern"),
        ("header", {"header": "X:"}, "pattern"),
        ("header", {"header": "Host"}, "set from the request itself"),
        ("header", {"header": "content-LENGTH"}, "set from the request itself"),
        ("header", {"value": "a\nb"}, "one line"),
        ("header", {"value": "zażółć"}, "visible ASCII"),
        ("sftp", {"host_key": "MD5:aa"}, "pattern"),
        ("sftp", {"password": None}, "either `password` or `private_key`"),
        ("sftp", {"private_key": "x"}, "either `password` or `private_key`"),
        ("sftp", {"password": None, "private_key": "no key"}, "cannot be read"),
        ("sftp", {"host": "a/b"}, "pattern"),
        ("sftp", {"port": 0}, "greater than or equal to 1"),
        ("bearer", {"colour": "red"}, "Extra inputs"),
    ],
)
def test_a_kind_that_could_not_work_says_why(name: str, wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        kind(name, **wrong)


def test_a_private_key_is_read_unless_it_has_a_passphrase() -> None:
    pair = asyncssh.generate_private_key("ssh-ed25519")
    connection = kind("sftp", password=None, private_key=pair.export_private_key().decode())
    assert connection.type == "sftp"
    read = connection.key_pair()
    assert read is not None
    assert read.get_fingerprint() == pair.get_fingerprint()
    rsa = asyncssh.generate_private_key("ssh-rsa", key_size=2048)
    sealed = rsa.export_private_key("pkcs8-pem", passphrase="open sesame").decode()
    with pytest.raises(ValidationError, match="without a passphrase"):
        kind("sftp", password=None, private_key=sealed)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://API.shop.example/x", "api.shop.example:443"),
        ("http://api.shop.example:8080", "api.shop.example:8080"),
        ("http://[::1]/", "[::1]:80"),
        ("http://0x7f.1/", "127.0.0.1:80"),
    ],
)
def test_a_host_has_one_name(url: str, host: str) -> None:
    assert host_of(url) == host
