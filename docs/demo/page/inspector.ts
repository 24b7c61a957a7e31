/**
 * Says what a pasted token or error means. Nothing is sent: the page's policy would not let it.
 *
 * @module
 */
import { pastedIn } from "../../../src/cli/input.ts";
import { diagnoseToken, type Diagnosis } from "../../../src/diagnose.ts";
import { failuresIn } from "../../site/live/failures.ts";
import { element, place } from "./dom.ts";

const EXAMPLE = '{ "code": 401, "subCode": 40235, "message": "Access token has expired" }';

type Row = readonly [name: string, text: string];

export function showInspector(): void {
  const paper = element("div", { className: "findings" });
  paper.setAttribute("role", "status");
  const input = element("textarea", { spellcheck: false, autocomplete: "off", placeholder: EXAMPLE });
  const look = (): void => paper.replaceChildren(...reports(input.value.trim()).map(list));
  input.addEventListener("input", look);
  const clear = (): void => {
    input.value = "";
    look();
  };
  const tryExample = (): void => {
    input.value = EXAMPLE;
    look();
  };
  place("inspector").append(
    element(
      "div",
      { className: "card" },
      element("label", {}, "Token or error", input),
      element(
        "div",
        { className: "row" },
        element("button", { type: "button", onclick: tryExample }, "Try an error"),
        element("button", { type: "button", onclick: clear }, "Clear"),
      ),
      paper,
    ),
  );
}

/** One block for each thing that was found. */
function reports(text: string): readonly (readonly Row[])[] {
  if (text === "") return [];
  const pasted = pastedIn(text);
  if (pasted.kind === "unreadable") return [[["Not readable", pasted.why]]];
  const failures = failuresIn(pasted);
  if (failures)
    return failures.map(({ where, diagnosis }) => [
      ...(where ? [["Where", where] as const] : []),
      ...rowsOf(diagnosis),
    ]);
  const { format, provider, findings, expiresAt } = diagnoseToken(text);
  const ends: Row[] = expiresAt === undefined ? [] : [["Expires", new Date(expiresAt).toISOString()]];
  const found = findings.map(({ severity, message, remedy }): Row[] => [
    [severity, message],
    ["What to do", remedy],
  ]);
  return [
    [["Token", `${format} (${provider ?? "unknown provider"})`], ...ends],
    ...(found.length > 0 ? found : [[["Findings", "none"] as const]]),
  ];
}

const rowsOf = ({ provider, name, action, cause, remedy }: Diagnosis): Row[] => [
  ["Error", `${name} (${provider ?? "unknown provider"})`],
  ["Means", cause],
  ["Who must act", action],
  ["What to do", remedy],
];

const list = (rows: readonly Row[]): HTMLElement =>
  element("dl", {}, ...rows.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)]));
