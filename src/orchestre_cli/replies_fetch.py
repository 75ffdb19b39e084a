"""`orchestre replies fetch URL`: the replies to one public post, as the file that `replies read` takes."""

import argparse
import sys

from orchestre.basics import Language
from orchestre_cli.files import writing
from orchestre_cli.talk import sentence, tell
from orchestre_net.mastodon import Thread, fetch_thread
from orchestre_net.policy import Policy

POLICY = Policy()


def run(args: argparse.Namespace) -> int:
    thread = fetch_thread(args.url, policy=POLICY)
    if args.output == "-":
        sys.stdout.write(thread.data.decode("ascii") + "\n")
    else:
        with writing(args.output) as stream:
            stream.write(thread.data + b"\n")
    _summary(thread, args.language)
    return 0


def _summary(thread: Thread, language: Language) -> None:
    tell(sentence("cli.fetch_counts", language, n=thread.replies))
    if thread.announced is not None and thread.announced > thread.direct:
        tell(sentence("cli.fetch_missing", language, announced=thread.announced, direct=thread.direct))
    if thread.left:
        tell(sentence("cli.fetch_left", language, n=thread.left))
    if thread.stopped is not None:
        tell(sentence(thread.stopped.code, language, **thread.stopped.values))
