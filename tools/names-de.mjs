// German names of countries from Unicode CLDR, as Node carries it: node tools/names-de.mjs
import { writeFileSync } from "node:fs";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const german = new Intl.DisplayNames(["de"], { type: "region", fallback: "none" });
const codes = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => new Intl.Locale(`und-${code}`).region === code); // not the withdrawn ones
const names = Object.fromEntries(
  codes.map((code) => [code, german.of(code)]).filter(([, name]) => name),
);
const file = new URL("names-de.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ cldr: process.versions.cldr, names }, null, 1)}\n`);
