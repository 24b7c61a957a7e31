/** The app's manager; its back end is the server of the test. */
import { TokenManager } from "evertoken";

declare global {
  interface Window {
    /** What the app reports. */
    notes: string[];
  }
}

export const url = location.origin.replace("http", "ws");
export const report = (text: string): void => void window.notes.push(text);
export const tokens = new TokenManager({ fetchToken: ({ signal }) => fetch("/token", { method: "POST", signal }) });
