import { describe, expect, it } from "vitest";
import { comesFrom } from "../src/table/undo";

const HERE = "https://library.example/datasets/dogs/v/1/explore/new#explore";

describe("undo", () => {
  it("leads back to another view of the same page, and nowhere else", () => {
    const from = (path: string) => comesFrom(`https://library.example${path}`, HERE);
    expect(from("/datasets/dogs/v/1/explore/old?column=breed")).toBe(true);
    expect(from("/datasets/dogs/v/1/explore")).toBe(true);
    expect(from("/datasets/dogs/v/1/explore/new?from=51")).toBe(false);
    expect(from("/datasets/dogs/v/1")).toBe(false);
    expect(from("/datasets/cats/v/1/explore/old")).toBe(false);
    expect(comesFrom("https://other.example/datasets/dogs/v/1/explore/old", HERE)).toBe(false);
    expect(comesFrom("", HERE)).toBe(false);
  });
});
