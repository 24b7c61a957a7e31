/**
 * The whole script: what `evertoken-diagnose.iife.min.js` gives as the global `Evertoken`. It takes the place of the usual
 * one, and has the diagnosis at the top as well.
 *
 * @module
 */
export * from "./iife.ts";
export * from "./diagnose.ts";
