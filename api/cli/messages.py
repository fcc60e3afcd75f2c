"""What the command line says to people, in one place."""

from __future__ import annotations

APP = "Fieldcoach: grounded answers for sales teams in Chinese, Korean, Bulgarian and English."

# Told after a start; each is answered by the shipped texts.
TRY = ("去拜访经销商要带什么？", "M-A-N 법칙이란 무엇인가요?", "Как се работи с клиентската фуния?")

NO_SERVICE_HINT = "No running service: loading the model takes some seconds. `coach up` keeps it loaded."
UNEXPECTED = "Something unexpected happened: {what}. Set FIELDCOACH_DEBUG=1 to see where."
SYSTEM_ERROR = "The system refused: {what}."

INGEST_STOPPED = "Stopped. Nothing is lost: run it again to go on."
NO_CORPUS = "There is no folder {corpus}. Name one: coach ingest PATH, or set FIELDCOACH_CORPUS."
REMOVE_SURE = "Remove {document} ({title}) from the library?"
REMOVED = "{document} was removed. For 30 days it can be put back: coach documents put-back {document}"
PUT_BACK = "{document} is in the library again, as it was."
DROP_SURE = "Drop what is kept of {document} for good? It can't be put back then."
DROPPED = "Nothing of {document} is kept any more."
NOTHING_DROPPED = "It is still kept."
NONE_REMOVED = "Nothing is kept that was removed in the last 30 days."
NONE_EARLIER = "No earlier version of {document} is kept."
NOTHING_REMOVED = "Nothing was removed."

MINUTES = "A training module takes {least} to {most} minutes."

OUTPUT_SUFFIX = "{name}: the name must end in one of {suffixes}."
OUTPUT_FOLDER = "There is no folder {folder}."
OUTPUT_UNWRITABLE = "{path} can't be written ({why}). Choose another folder or name."
OUTPUT_SURE = "{path} is already there. Overwrite it?"
NOTHING_WRITTEN = "Nothing was written."
WRITTEN = "{path} was written."

KEY_ISSUED = "Key for {name} ({role}). It is shown this once; keep it safe:"
KEY_FIRST = "From now on every request needs a key; the page asks for one after the next start."
KEY_REVOKED = "The key of {name} was revoked; it is useless from now on."
KEYS_ALL_SURE = "Remove all keys and their history? On this machine none is needed then."
KEYS_FORGOTTEN = "All keys were removed ({count})."
KEYS_WHICH = "Name a key, or use --all."
NO_KEYS = "No keys were issued: on this machine none is needed."

SOUND = "The library is sound."
UNSOUND = "{count} things disagree; `coach ingest` repairs what can be derived again:"

NO_HOME = "There is no library in {home}."
BACKED_UP = "{file}: {files} files, {megabytes:.1f} MB. Keep it safe: it holds what people asked."
STOP_FIRST = "Fieldcoach runs over {home} at {address}. Stop it first, then restore."
RESTORED = "{home}: {files} files, {megabytes:.1f} MB restored. `coach up` or `coach ingest` builds the search index."
SET_ASIDE = "What was there before is in {aside}; delete it when it is no longer needed."

ALREADY_RUNNING = "Fieldcoach already runs over {home} at {address}. Stop it first, or set another FIELDCOACH_HOME."
SAME_PORTS = "API and page can't share port {port}. Choose another with API_PORT or PAGE_PORT."
PORT_TAKEN = (
    "Port {port} on {host} is taken{by}. Stop that program, or choose another: make up {name}={other} "
    "(coach up {option} {other})."
)
PORT_FORBIDDEN = (
    "Port {port} may not be opened by this user. Choose one above 1023: make up {name}={other} "
    "(coach up {option} {other})."
)
HOST_UNKNOWN = "{host} is not an address of this machine ({why}). Set HOST=127.0.0.1."
PORT_FAILED = "Port {port} on {host} can't be opened: {why}. Choose another with {name} or HOST."

NO_TEXTS_YET = "There is no folder {corpus}: starting with what is in the library."
READING_FAILED = "Not all texts could be taken in (see above); what is in the library is served."
READING_STOPPED = "The texts could not be read."
STARTING = "Starting the service and the page …"
DIED = "The {name} ended by itself (exit code {code}). Its last words, from {log}:"
SLOW = "The {name} did not answer within {seconds:.0f} seconds. Its last words, from {log}:"
NOT_READY = "Not ready yet: {reason}"
RUNNING = "Fieldcoach is running."
PAGE = "Page"
API = "API"
TRY_THESE = "Try one of these:"
END = "Ctrl-C ends both."
KEY_NEEDED = "The page asks for a key; `coach keys list` shows which were issued."
ENDING = "Ending …"
ENDED = "Both have ended."

EVAL_PARTS = "--only takes, with commas between: {parts}."
EVAL_FLOORS_WHOLE = "Floors are for the whole development half: leave out --half test, --language and --only."
EVAL_NOTHING = "No golden questions are left by these options."
EVAL_OTHER_TEXTS = (
    "The golden questions do not fit this library ({count} faults). Run `coach ingest`, or name your own by "
    "--questions:"
)
EVAL_NO_SERVICE = "No service is running. Start `coach up`, then measure it from another terminal."
EVAL_FAILURES = "{count} items went wrong; the page lists each with what was expected and what came."
