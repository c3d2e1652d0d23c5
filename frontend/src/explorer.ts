import { start } from "./explorer/start";

for (const section of document.querySelectorAll<HTMLElement>("[data-explorer]")) start(section);
