from django.urls import path

from guildhall.core.formats import twins
from guildhall.rooms.contracts.views import (
    area,
    changes,
    compare,
    contract,
    council,
    data,
    holdings,
    indicators,
    market,
    named,
    product,
    radar,
    search,
    supplier,
)

LIST = ("json", "csv")
urlpatterns = [
    *twins("radar", radar.radar, name="radar", forms=("json", "csv", "ics", "atom")),
    *twins("contracts", radar.contracts, name="contracts", forms=("json", "csv", "ics", "atom")),
    *twins("contracts/<str:contract_id>", contract.contract, name="contract", forms=("json", "csv", "ics")),
    *twins("suppliers", named.suppliers, name="suppliers", forms=LIST),
    *twins("suppliers/<slug:slug>", supplier.supplier, name="supplier", forms=(*LIST, "ics")),
    *twins("products", named.products, name="products", forms=LIST),
    *twins("products/<slug:slug>", product.product, name="product", forms=(*LIST, "ics")),
    *twins("markets", market.markets, name="markets", forms=LIST),
    *twins("markets/<slug:category>", market.market, name="market", forms=(*LIST, "ics", "atom")),
    *twins("areas", area.areas, name="areas", forms=LIST),
    *twins("areas/<slug:slug>", area.area, name="area", forms=(*LIST, "ics", "atom")),
    *twins("compare", compare.compare, name="compare", forms=LIST),
    *twins("councils/<slug:slug>", council.council, name="council", forms=("json", "csv", "ics")),
    *twins("data", data.data, name="data", forms=("json",)),
    *twins("data/councils", holdings.councils, name="holdings", forms=LIST),
    *twins("data/councils/<slug:slug>", holdings.council, name="holding", forms=LIST),
    *twins("data/councils/<slug:slug>/letter", holdings.letter, name="letter", forms=("json", "txt")),
    *twins("data/issues", data.issues, name="issues", forms=("csv",)),
    path("data/indicators/<str:code>/", indicators.moved, name="indicator.moved"),
    *twins("indicators", indicators.catalogue, name="indicators", forms=LIST),
    *twins("indicators/<str:code>", indicators.indicator, name="indicator", forms=LIST),
    *twins("search", search.search, name="search", forms=("json",)),
    *twins("changes", changes.changes, name="changes", forms=("json",)),
    path("changes.atom", changes.changes, {"form": "atom"}, name="changes.atom"),
]
