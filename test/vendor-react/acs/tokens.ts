/** The app's manager, and the user whose tokens it has; its back end is the page's own. */
import { TokenManager } from "evertoken";

declare global {
  interface Window {
    /** What the app reports. */
    notes: string[];
  }
}

export const endpoint = "https://contoso.communication.azure.com";
export const userId = { communicationUserId: "8:acs:rrrrrrrr_ann" };
export const report = (text: string): void => void window.notes.push(text);
export const tokens = new TokenManager({ fetchToken: ({ signal }) => fetch("/acs/token", { method: "POST", signal }) });
