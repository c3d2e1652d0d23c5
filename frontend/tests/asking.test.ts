// What the page asks for while somebody brushes, and what it does where no answer comes.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Asking } from "../src/explorer/asking";
import { type BinsFacts, complete } from "../src/explorer/bins";
import type { Choice } from "../src/explorer/cube";
import type { Spec } from "../src/explorer/spec";

const facts: BinsFacts = {
  rows: 5,
  charts: [
    { kind: "bars", columns: ["kind"], values: ["a"], others: 0, counts: [2, 3] },
    { kind: "bars", columns: ["size"], values: ["b"], others: 0, counts: [1, 4] },
  ],
};
const spec: Spec = {
  schema: "commonstacks-view/1",
  dataset: "trees",
  version: 1,
  table: "0f".repeat(32),
  charts: facts.charts.map(({ kind, columns }) => ({ kind, columns })),
  filters: [],
};
const none: Choice = [null, null];
const kind: Choice = [{ column: "kind", any_of: ["a"] }, null];
const size: Choice = [null, { column: "size", any_of: ["b"] }];
const both: Choice = [kind[0], size[1]];

/** Chart 0 against chart 1 without any filter: missing has one of each, "a" has three of "b". */
function activation(): ArrayBuffer {
  const bytes = new ArrayBuffer(16 + 16 + 4 + 4);
  new Uint32Array(bytes, 0, 8).set([0x31415343, 0, 2, 2, 32, 1, 36, 1]);
  new Uint8Array(bytes, 32).set([2, 3, 0, 0, 1, 1, 0, 3]);
  return bytes;
}

let asked: string[];
let left: string[];
let answers: (Response | "lost" | "never")[];
let news: (string | null)[];
let asking: Asking;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, left, answers, news] = [[], [], [], []];
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("navigator", { sendBeacon: (_: string, names: string) => left.push(names) });
  vi.stubGlobal("fetch", (address: string, { signal }: { signal: AbortSignal }) => {
    asked.push(address.replace(/&view=.*/, "&view"));
    const answer = answers.shift();
    return new Promise<Response>((tell, fail) => {
      signal.addEventListener("abort", () => fail(new Error("aborted")));
      if (answer === "lost") fail(new TypeError("no network"));
      else if (answer instanceof Response) tell(answer);
    });
  });
  asking = new Asking(facts, spec, { active: "/active?t", counts: "/counts?t" }, "Not now.");
  asking.onNews = (trouble) => news.push(trouble);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const answered = () => vi.advanceTimersByTimeAsync(100);
const later = () => vi.advanceTimersByTimeAsync(5000);
const busy = () => Response.json({ refused: "Busy.", hint: "Again." }, { status: 503 });
const told = () =>
  Response.json({
    matching: 3,
    counts: [
      [0, 3],
      [1, 3],
    ],
  });

test("a chart under the pointer is counted before it is brushed", async () => {
  answers = [new Response(activation())];
  asking.near(0, none);
  await answered();
  expect(asked).toEqual(["/active?t&chart=0"]);
  expect(complete(asking.seen(kind))).toBe(true);
  expect(asking.seen(kind).counts.map((each) => each && [...each])).toEqual([
    [2, 3],
    [0, 3],
  ]);
  asking.near(0, kind);
  await answered();
  expect(asked.length).toBe(1);
});

test("a pointer that only passes by asks for nothing", async () => {
  answers = [new Response(activation()), "never"];
  asking.near(1, none);
  asking.near(0, none);
  await answered();
  expect(asked).toEqual(["/active?t&chart=0"]);
});

test("a brush that is quicker than its counts gets them when they come", async () => {
  answers = [new Response(activation())];
  expect(asking.seen(kind).matching).toBeNull();
  asking.want(kind, 0, false);
  asking.want(kind, 0, false);
  await answered();
  expect([asked.length, news]).toEqual([1, [null]]);
  expect(asking.seen(kind).matching).toBe(3);
});

test("what nobody waits for any more is dropped", async () => {
  answers = ["never", told()];
  asking.want(kind, 0, true);
  asking.want(both, null, true);
  await answered();
  expect(asked).toEqual(["/active?t&chart=0", "/counts?t&view"]);
  expect(left.length).toBe(1); // the server too may let go of it
  expect(news).toEqual([null]);
  expect(asking.seen(both).matching).toBe(3);
});

test("views that are counted alone are asked for one after the other while a brush moves", async () => {
  answers = ["never"];
  asking.want(kind, null, false);
  asking.want(both, null, false);
  await answered();
  expect(asked.length).toBe(1);
  answers = [told()];
  asking.want(both, null, true);
  await answered();
  expect(asked.length).toBe(2);
});

test("a process that died is asked again by itself", async () => {
  answers = [busy(), "lost", told()];
  asking.want(both, null, true);
  await later();
  expect([asked.length, news]).toEqual([3, [null]]);
});

test("where no answer comes it says why, and asks again when it is told to", async () => {
  answers = [busy(), busy(), busy()];
  asking.want(both, null, true);
  await later();
  expect(news).toEqual(["Busy. Again."]);
  asking.want(both, null, true);
  expect(asked.length).toBe(3);
  answers = [told()];
  asking.again();
  asking.want(both, null, true);
  await answered();
  expect(asking.seen(both).matching).toBe(3);
});

test("a refusal is not asked again", async () => {
  answers = [Response.json({ refused: "Gone.", hint: "" }, { status: 410 })];
  asking.want(both, null, true);
  await later();
  expect([asked.length, news]).toEqual([1, ["Gone."]]);
});

test("a view too long for an address is not asked for", async () => {
  const long: Choice = [{ column: "kind", any_of: ["x".repeat(4000)] }, size[1]];
  asking.want(long, null, true);
  await later();
  expect([asked, news]).toEqual([[], ["Not now."]]);
});
