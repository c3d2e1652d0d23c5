import { Bars } from "./writing/bars";
import { Later } from "./writing/later";
import { Places } from "./writing/places";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keep]")) {
  new Later(form);
  const places = form.querySelector<HTMLElement>("[data-places]");
  if (places) new Places(form, places);
  for (const figure of form.querySelectorAll<HTMLElement>("[data-times]")) new Bars(form, figure);
}
// A link to one of many questions opens what it is folded in.
const wanted = window.location.hash && document.getElementById(window.location.hash.slice(1));
if (wanted) {
  wanted.closest("details")?.setAttribute("open", "");
  wanted.scrollIntoView();
}
