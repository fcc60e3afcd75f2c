"""Other systems on the same work: the same texts, questions and weights on the same machine, in one run.

Each peer lives in an environment of its own and answers through a process; nothing here is needed by the product.
"""
