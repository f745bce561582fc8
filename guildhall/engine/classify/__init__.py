"""What a contract is for: digital or not, which of 46 categories, which products, each with the reason in words."""

from guildhall.engine.classify.catalogue import Category, Product, categories, every_product
from guildhall.engine.classify.category import Classified, category, classify, is_digital
from guildhall.engine.classify.known import Known
from guildhall.engine.classify.products import product_named, products

__all__ = [
    "Category",
    "Classified",
    "Known",
    "Product",
    "categories",
    "category",
    "classify",
    "every_product",
    "is_digital",
    "product_named",
    "products",
]
