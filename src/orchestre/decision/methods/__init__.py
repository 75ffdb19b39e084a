"""One file a method. Each says in its docstring which laws it keeps; the laws are tested."""
