/** The app's manager, and the user whose tokens it has. */
import { TokenManager } from "evertoken";

export const userId = { communicationUserId: "8:acs:resource_user" };
export const report = (text: string): void => console.warn(text);
export const tokens = new TokenManager({ fetchToken: ({ signal }) => fetch("/acs/token", { method: "POST", signal }) });
