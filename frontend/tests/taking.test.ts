import { describe, expect, it } from "vitest";
import { harmless, table } from "../src/explorer/taking";

describe("numbers on the clipboard", () => {
  it("are never a formula, and one cell stays one cell", () => {
    expect(["=1+1", "+1", "-x", "@a", "a\tb\nc", "a=b", ""].map(harmless)).toEqual([
      "'=1+1",
      "'+1",
      "'-x",
      "'@a",
      "a b c",
      "a=b",
      "",
    ]);
    expect([-3, 0.5].map(harmless)).toEqual(["-3", "0.5"]);
  });

  it("are a table without markup of its own", () => {
    expect(table([["<b>&", 1]])).toBe("<table><tr><td>&lt;b&gt;&amp;</td><td>1</td></tr></table>");
  });
});
