/** The app around the component of the guide, as React shows it in development: everything twice. */
import AgoraRTC, { AgoraRTCProvider } from "agora-rtc-react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Call } from "./call";

declare global {
  interface Window {
    client: ReturnType<typeof AgoraRTC.createClient>;
    unmount(): void;
  }
}

// One access point, without the relays that are asked for beside it: the test plays it.
const settings = AgoraRTC as unknown as { setParameter(name: string, value: unknown): void };
settings.setParameter("SDP_ENDPOINT_DOMAIN", []);
settings.setParameter("JOIN_WITH_FALLBACK_MEDIA_PROXY", false);
AgoraRTC.setLogLevel(4);
AgoraRTC.disableLogUpload();

window.notes = [];
window.client = AgoraRTC.createClient({ mode: "rtc", codec: "vp8" });
window.client.on("connection-state-change", (state, _, why) =>
  window.notes.push([state, why].filter(Boolean).join(" ")),
);
const root = createRoot(document.body);
window.unmount = () => root.unmount();
root.render(
  <StrictMode>
    <AgoraRTCProvider client={window.client}>
      <Call channel="daily" uid={7} />
    </AgoraRTCProvider>
  </StrictMode>,
);
