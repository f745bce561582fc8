// A click on a hexagon opens its council. The table beside the map has the same links for everybody.
export function hexMap(map) {
  map.classList.add("hex--live");
  map.addEventListener("click", (event) => {
    const url = event.target.closest("[data-url]")?.dataset.url;
    if (url) window.location.assign(url);
  });
}
