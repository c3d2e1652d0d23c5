// "Copy the numbers": the table below a chart, for a spreadsheet, with what it shows and where.

/** Of every table of numbers on the page; what the buttons say stands in the page. */
export function copies(root: ParentNode): void {
  const says = root.querySelector<HTMLElement>("[data-copy-words]");
  if (!says || !navigator.clipboard?.writeText) return;
  for (const numbers of root.querySelectorAll<HTMLElement>("figure .explorer-numbers")) {
    const sheet = numbers.querySelector("table");
    if (!sheet || numbers.querySelector("[data-copies]")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain-button";
    button.dataset.copies = "";
    button.textContent = says.dataset.copyWords ?? "";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(sheetText(cellsOf(sheet), about()));
      button.textContent = says.dataset.copied ?? "";
      window.setTimeout(() => {
        button.textContent = says.dataset.copyWords ?? "";
      }, 2000);
    });
    numbers.append(button);
  }
}

function about(): string[] {
  const address = document.querySelector<HTMLAnchorElement>("[data-address]")?.href;
  return [document.querySelector(".sentence")?.textContent ?? "", address ?? location.href];
}

function cellsOf(sheet: HTMLTableElement): string[][] {
  const { lang } = document.documentElement;
  return [...sheet.rows].map((row) =>
    [...row.cells].map((cell) => {
      const text = (cell.textContent ?? "").trim();
      return cell.matches("td.number") ? plain(text, lang) : harmless(text);
    }),
  );
}

/** A number without groups, as every spreadsheet reads it; anything else stands as it is. */
export function plain(text: string, lang: string): string {
  if (!/^[+−-]?\d[\d.,\u00a0\u202f]*$/.test(text)) return harmless(text);
  const [group, point] = lang.startsWith("de") ? [".", ","] : [",", "."];
  return text.replaceAll(group, "").replace(point, ".").replace("−", "-").replace("+", "");
}

/** As workshop/handouts/formulas.py: no text becomes a formula, and no cell becomes two. */
function harmless(cell: string): string {
  const text = cell.replace(/[\t\r\n]+/g, " ");
  return /^[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}

export function sheetText(cells: string[][], about: string[]): string {
  return [...cells.map((row) => row.join("\t")), "", ...about].join("\n");
}
