/**
 * What one import may cost a page: totals in brotli bytes of the minified bundle, the core included. A kB is 1,000 bytes.
 *
 * @module
 */

/**
 * The core with its dependencies: what was measured when each behaviour stood, rounded up. It only goes down, unless an
 * addition that was agreed on raises it by its measured bytes: then all totals below go up with it. The design asked for
 * 14,000 (docs/decisions/0010-size.md says where the rest is).
 */
export const CORE = 22_850;

/** What a function of an adapter may add: its own code, its vendor's table of errors, and the engine that reads the table. */
const VENDOR_FUNCTION = 7_000;
/** A connection that is kept through every loss brings the engine of `evertoken/connection` as well. */
const KEPT_CONNECTION = 10_250;

/** Agora's tokens have to be unpacked: the reader with fflate is 2.9 kB, the adapter has nine traps to survive. */
const AGORA_RTC = 14_350;
/** RTM's table of errors is shorter. */
const AGORA_RTM = 12_700;

/** A framework's binding only passes on what the manager says. */
const BINDING = 430;

/** What may come on top of the core, where it is not {@link VENDOR_FUNCTION}. */
const BEYOND_CORE: Readonly<Record<string, number>> = {
  "acs: acsCredential": 6_600, // Microsoft's own credential is 17.7 kB, without a core
  "acs: keepCallAgent": 8_250, // with the waits of a kept connection
  "agora: joinChannel": AGORA_RTC,
  "agora: keepClient": AGORA_RTC,
  "agora: keepRtm": AGORA_RTM,
  "agora: loginRtm": AGORA_RTM,
  "agora: readAgoraToken": 3_000,
  "angular: tokenInterceptor": 1_350, // what authorizedFetch is to fetch
  "angular: tokenSignal": BINDING,
  "angular: tokenStateSignal": BINDING,
  "fetch: authorizedFetch": 1_450,
  "lifeline: lifeline": 21_300, // with lit and d3-scale
  "livekit: keepRoom": 8_900, // with the waits of a kept connection
  "react: useToken": BINDING,
  "react: useTokenState": BINDING,
  "solid: useToken": BINDING,
  "solid: useTokenState": BINDING,
  "svelte: useToken": BINDING,
  "svelte: useTokenState": BINDING,
  "twilio: connectRoom": KEPT_CONNECTION,
  "twilio: keepClient": KEPT_CONNECTION,
  "twilio: keepDevice": KEPT_CONNECTION,
  "twilio: keepWorker": KEPT_CONNECTION,
  "vue: useToken": BINDING,
  "vue: useTokenState": BINDING,
  "evertoken.core.iife.min.js": 3_250,
  "evertoken.iife.min.js": 35_550,
  "evertoken-diagnose.iife.min.js": 95_250,
};

/** Whole bundles without a core: docs/decisions/0027-size-of-the-diagnosis.md says where the bytes are. */
const ALONE: Readonly<Record<string, number>> = {
  core: CORE,
  "diagnose: diagnoseError": 65_100,
  "diagnose: both": 77_850,
};

/** `core`, a script's file, or a function by its entry point: `acs: keepCallAgent`. */
export const budgetOf = (name: string): number => ALONE[name] ?? CORE + (BEYOND_CORE[name] ?? VENDOR_FUNCTION);

/** The names that must be measured, so that no budget is left without anything to hold. */
export const NAMED: readonly string[] = [...Object.keys(ALONE), ...Object.keys(BEYOND_CORE)];
