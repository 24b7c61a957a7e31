/**
 * The one door of lit: templates, and nothing that needs a page when it is loaded.
 *
 * @module
 */
export { html, nothing as blank, render, svg, type TemplateResult } from "lit/html.js";
export { repeat } from "lit/directives/repeat.js";
