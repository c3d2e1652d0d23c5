import { defineConfig } from "vitest/config";
import { fonts } from "./fonts.ts";

const FIRST = { explorer: "src/explorer.ts", writing: "src/writing.ts" };
const SECOND = { table: "src/table.ts" };

// Names stay as they are: Django's manifest storage puts the hashes in. What the explorer and the
// table share is in both, by a second run: no script has to wait for another one.
export default defineConfig(({ mode }) => ({
  plugins: [fonts()],
  build: {
    outDir: "../src/commonstacks/doors/web/static/app",
    emptyOutDir: mode !== "second",
    target: "es2023",
    reportCompressedSize: true,
    lib: {
      entry: mode === "second" ? SECOND : FIRST,
      formats: ["es"],
      fileName: (_, name) => `${name}.js`,
    },
  },
  test: { include: ["tests/**/*.test.ts"] },
}));
