"""What `run.py` is made of. Standard library only: nothing is installed yet when it runs."""
