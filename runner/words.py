"""What `run.py` says, in French and English."""

from __future__ import annotations

import os
from collections.abc import Mapping

# Each sentence in French, then in English.
SENTENCES: Mapping[str, tuple[str, str]] = {
    "help": (
        """python3 run.py [COMMANDE]

  (rien) [--port N]  prépare, démarre le programme et donne son adresse (Ctrl-C l'arrête) ; --no-demo : sans exemple
  check              prépare, démarre sur un port libre, vérifie que la page d'accueil répond, arrête
  test [--strict] …  lance les tests ; la suite va à pytest ; --strict : un test non lancé est un échec
  long               lance les tests longs (endurance, fichiers au hasard, un million de lignes)
  lint [--fix]       vérifie le style, les types, les flèches entre les pièces et les verrous ; --fix corrige le style
  bench [NOM …]      lance les mesures de benchmarks/
  docs               réécrit docs/guides/cli*.md à partir de l'aide des commandes
  lock [--upgrade]   recompile requirements/*.txt à partir de requirements/*.in""",
        """python3 run.py [COMMAND]

  (none) [--port N]  sets up, starts the program and gives its address (Ctrl-C stops it); --no-demo: without the example
  check              sets up, starts on a free port, checks that the home page answers, stops
  test [--strict] …  runs the tests; the rest goes to pytest; --strict: a test not run is a failure
  long               runs the long tests (soak, random files, a million rows)
  lint [--fix]       checks the style, the types, the arrows between rooms and the locks; --fix mends the style
  bench [NAME …]     runs the measures of benchmarks/
  docs               rewrites docs/guides/cli*.md from the help of the commands
  lock [--upgrade]   compiles requirements/*.txt from requirements/*.in""",
    ),
    "unknown_command": ("Commande inconnue : {command}.", "Unknown command: {command}."),
    "unknown_option": ("Option inconnue : {option}.", "Unknown option: {option}."),
    "bad_port": (
        "--port attend un nombre de 1 à 65535 : {value} n'en est pas un.",
        "--port expects a number from 1 to 65535: {value} is not one.",
    ),
    "preparing": ("Préparation de {folder} (une seule fois)…", "Setting up {folder} (once)…"),
    "venv_missing": (
        "Il manque à ce Python de quoi créer un environnement. Sous Debian ou Ubuntu :\n"
        "    apt-get install python3-venv\npuis relancez.",
        "This Python cannot create an environment. On Debian or Ubuntu:\n"
        "    apt-get install python3-venv\nthen run again.",
    ),
    "install_failed": (
        "L'installation dans {folder} n'a pas abouti (voir ci-dessus). Vérifiez la connexion, puis relancez : "
        "elle reprendra du début.",
        "The installation into {folder} did not succeed (see above). Check the connection, then run again: "
        "it starts over.",
    ),
    "port_taken": ("Le port {port} est déjà pris : le {other} est utilisé.", "Port {port} is taken: {other} is used."),
    "no_port": ("Aucun port libre entre {first} et {last}.", "No free port from {first} to {last}."),
    "step_failed": ("L'étape « {step} » a échoué (voir ci-dessus).", "The step “{step}” failed (see above)."),
    "not_started": ("Le serveur n'a pas démarré (voir ci-dessus).", "The server did not start (see above)."),
    "server_ended": ("Le serveur s'est arrêté (code {code}).", "The server has stopped (code {code})."),
    "worker_again": (
        "L'exécuteur de tâches s'est arrêté (code {code}) : il est relancé.",
        "The worker has stopped (code {code}): it is started again.",
    ),
    "worker_ended": (
        "L'exécuteur de tâches s'arrête dès son démarrage (code {code}).",
        "The worker stops as soon as it starts (code {code}).",
    ),
    "open_this": ("\nOuvrez {address}\n(Ctrl-C pour arrêter)\n", "\nOpen {address}\n(Ctrl-C to stop)\n"),
    "stopping": ("Arrêt…", "Stopping…"),
    "answer": ("La page d'accueil a répondu {code} au lieu de 200.", "The home page answered {code} instead of 200."),
    "check_done": (
        "Tout va bien : la page d'accueil répond, {command} fonctionne.",
        "All is well: the home page answers, {command} works.",
    ),
    "not_run": ("non lancés", "not run"),
    "not_run_strict": ("Non lancé, ce que --strict refuse : {reason}", "Not run, which --strict refuses: {reason}"),
    "why_long": ("tests longs : python3 run.py long", "long tests: python3 run.py long"),
    "why_dovecot": (
        "pas de serveur de courriel sur cette machine (Debian : apt-get install dovecot-imapd)",
        "no mail server on this machine (Debian: apt-get install dovecot-imapd)",
    ),
    "why_tesseract": (
        "rien pour lire les images sur cette machine (Debian : apt-get install tesseract-ocr-fra poppler-utils)",
        "nothing reads pictures on this machine (Debian: apt-get install tesseract-ocr-fra poppler-utils)",
    ),
    "why_browser": (
        "pas de Chromium sur cette machine (Debian : apt-get install chromium-headless-shell)",
        "no Chromium on this machine (Debian: apt-get install chromium-headless-shell)",
    ),
    "why_postgresql": ("demandent PostgreSQL : DATABASE_URL", "need PostgreSQL: DATABASE_URL"),
    "why_sqlite": ("propres à SQLite, lancés sans DATABASE_URL", "about SQLite alone, run without DATABASE_URL"),
    "address_in_lock": (
        "{file} contient une adresse (« :// », ligne {line}) : recompilez avec `run.py lock`.",
        "{file} holds an address (“://”, line {line}): compile again with `run.py lock`.",
    ),
    "lock_behind": (
        "{file} ne suit pas {source} : lancez `run.py lock`.",
        "{file} is behind {source}: run `run.py lock`.",
    ),
    "lock_unknown": (
        "Verrous non vérifiés : la compilation de {source} n'a pas abouti (réseau ?).",
        "Locks not checked: {source} could not be compiled (network?).",
    ),
    "lint_failed": ("À corriger : {names}", "To mend: {names}"),
    "lint_done": ("Rien à corriger.", "Nothing to mend."),
    "no_atheris": (
        "Octets changés selon la couverture : non lancé, atheris n'est pas installé ici (pip install atheris).",
        "Bytes changed by coverage: not run, atheris is not installed here (pip install atheris).",
    ),
    "guided_found": (
        "Un fichier inventé met un lecteur en défaut : il est dans {folder}/.",
        "An invented file breaks a reader: it is in {folder}/.",
    ),
    "no_bench": (
        "Aucune mesure de ce nom : {name}. Il y a : {known}.",
        "No measure of this name: {name}. There are: {known}.",
    ),
}


def language() -> str:
    """`fr` unless the locale says English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "fr"


def say(code: str, /, **values: object) -> str:
    french, english = SENTENCES[code]
    return (english if language() == "en" else french).format(**values)


class Stop(Exception):
    """What the person is told before we leave with 1 (2 when the words typed were wrong)."""

    def __init__(self, code: str, /, *, leave: int = 1, **values: object) -> None:
        super().__init__(say(code, **values))
        self.leave = leave


def no_options(words: list[str]) -> None:
    if words:
        raise Stop("unknown_option", leave=2, option=words[0])
