// On wide screens filters are always open. Browsers that cannot show a closed fold's content by style get it opened.
export function filters() {
  if (CSS.supports("selector(::details-content)")) return;
  const wide = window.matchMedia("(min-width: 56em)");
  const open = () => {
    for (const fold of document.querySelectorAll("[data-filter]")) fold.open = wide.matches || fold.open;
  };
  wide.addEventListener("change", open);
  open();
}
