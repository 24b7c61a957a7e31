/**
 * A box for a saved journal: pasted, dropped, opened, or made from the life above. It is played where it lies.
 *
 * @module
 */
import { element } from "../../demo/page/dom.ts";
import type { Journal } from "../../../src/index.ts";
import { defineLifeline, type LifelineElement } from "../../../src/lifeline.ts";
import { exampleJournal } from "./example-journal.ts";

/** @param journal - of the life above */
export function playerOf(journal: Journal): readonly HTMLElement[] {
  const stage = element("div", { className: "life" });
  const complaint = element("p", { className: "hint" });
  complaint.setAttribute("role", "status");
  const box = element("textarea", { id: "journal", rows: 5, spellcheck: false, autocomplete: "off" });
  box.placeholder = '{"version":1,"entries":[…],"counts":{…},"steps":[…]}';
  const playBox = (): void => void (complaint.textContent = play(box.value, stage));
  const put = (text: string): void => {
    box.value = text;
    playBox();
  };
  box.addEventListener("input", playBox);
  const file = element("input", { type: "file", accept: ".json,application/json" });
  file.addEventListener("change", () => void putFile(file.files, put));
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return; // text: the box takes it as any box does
    event.preventDefault();
    void putFile(event.dataTransfer.files, put);
  });
  const button = (words: string, onclick: () => void): HTMLButtonElement =>
    element("button", { type: "button", onclick }, words);
  return [
    element("label", { htmlFor: "journal" }, "Paste a saved journal, or drop its file here"),
    box,
    element("p", { className: "hint" }, "It stays in this page: nothing is sent."),
    element(
      "div",
      { className: "row" },
      button("Play an example", () => void exampleJournal().then((saved) => put(JSON.stringify(saved)))),
      button("Play the life above", () => put(JSON.stringify(journal))),
      element("label", { className: "file" }, "Open a file", file),
    ),
    complaint,
    stage,
  ];
}

async function putFile(files: FileList | null, put: (text: string) => void): Promise<void> {
  if (files?.[0]) put(await files[0].text());
}

/** @returns what is wrong with the text, or nothing */
function play(text: string, stage: HTMLElement): string {
  stage.replaceChildren();
  if (text.trim() === "") return "";
  defineLifeline();
  const shown = document.createElement("evertoken-lifeline") as LifelineElement;
  shown.setAttribute("label", "saved");
  stage.append(shown);
  try {
    shown.life = JSON.parse(text) as NonNullable<LifelineElement["life"]>;
    return "";
  } catch {
    shown.remove();
    return "This is no saved journal. One is what JSON.stringify(keepJournal(tokens)) gives.";
  }
}
