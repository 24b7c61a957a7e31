/**
 * What the script tag gives as the global `Evertoken`: every entry point that needs no further package.
 * The core's names stand at the top; each adapter is a namespace, because two vendors may share a name.
 *
 * @module
 */
export * from "./index.ts";
export * from "./diagnose.ts";
