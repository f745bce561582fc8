"""Councils like mine, in named senses: each says in words in what two councils are alike. There is no one distance."""
