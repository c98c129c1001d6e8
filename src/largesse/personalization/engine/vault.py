"""Models as files: signed with the installation's key, because what is read from them runs as code."""

import hashlib
import hmac
import pickle
from typing import Final
from uuid import UUID

import numpy as np
import sklearn

from largesse import __version__
from largesse.core.errors import ConflictError
from largesse.core.seals import Keyring
from largesse.personalization.engine.lesson import Kept

MAGIC: Final = b"largesse model 1\n"
SIGNATURE: Final = 32
# Another version of any of them may compute other features, or read the bytes differently.
MADE_WITH: Final = f"largesse {__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}"


def packed(kept: Kept) -> bytes:
    """A model as bytes, without a signature; only the process that trained it calls this."""
    return pickle.dumps((MADE_WITH, kept), protocol=5)


def sealed(payload: bytes, keyring: Keyring, *, workspace_id: UUID, model_id: UUID) -> bytes:
    """The bytes of the file: what was packed, signed for this workspace and this model."""
    return MAGIC + _signature(payload, keyring, workspace_id, model_id) + payload


def payload_of(content: bytes, keyring: Keyring, *, workspace_id: UUID, model_id: UUID) -> bytes:
    """What was packed; ConflictError `ai_model_refused` unless it was signed here for just this model."""
    start = len(MAGIC) + SIGNATURE
    payload = content[start:]
    expected = MAGIC + _signature(payload, keyring, workspace_id, model_id)
    if not hmac.compare_digest(content[:start], expected):
        raise refused(model_id, "its file was not written by this installation, or was changed since")
    return payload


def unpacked(payload: bytes, *, model_id: UUID) -> Kept:
    """The model of what `payload_of` gave; ConflictError `ai_model_refused` for other versions."""
    try:
        made_with, kept = pickle.loads(payload)  # noqa: S301  our signature was checked
    except (pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError) as error:
        raise refused(model_id, f"it was made by another version of the product ({error})") from error
    if made_with != MADE_WITH or not isinstance(kept, Kept):
        raise refused(model_id, f"it was made with {made_with}, and this is {MADE_WITH}")
    return kept


def refused(model_id: UUID, why: str) -> ConflictError:
    """The model cannot be used."""
    return ConflictError("ai_model_refused", f"The model {model_id} is refused: {why}. Train a new one.")


def _signature(payload: bytes, keyring: Keyring, workspace_id: UUID, model_id: UUID) -> bytes:
    digest = hashlib.sha256(payload).hexdigest()
    return keyring.digest(f"ai model {workspace_id} {model_id} {digest}")
