"""Which contracts are one need over time: the same contract told of twice, a renewal of another, a call-off of a framework.

Nothing is compared with everything. Contracts that share a council and something rare (supplier, product, an unusual
word of the title, a reference) are put beside each other; what speaks for and against each pair is weighed by the
policy in `policy.yaml`; each link says in words why it was made. Pairs below the threshold are not linked.
"""
