import { copies } from "./table/copy";
import { follow } from "./table/follow";
import { here } from "./table/here";
import { near } from "./table/rows";
import { undo } from "./table/undo";

function wake(): void {
  for (const region of document.querySelectorAll<HTMLElement>("[data-rows-url]")) near(region);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-here]")) here(form);
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-undo-view]"))
    undo(button);
  copies(document);
}

wake();
for (const section of document.querySelectorAll<HTMLElement>("[data-explorer]"))
  follow(section, wake);
