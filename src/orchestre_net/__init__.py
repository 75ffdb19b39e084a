"""What is fetched from elsewhere, with guards: the library gets the bytes; commands and pages ask for them."""

from orchestre.basics.sentences import register

register("orchestre_net")
