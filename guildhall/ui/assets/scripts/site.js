// Comfort on top of pages that work without it.
import { councilSearch } from "./council-search.js";
import { filters } from "./filters.js";
import { hexMap } from "./hex-map.js";

for (const form of document.querySelectorAll("[data-council-search][data-suggest]")) councilSearch(form);
for (const map of document.querySelectorAll("[data-hex]")) hexMap(map);
filters();

// A menu left open by a tap elsewhere or by Escape would hide the page.
const menu = document.querySelector(".site-menu");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
