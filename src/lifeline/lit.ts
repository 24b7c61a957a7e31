/**
 * The one door of lit: templates. In the built package lit is run at the first of them, because it makes a policy of Trusted
 * Types and looks at the page when it is run: no template may be made where a module is loaded.
 *
 * @module
 */
import { svg, type TemplateResult } from "lit/html.js";

export { html, nothing as blank, render, svg, type TemplateResult } from "lit/html.js";
export { repeat } from "lit/directives/repeat.js";

/** The first template of all: throws where the page's policy refuses lit's. */
export const drawable = (): TemplateResult => svg``;
