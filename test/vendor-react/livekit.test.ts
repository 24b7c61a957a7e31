/** The components of docs/guides/vendor-react.md in a real app with @livekit/components-react@2.9.24, StrictMode, in Chromium. */
import puppeteer from "puppeteer-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { mint, startLiveKit } from "../browser/adapters/livekit-server.ts";
import { built } from "./built.ts";

declare const window: { notes: string[]; unmount(): void };
declare global {
  /** The server's end of the media, in the page. */
  var peer: RTCPeerConnection;
}

describe("R236 @livekit/components-react", () => {
  test.each(["LiveKitRoom", "useSession"])(
    "%s: connected, joined again after an outage, left when unmounted",
    async (name) => {
      const server = await startLiveKit();
      const args = [
        "--no-sandbox",
        "--allow-loopback-in-peer-connection",
        "--disable-features=WebRtcHideLocalIpsWithMdns",
      ];
      const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args });
      onTestFinished(async () => {
        // The server first: until its last message is handled, it still needs the media end in the page.
        await server[Symbol.asyncDispose]();
        await browser.close();
      });
      const page = await browser.newPage();
      server.media = {
        answer: (sdp, isNew) =>
          page.evaluate(
            async (sdp, isNew) => {
              if (isNew) globalThis.peer = new RTCPeerConnection();
              await peer.setRemoteDescription({ type: "offer", sdp });
              await peer.setLocalDescription();
              while (peer.iceGatheringState !== "complete")
                await new Promise((done) => peer.addEventListener("icegatheringstatechange", done, { once: true }));
              return peer.localDescription!.sdp;
            },
            sdp,
            isNew,
          ),
        candidate: (json) =>
          page.evaluate(async (json) => peer.addIceCandidate(JSON.parse(json) as RTCIceCandidateInit), json),
      };
      let minted = 0;
      server.nextToken = () => mint(600 + ++minted);
      await page.goto(`${server.origin}/${name === "useSession" ? "?session" : ""}`);
      await page.addScriptTag({ content: await built("livekit") });
      const state = (): Promise<string | null | undefined> =>
        page.evaluate(() => document.querySelector("p")?.textContent);
      await expect.poll(state).toBe("connected");

      // The server takes the token no more, and breaks the connection: LiveKit gives up.
      const joined = server.handshakes.length;
      server.revoked = server.tokens.at(-1);
      server.drop();
      await expect.poll(() => page.evaluate(() => window.notes.includes("rejoined"))).toBe(true);
      await expect.poll(state).toBe("connected");
      // LiveKit's own try, the first of keepRoom with the token that the manager still holds, and the next token.
      expect(server.handshakes.slice(joined)).toEqual([...Array<string>(2).fill("invalid token: revoked"), "accepted"]);

      expect(server.open).toBe(1);
      await page.evaluate(() => window.unmount());
      await expect.poll(() => server.open).toBe(0);
      // StrictMode runs the effect twice: without its cleanup, two keepers would each have told of it.
      expect(await page.evaluate(() => window.notes.filter((note) => note === "rejoined"))).toEqual(["rejoined"]);
    },
  );
});
