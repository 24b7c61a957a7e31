/**
 * Sentences that several of Agora's SDKs share.
 *
 * @module
 */

export const AGORA_CHECKED = "2026-11-21";
export const DAY_MS = 86_400_000; // Agora cuts every token at 24 h

export const MISMATCH =
  "Compare app id, channel and uid in the token with those given to join(); the certificate must belong to the app id.";
export const NO_CERTIFICATE = "Pass null as the token, or enable the certificate in the Agora console.";
export const NO_TOKEN = "Pass a token: the project has its certificate enabled.";
export const APP_ID = "Check the app id. A project that was created minutes ago may not be active yet.";
