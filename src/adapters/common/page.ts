/**
 * Page or server: what a framework's component may do differs.
 *
 * @module
 */

/** Whether this is a page, and no server that renders one for somebody else. */
export const isPage = (): boolean => "document" in globalThis;
