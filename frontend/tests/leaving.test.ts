// What the page says of questions that it waits for no more, and what it does not say.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { asked } from "../src/explorer/leaving";

let sent: { address: string; name: string; answer(): void; fail(): void }[];
let told: [string, string][];
let page: EventTarget;

beforeEach(() => {
  [sent, told, page] = [[], [], new EventTarget()];
  vi.stubGlobal("window", page);
  vi.stubGlobal("navigator", { sendBeacon: (...said: [string, string]) => told.push(said) });
  vi.stubGlobal("fetch", (address: string, { signal, headers }: RequestInit) => {
    const name = new Headers(headers).get("Asking") ?? "";
    return new Promise<Response>((tell, fail) => {
      signal?.addEventListener("abort", () => fail(new Error("aborted")));
      const answer = () => tell(new Response("3"));
      sent.push({ address, name, answer, fail: () => fail(new TypeError("no network")) });
    });
  });
});
afterEach(() => {
  for (const each of sent) each.fail();
  vi.unstubAllGlobals();
});

const leave = () => page.dispatchEvent(new Event("pagehide"));

test("each question has a name of its own, and its address stays as it is", async () => {
  for (const address of ["/counts?a", "/counts?a"]) asked(address).catch(() => {});
  expect(sent.map((each) => each.address)).toEqual(["/counts?a", "/counts?a"]);
  for (const { name } of sent) expect(name).toMatch(/^[0-9a-f]{32}$/);
  expect(sent[0].name).not.toBe(sent[1].name);
});

test("a question that is dropped is told once", async () => {
  const stop = new AbortController();
  const lost = expect(asked("/counts", stop.signal)).rejects.toThrow("aborted");
  stop.abort();
  await lost;
  leave();
  expect(told).toEqual([["/asking/left", sent[0].name]]);
});

test("what was answered, or came to nothing, is not told", async () => {
  const stop = new AbortController();
  const [came, lost] = [asked("/counts", stop.signal), asked("/active", stop.signal)];
  sent[0].answer();
  sent[1].fail();
  expect(await (await came).text()).toBe("3");
  await expect(lost).rejects.toThrow("no network");
  stop.abort();
  leave();
  expect(told).toEqual([]);
});

test("who leaves the page tells all that is still open at once", async () => {
  const all = ["/counts", "/points", "/rows"].map((address) => asked(address).catch(() => null));
  sent[1].answer();
  await all[1];
  leave();
  expect(told).toEqual([["/asking/left", `${sent[0].name} ${sent[2].name}`]]);
});

test("no more are told than the server takes", () => {
  for (let n = 0; n < 60; n++) asked("/rows").catch(() => {});
  leave();
  expect(told[0][1].split(" ")).toEqual(sent.slice(-50).map((each) => each.name));
});
