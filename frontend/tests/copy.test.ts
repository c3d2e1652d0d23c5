import { describe, expect, it } from "vitest";
import { plain, sheetText } from "../src/table/copy";

describe("numbers that are copied", () => {
  it("are read as numbers by a spreadsheet, in either language", () => {
    const english = ["1,204", "+12", "−3", "0.5", "1,204.75"].map((text) => plain(text, "en"));
    expect(english).toEqual(["1204", "12", "-3", "0.5", "1204.75"]);
    expect(["1.204", "−3,5"].map((text) => plain(text, "de"))).toEqual(["1204", "-3.5"]);
  });

  it("stay words where they are words, and are never a formula", () => {
    expect(["no number", "about 3", "=1+1", "-x"].map((text) => plain(text, "en"))).toEqual([
      "no number",
      "about 3",
      "'=1+1",
      "'-x",
    ]);
  });

  it("stand in lines, with what they show below", () => {
    expect(
      sheetText(
        [
          ["a", "b"],
          ["1", "2"],
        ],
        ["All rows.", "/view"],
      ),
    ).toBe("a\tb\n1\t2\n\nAll rows.\n/view");
  });
});
