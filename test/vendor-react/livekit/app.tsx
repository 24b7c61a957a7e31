/** The app around the components of the guide, as React shows it in development: everything twice. */
import { setLogLevel } from "livekit-client";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { AgentCall, Meeting } from "./meeting";

declare global {
  interface Window {
    unmount(): void;
  }
}

setLogLevel("silent");
window.notes = [];
const root = createRoot(document.body);
window.unmount = () => root.unmount();
root.render(<StrictMode>{location.search === "?session" ? <AgentCall /> : <Meeting />}</StrictMode>);
