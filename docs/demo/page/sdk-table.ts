/**
 * How the vendors' SDKs are doing, in the demo's own process.
 *
 * @module
 */
import { element, place } from "./dom.ts";
import type { Status } from "./serve.ts";

const HEAD = ["SDK", "Token", "Now", "Answered", "Failures"];

/** @returns what shows the latest figures */
export function showSdks(): (status: Status) => void {
  const body = element("tbody");
  const head = element("tr", {}, ...HEAD.map((name) => element("th", { scope: "col" }, name)));
  const table = element("table", {}, element("thead", {}, head), body);
  const box = element("div", { className: "card wide", tabIndex: 0 }, table);
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Health of the SDKs");
  place("sdks").append(box);
  return ({ sdks }) =>
    body.replaceChildren(
      ...sdks.map(({ provider, sdk, isWell, answers, failures }) => {
        const cells = [provider, isWell ? "well" : "failing", answers ?? "one connection", failures];
        const name = element("th", { scope: "row" }, sdk);
        return element("tr", {}, name, ...cells.map((cell) => element("td", {}, String(cell))));
      }),
    );
}
