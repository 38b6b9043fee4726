"""A manager behind a certificate of the company's own, and behind a proxy."""

import os
from typing import Any

import artist
import desk

artist.install_add_on(artist.ARGS["manager"])
preferences = artist.add_on("preferences").preferences()
https, studio, proxy = artist.ARGS["https"], artist.ARGS["studio"], artist.ARGS["proxy"]
state = artist.add_on("manager.state")
certificates = artist.add_on("client.certificates")
said: dict[str, Any] = {}


def ask(address: str, ca_file: str = "") -> str:
    preferences.manager_address, preferences.ca_file = address, ca_file
    try:
        artist.OPERATORS.refresh()
    except RuntimeError as problem:
        return str(problem).strip()
    return ""


for name in [each for each in os.environ if each.lower().endswith("_proxy")]:
    del os.environ[name]
said["unknown"] = ask(https)
said["no such file"] = ask(https, artist.ARGS["gone"])
said["no certificate"] = ask(https, artist.ARGS["key"])
said["pem"] = ask(https, artist.ARGS["pem"])
said["other host"] = ask(https.replace("localhost", "127.0.0.1"), artist.ARGS["pem"])
said["der"] = ask(https, artist.ARGS["der"])

# Files are uploaded by another process, which trusts the same certificates.
desk.open_small_scene(artist.ARGS["file"])
desk.settings().render_output_root = "//out"
desk.scene().flamenco_ng.files_way = "shaman"
uploaded = desk.submit()
said["uploaded"] = uploaded if isinstance(uploaded, str) else uploaded["storage"]["shaman_checkout_id"] != ""

# Only the proxy knows where this manager is.
os.environ["HTTPS_PROXY"] = artist.ARGS["no_proxy"]
said["dead proxy"] = ask(studio, artist.ARGS["pem"])
os.environ["HTTPS_PROXY"] = "socks5://localhost:1080"
said["other kind"] = ask(studio, artist.ARGS["pem"])
os.environ["HTTPS_PROXY"] = proxy.replace("artist:secret%21", "artist:wrong")
said["wrong password"] = ask(studio, artist.ARGS["pem"])
os.environ["HTTPS_PROXY"] = proxy
said["through it"] = ask(studio, artist.ARGS["pem"])
uploaded = desk.submit()
said["uploaded through it"] = uploaded if isinstance(uploaded, str) else True
os.environ["NO_PROXY"] = ".studio"
said["past it"] = ask(studio, artist.ARGS["pem"])
del os.environ["NO_PROXY"]
said["this computer"] = ask(https, artist.ARGS["pem"])

# As Blender does where it brings its own certificates: those of the computer count as well.
os.environ["SSL_CERT_FILE"] = artist.ARGS["pem"]
context = certificates.trusted_certificates()
said["beside Blender's own"] = [ask(https), context.cert_store_stats()["x509_ca"] > 1]
artist.report(said=said)
