/** A host without a page, whose every browser global is a trap (R79): import, construct, use, dispose. */
const touched: string[] = [];
for (const name of ["window", "document", "localStorage", "sessionStorage", "indexedDB", "location", "self"]) {
  Object.defineProperty(globalThis, name, { get: () => void touched.push(name), configurable: true });
}
const before = Object.getOwnPropertyNames(globalThis).length;
const { TokenManager } = await import("../../../src/index.ts");
await import("../../../src/diagnose.ts");
await import("../../../src/testing.ts");
console.log(
  `imported: ${touched.join(" ") || "nothing"} touched, ${Object.getOwnPropertyNames(globalThis).length - before} globals added`,
);
const tokens = new TokenManager({ fetchToken: () => ({ token: "opaque", expiresIn: 3600 }) });
console.log(`constructed: ${touched.join(" ") || "nothing"} touched`);
await tokens.start();
tokens.dispose();
console.log(`used: ${[...new Set(touched)].join(" ") || "nothing"} touched`);
