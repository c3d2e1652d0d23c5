// Copies the two fonts beside the script: Latin and extended Latin, with their licences.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const FONTS = ["public-sans", "source-serif-4"];
const FACE = /@font-face\s*\{[^}]*\}/g;
const WANTED = /url\(\.\/files\/([\w-]+-latin(?:-ext)?-wght-normal\.woff2)\)/;

export function fonts(): Plugin {
  const require = createRequire(import.meta.url);
  return {
    name: "commonstacks-fonts",
    apply: "build",
    generateBundle() {
      const faces: string[] = [];
      for (const font of FONTS) {
        const home = dirname(require.resolve(`@fontsource-variable/${font}/package.json`));
        const emit = (fileName: string, from: string) =>
          this.emitFile({ type: "asset", fileName, source: readFileSync(join(home, from)) });
        emit(`fonts/${font}-OFL.txt`, "LICENSE");
        for (const [face] of readFileSync(join(home, "index.css"), "utf8").matchAll(FACE)) {
          const file = WANTED.exec(face)?.[1];
          if (!file) continue;
          faces.push(
            face.replace(/url\(\.\/files\//, 'url("fonts/').replace(".woff2)", '.woff2")'),
          );
          emit(`fonts/${file}`, `files/${file}`);
        }
      }
      this.emitFile({ type: "asset", fileName: "fonts.css", source: `${faces.join("\n")}\n` });
    },
  };
}
