# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose certificates are trusted."""

from __future__ import annotations

import contextlib
import importlib
import ssl
from pathlib import Path

from .errors import CertificateProblem

SYSTEM_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where Linux and macOS keep the certificates that the whole computer trusts. Windows has no such file."""


def trusted_certificates(ca_file: str = "") -> ssl.SSLContext:
    """Those that Python, this computer and the given file trust. Raises CertificateProblem.

    Blender's own Python often looks at the bundle that comes with it only, where no company's certificate is.
    """
    context = ssl.create_default_context()
    bundle = next((each for each in SYSTEM_BUNDLES if Path(each).is_file()), None)
    if bundle:
        with contextlib.suppress(OSError):
            context.load_verify_locations(bundle)
    if not context.cert_store_stats()["x509_ca"]:
        with contextlib.suppress(ImportError, OSError):
            context.load_verify_locations(importlib.import_module("certifi").where())
    if ca_file:
        _add(context, ca_file)
    return context


def _add(context: ssl.SSLContext, ca_file: str) -> None:
    try:
        data = Path(ca_file).read_bytes()
        is_text = b"-----BEGIN" in data
        context.load_verify_locations(cadata=data.decode("ascii", "ignore") if is_text else data)
    except (ssl.SSLError, ValueError) as problem:
        raise CertificateProblem(
            f"There is no certificate in “{ca_file}”. Choose another certificate file in the preferences."
        ) from problem
    except OSError as problem:
        raise CertificateProblem(
            f"The certificate file “{ca_file}” cannot be read: {problem.strerror or problem}. Choose it again in the "
            "preferences."
        ) from problem
