/**
 * The smallest script: what `evertoken.core.iife.min.js` gives as the global `Evertoken`. The core's names stand at the top, each
 * adapter is a namespace, because two vendors may share a name; a name that one adapter alone has stands at the top as well.
 *
 * @module
 */
export * from "./index.ts";
export * as fetch from "./adapters/fetch.ts";
export { authorizedFetch } from "./adapters/fetch.ts";
