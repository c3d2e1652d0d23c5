import { send } from "./sending";

const PAUSE = 3000; // milliseconds after the last letter

/** Keeps what stands in the blanks every few seconds, and when the page goes out of sight. */
export class Later {
  private timer = 0;
  private sending: AbortController | null = null;
  private changed = false;
  private readonly says: HTMLElement | null;

  constructor(private readonly form: HTMLFormElement) {
    this.says = form.querySelector<HTMLElement>(".kept");
    form.addEventListener("input", () => this.wait());
    form.addEventListener("submit", () => this.stop());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.changed) void this.keep(true);
    });
  }

  private wait(): void {
    this.changed = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.keep(false), PAUSE);
  }

  /** What is said now takes the place of what is kept; nothing may come after it. */
  private stop(): void {
    this.changed = false;
    window.clearTimeout(this.timer);
    this.sending?.abort();
  }

  private async keep(leaving: boolean): Promise<void> {
    window.clearTimeout(this.timer);
    this.sending?.abort();
    const sending = new AbortController();
    this.sending = sending;
    this.changed = false;
    try {
      const answer = await send(this.form, "later", { signal: sending.signal, keepalive: leaving });
      this.tell(answer.status === 204);
    } catch {
      if (!sending.signal.aborted) this.tell(false);
    }
  }

  private tell(kept: boolean): void {
    if (!kept) this.changed = true;
    if (!this.says) return;
    const { kept: at, lost } = this.form.dataset;
    const now = new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
    });
    this.says.textContent = kept ? `${at} ${now}` : (lost ?? "");
    this.says.classList.toggle("lost", !kept);
  }
}
