import { defineConfig } from "vitest/config";
import { fonts } from "./fonts.ts";

// Names stay as they are: Django's manifest storage puts the hashes in.
export default defineConfig({
  plugins: [fonts()],
  build: {
    outDir: "../src/commonstacks/doors/web/static/app",
    emptyOutDir: true,
    target: "es2023",
    reportCompressedSize: true,
    lib: {
      entry: { explorer: "src/explorer.ts", writing: "src/writing.ts", table: "src/table.ts" },
      formats: ["es"],
      fileName: (_, name) => `${name}.js`,
    },
  },
  test: { include: ["tests/**/*.test.ts"] },
});
