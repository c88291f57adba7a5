# Sourced by bin/up, bin/test and bin/check, from the root of the checkout.
# Sets $python to the first Python that is new enough and can make a virtual environment.
# Each candidate is really run: a version manager's shim may exist on PATH and still fail.
# The sentences are repeated in config/start/problems.py; tests/start/ holds the two together.

unset PYTHONHOME PYTHONPATH PYTHONSAFEPATH

python=
python_without_venv=
python_found=

try_python() {
    python_answer=$("$1" -c '
import sys
version = "%d.%d.%d" % sys.version_info[:3]
if sys.version_info < (3, 11):
    print("old " + version)
else:
    try:
        import ensurepip, venv
        ensurepip.version()
        print("good " + version)
    except (ImportError, AttributeError):
        print("bare " + version)
' 2>/dev/null) || return 0
    case $python_answer in
        good*) python=$1 ;;
        bare*) python_without_venv=${python_without_venv:-${python_answer#* }} ;;
        old*) python_found=${python_found:-"Python ${python_answer#* }"} ;;
    esac
}

if [ -n "${PYTHON:-}" ]; then
    try_python "$PYTHON"
else
    for python_candidate in python3.12 python3.11 python3 python3.13 python3.14; do
        [ -n "$python" ] || try_python "$python_candidate"
    done
fi

if [ -z "$python" ] && [ -n "$python_without_venv" ]; then
    echo "Python $python_without_venv is here but cannot make virtual environments: install its venv module (on Debian and Ubuntu: apt install python3-venv) and run this again." >&2
    exit 1
fi
if [ -z "$python" ]; then
    echo "Candour needs Python 3.11 or newer, and this machine has ${python_found:-no Python that runs}: install a newer one, or name it with PYTHON=/path/to/python3." >&2
    exit 1
fi
