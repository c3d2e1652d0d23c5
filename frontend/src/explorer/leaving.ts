// Questions that the server has to count for. It never learns that a page let go of one, so each
// has a name that nobody guesses, in a header, and the page says which ones it waits for no more.

const DOOR = "/asking/left";
const MOST = 50; // as in flows/leaving.py

/** Those that nothing came back of yet. */
const open = new Set<string>();

/** The answer, once it begins to come. Who lets go of it earlier, or leaves the page, says so. */
export async function asked(address: string, signal?: AbortSignal): Promise<Response> {
  const name = named();
  const drop = () => tell([name]);
  open.add(name);
  window.addEventListener("pagehide", leave);
  signal?.addEventListener("abort", drop);
  try {
    return await fetch(address, { signal: signal ?? null, headers: { Asking: name } });
  } finally {
    open.delete(name);
    signal?.removeEventListener("abort", drop);
  }
}

function leave(): void {
  if (open.size) tell([...open].slice(-MOST));
}

function tell(names: string[]): void {
  navigator.sendBeacon(DOOR, names.join(" "));
}

function named(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
