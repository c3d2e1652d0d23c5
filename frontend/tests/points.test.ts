import { describe, expect, it } from "vitest";
import type { Squares } from "../src/explorer/axes";
import { at, radius } from "../src/explorer/points";

const MAP = { x: [-120, -115, -110], y: [30, 40], columns: ["lon", "lat"] } as unknown as Squares;
const GROUND = [10, 20, 200, 400];

describe("a point on a map", () => {
  it("lies where its longitude and latitude say, north up", () => {
    expect(at(MAP, GROUND, -120, 30)).toEqual([10, 420]);
    expect(at(MAP, GROUND, -110, 40)).toEqual([210, 20]);
    expect(at(MAP, GROUND, -117.5, 37.5)).toEqual([60, 120]);
  });

  it("is large among few and small among many", () => {
    expect([radius(90_000, 1), radius(4000, 100), radius(4000, 2000)]).toEqual([4, 1.39, 1.2]);
  });
});
