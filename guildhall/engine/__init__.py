"""From open data to findings, in plain typed Python that knows no Django, no user and no request.

The pipeline in one breath: `sources` read documents into sightings, `link` says which council and supplier they
speak of, `classify` says what a contract is for, `resolve` turns claims into facts, `decide` does the decide-by sum,
`indicators` measure, `quality` counts what is missing, `build` drives them and `register` writes the result as a
folder of Parquet tables, swapped in whole. `brief` composes one council's page from that register alone.
"""
