"""Install what pip cannot: the browsers and the sandbox that tests use, where apt is there."""

import os
import shutil
import subprocess

PACKAGES = {"chromium": "chromium", "firefox-esr": "firefox-esr", "bwrap": "bubblewrap"}


def main() -> None:
    """Install missing programs with apt, or say what is missing and how to get it."""
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if "chromium" in missing and os.environ.get("CHROMIUM"):
        missing.remove("chromium")
    if "firefox-esr" in missing and (os.environ.get("FIREFOX") or shutil.which("firefox")):
        missing.remove("firefox-esr")
    if not missing:
        return
    become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not become_root or shutil.which("sudo")):
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "check": True}
        subprocess.run([*become_root, "apt-get", "update", "-qq"], **quiet)
        subprocess.run([*become_root, "apt-get", "install", "-y", "-qq", *missing], **quiet)
    else:
        print(f"not installed, and no apt-get here: {', '.join(missing)}")
        print("install Chromium or Chrome yourself and set CHROMIUM to its path")


if __name__ == "__main__":
    main()
