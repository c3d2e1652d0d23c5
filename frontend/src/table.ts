import { follow } from "./table/follow";
import { here } from "./table/here";
import { near } from "./table/rows";

function wake(): void {
  for (const region of document.querySelectorAll<HTMLElement>("[data-rows-url]")) near(region);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-here]")) here(form);
}

wake();
for (const section of document.querySelectorAll<HTMLElement>("[data-explorer]"))
  follow(section, wake);
