"""All recipes, by the code of their indicator."""

from incubator.reports.counts import afterwards, declared, meeting, money, selection, support
from incubator.reports.counts.base import Recipe

_MODULES = (selection, support, meeting, afterwards, declared, money)
RECIPES: dict[str, Recipe] = {
    recipe.code: recipe
    for recipe in sorted((one for module in _MODULES for one in module.RECIPES), key=lambda recipe: recipe.code)
}
