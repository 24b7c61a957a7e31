/**
 * What one import may cost a page: totals in brotli bytes of the minified bundle, the core included. A kB is 1,000 bytes.
 *
 * @module
 */

/**
 * The core with its dependencies. It only goes down, unless an addition that was agreed on raises it by its measured bytes:
 * then all totals below go up with it.
 */
export const CORE = 13_000;

/** What a function of an adapter may add: its own code, its vendor's table of errors, and the engine that reads the table. */
const VENDOR_FUNCTION = 5_400;

/** Agora's tokens have to be unpacked: the reader with fflate is 2.9 kB, the adapter has nine traps to survive. */
const AGORA_RTC = 9_800;
/** RTM brings a second table of errors. */
const AGORA_RTM = 10_800;

/** What may come on top of the core, where it is not {@link VENDOR_FUNCTION}. */
const BEYOND_CORE: Readonly<Record<string, number>> = {
  "acs: acsCredential": 4_600, // Microsoft's own credential is 17.7 kB, without a core
  "agora: joinChannel": AGORA_RTC,
  "agora: keepClient": AGORA_RTC,
  "agora: keepRtm": AGORA_RTM,
  "agora: loginRtm": AGORA_RTM,
  "agora: readAgoraToken": 3_000,
  "fetch: authorizedFetch": 600,
  "evertoken.core.iife.min.js": 1_000,
  "evertoken.iife.min.js": 20_000,
  "evertoken-diagnose.iife.min.js": 44_000,
};

/** `core`, a script's file, or a function by its entry point: `acs: keepCallAgent`. */
export const budgetOf = (name: string): number =>
  name === "core" ? CORE : CORE + (BEYOND_CORE[name] ?? VENDOR_FUNCTION);

/** The names that must be measured, so that no budget is left without anything to hold. */
export const NAMED: readonly string[] = ["core", ...Object.keys(BEYOND_CORE)];
