/**
 * SDKs that compile, and cannot work: they never fire what an adapter waits for. Refused at once, by what their
 * objects have and lack; an object without either is not judged.
 *
 * @module
 */
export const tooOld = (what: string, needed: string): TypeError =>
  new TypeError(`${what} is too old: ${needed} or later is needed`);
