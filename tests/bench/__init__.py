"""How fast the portal is, as ratios to a bare Django view on the same machine: `make bench`.

Everything runs on loopback with throw-away databases; nothing of it fails a build.
"""
