"""The last resort: a pretended Redis, for machines where no real one is to be had.

It is run with the virtual environment's Python as a process of its own (never imported by the
launcher) and listens on this machine only. It keeps nothing and knows no passwords.
"""

import sys

from fakeredis import TcpFakeServer


def main(port: int) -> None:
    """Serve until stopped."""
    server = TcpFakeServer(("127.0.0.1", port), server_type="redis")
    server.daemon_threads = True
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
