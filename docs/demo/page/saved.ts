/**
 * A journal saved, opened and played.
 *
 * @module
 */
import type { Journal, SavedJournal } from "../../../src/index.ts";
import { lifeline } from "../../../src/lifeline.ts";
import { element, place } from "./dom.ts";

/** @param journals - by whose token it is */
export function showSaved(journals: Readonly<Record<string, Journal>>): void {
  const stage = element("div");
  const complaint = element("p", { role: "status", className: "muted" });
  const choice = element(
    "select",
    {},
    ...Object.keys(journals).map((name) => element("option", { value: name }, name)),
  );
  let close = (): void => undefined;
  const play = (saved: SavedJournal, label: string): void => {
    complaint.textContent = "";
    try {
      const next = lifeline(saved, stage, { label });
      close();
      close = next;
    } catch (error) {
      complaint.textContent = (error as Error).message;
    }
  };
  const playChosen = (): void => play(copyOf(journals[choice.value]!), `${choice.value}, saved`);
  const file = element("input", {
    type: "file",
    accept: ".json,application/json",
    onchange: async () => {
      const [chosen] = file.files ?? [];
      if (chosen) play(await jsonOf(chosen), chosen.name);
    },
  });
  place("saved").append(
    element(
      "div",
      { className: "row" },
      element("label", { className: "choice" }, "Journal of", choice),
      element("button", { type: "button", className: "first", onclick: playChosen }, "Save and play"),
      element("button", { type: "button", onclick: () => download(journals[choice.value]!, choice.value) }, "Download"),
      element("label", { className: "choice" }, "Open", file),
    ),
    complaint,
    stage,
  );
}

/** As it comes out of a file. */
const copyOf = (journal: Journal): SavedJournal => JSON.parse(JSON.stringify(journal)) as SavedJournal;

async function jsonOf(file: File): Promise<SavedJournal> {
  try {
    return JSON.parse(await file.text()) as SavedJournal;
  } catch {
    return {} as SavedJournal; // the lifeline says what it needs
  }
}

function download(journal: Journal, name: string): void {
  const href = URL.createObjectURL(new Blob([JSON.stringify(journal)], { type: "application/json" }));
  element("a", { href, download: `${name}-journal.json` }).click();
  URL.revokeObjectURL(href);
}
