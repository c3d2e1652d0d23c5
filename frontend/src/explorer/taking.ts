// What can be taken along follows what is shown: links, lines for other programs, pictures, numbers.
import { one } from "./figure";
import type { Numbers } from "./numbers";
import type { State } from "./state";

const SHARP = 2; // pixels of the picture for each of its units

export class Taking {
  private readonly links: HTMLAnchorElement[];
  private readonly texts: HTMLElement[];

  constructor(
    private readonly section: HTMLElement,
    private readonly state: State,
    numbers: Numbers[],
  ) {
    this.links = [...section.querySelectorAll<HTMLAnchorElement>("a[data-take-link]")];
    this.texts = [...section.querySelectorAll<HTMLElement>("[data-take-text]")];
    for (const button of section.querySelectorAll<HTMLElement>("[data-png]")) offerPng(button);
    if (!navigator.clipboard?.write) return;
    for (const button of section.querySelectorAll<HTMLElement>("[data-copy-lines]"))
      offer(button, () =>
        navigator.clipboard.writeText(
          button.closest("details")?.querySelector("[data-lines]")?.textContent ?? "",
        ),
      );
    section.querySelectorAll<HTMLElement>("[data-copy-numbers]").forEach((button, place) => {
      offer(button, () => this.copy(numbers[place], button));
    });
  }

  /** A view too long for an address cannot be taken along. */
  show(): void {
    const { token } = this.state;
    const view = token === null ? null : `${this.section.dataset.viewsUrl}${token}`;
    for (const link of this.links) {
      link.toggleAttribute("aria-disabled", view === null);
      if (view === null) link.removeAttribute("href");
      else link.href = view + link.dataset.takeLink;
    }
    for (const field of this.section.querySelectorAll<HTMLInputElement>("[data-take-view]"))
      field.value = token ?? "";
    const base = this.section.querySelector<HTMLElement>("[data-take]")?.dataset.base ?? "";
    for (const text of this.texts)
      if (view !== null) text.textContent = base + view + text.dataset.takeText;
  }

  private copy(numbers: Numbers, button: HTMLElement): Promise<void> {
    const { rows, share } = button.dataset;
    const about = [
      one(this.section, "[data-sentence]").textContent ?? "",
      new URL(one<HTMLAnchorElement>(this.section, "[data-address]").href).href,
    ];
    return navigator.clipboard.write([clip(numbers.sheet(rows ?? "", share ?? ""), about)]);
  }
}

/** Of the picture that the link beside the button leads to. */
export function offerPng(button: HTMLElement): void {
  const link = button.parentElement?.querySelector<HTMLAnchorElement>("a[download]");
  if (!link) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const says = button.textContent;
    try {
      await png(link.href, link.download.replace(/svg$/, "png"));
    } catch {
      button.textContent = button.dataset.failed ?? says;
    }
  });
}

export type Cell = string | number;

/** What a spreadsheet takes: cells apart by tabs, and the same as a table of HTML. */
function clip(sheet: Cell[][], about: string[]): ClipboardItem {
  const text = [...sheet.map((row) => row.map(harmless).join("\t")), "", ...about].join("\n");
  const html = `${table(sheet)}${about.map((line) => `<p>${escaped(line)}</p>`).join("")}`;
  const as = (content: string, type: string) => new Blob([content], { type });
  return new ClipboardItem({
    "text/plain": as(text, "text/plain"),
    "text/html": as(html, "text/html"),
  });
}

export function table(sheet: Cell[][]): string {
  const rows = sheet.map(
    (row) => `<tr>${row.map((cell) => `<td>${escaped(harmless(cell))}</td>`).join("")}</tr>`,
  );
  return `<table>${rows.join("")}</table>`;
}

/** As workshop/handouts/formulas.py: no text becomes a formula, and no cell becomes two. */
export function harmless(cell: Cell): string {
  if (typeof cell === "number") return String(cell);
  const text = cell.replace(/[\t\r\n]+/g, " ");
  return /^[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);

function offer(button: HTMLElement, act: () => Promise<void>): void {
  button.hidden = false;
  const says = button.textContent;
  button.addEventListener("click", async () => {
    await act();
    button.textContent = button.dataset.copied ?? says;
    window.setTimeout(() => {
      button.textContent = says;
    }, 2000);
  });
}

/** Drawn here from the picture the link leads to. */
async function png(address: string, name: string): Promise<void> {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth * SHARP, picture.naturalHeight * SHARP];
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!made) throw new Error("no picture");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(made);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
