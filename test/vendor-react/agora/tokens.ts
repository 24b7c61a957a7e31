/** The app's manager; its back end is the test. */
import { TokenManager } from "evertoken";
import { readAgoraToken } from "evertoken/agora";

declare global {
  interface Window {
    /** From the test: a token of the next number, or why there is none. */
    mint(): Promise<string>;
    /** What the app reports. */
    notes: string[];
  }
}

export const APP_ID = "0123456789abcdef".repeat(2);
export const report = (text: string): void => void window.notes.push(text);
export const tokens = new TokenManager({
  fetchToken: () => window.mint(),
  readToken: readAgoraToken,
  minRefreshIntervalMs: 1_000,
  retry: { retries: 0 },
  quiet: true,
});
