import { start } from "./explorer/start";
import { offerPng } from "./explorer/taking";

for (const section of document.querySelectorAll<HTMLElement>("[data-explorer]")) start(section);
for (const button of document.querySelectorAll<HTMLElement>(
  ".explorer:not([data-explorer]) [data-png]",
))
  offerPng(button);
