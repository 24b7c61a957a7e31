/**
 * How blocks of the guides are used: what a reader's app has before them, what it does afterwards, and what that prints.
 *
 * Every address answers with a token, but `/orders`, which says with what it was asked. Hosts that a reader has and this
 * machine has not (Electron, React Native) are modules with the same events.
 */
export interface Use {
  readonly page: string;
  /** Which block: the first that holds this text. */
  readonly block: string;
  readonly before?: string;
  readonly after: string;
  /** Further files of the app: name -> another block of the page, by a text that it holds. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Modules of hosts: name -> code. */
  readonly hosts?: Readonly<Record<string, string>>;
  readonly prints: string;
}

const TOKENS = `import { TokenManager as Manager } from "evertoken";
  const tokens = new Manager({ fetchToken: () => fetch("/token") });`;

/** A server of the reader's: keeps its handlers. */
const APP = `const handlers = {};
  const app = { post: (path, ...more) => void (handlers[path] = more.at(-1)), get: (path, answer) => void (handlers[path] = answer) };
  const requireUser = () => {};
  const answered = () => { const said = {}; return { said, status(code) { said.code = code; return this; }, json(body) { said.body = body; } }; };`;

/** Where the reader's app keeps its refresh token. */
const STORE = `let kept = "r0";
  const store = { read: () => kept, write: (next) => void (kept = next) };`;

const DIAGNOSED = (provider: string, token: string): string =>
  `import { diagnoseToken } from "evertoken/diagnose";
   const { findings, format } = diagnoseToken(${token}, { provider: "${provider}" });
   console.log(format, findings.filter(({ severity }) => severity === "error").length);`;

const TWILIO_IDS = `const [ACCOUNT_SID, API_KEY_SID, CONVERSATIONS_SID, SYNC_SID, TWIML_SID, WORKSPACE_SID, WORKER_SID] =
    ["AC", "SK", "IS", "IS", "AP", "WS", "WK"].map((kind) => kind + "0123456789abcdef".repeat(2));
  const API_KEY_SECRET = "s".repeat(32);`;

const ELECTRON = `
  const channels = new Map();
  export const ipcMain = { handle: (channel, answer) => void channels.set(channel, answer) };
  export const page = { url: "app://my-app/index.html" };
  export const ipcRenderer = { invoke: async (channel, ...more) => structuredClone(await channels.get(channel)({ senderFrame: page }, ...structuredClone(more))) };
  export const bridged = {};
  export const contextBridge = { exposeInMainWorld: (name, api) => void (bridged[name] = api) };
  export const power = new EventTarget();
  export const powerMonitor = { on: (name, on) => power.addEventListener(name, on), off: (name, on) => power.removeEventListener(name, on) };
  export const net = { isOnline: () => true, fetch: (...all) => globalThis.fetch(...all) };`;

const REACT_NATIVE = {
  "react-native": `const listeners = new Set();
    export const AppState = {
      currentState: "active",
      addEventListener(type, listener) { listeners.add(listener); return { remove: () => listeners.delete(listener) }; },
      become(state) { this.currentState = state; for (const listener of listeners) listener(state); },
    };`,
  "@react-native-community/netinfo": `const listeners = new Set();
    export default {
      addEventListener(listener) { listeners.add(listener); return () => listeners.delete(listener); },
      become: (isConnected) => listeners.forEach((listener) => listener({ isConnected })),
    };`,
};

export const USES: readonly Use[] = [
  {
    page: "acs",
    block: "new ChatClient(",
    before: `${TOKENS} const endpoint = "https://acs.example.com";`,
    after: "console.log((await credential.getToken()).token);",
    prints: "token-1",
  },
  {
    page: "agora",
    block: 'from "agora-token"',
    before: `${APP} Object.assign(process.env, { APP_ID: "a".repeat(32), APP_CERTIFICATE: "b".repeat(32) });`,
    after: `const response = answered();
      handlers["/agora/token"]({ query: { channel: "daily" }, user: { agoraUid: 42 } }, response);
      ${DIAGNOSED("agora", "response.said.body.token")}`,
    prints: "agora-007 0",
  },
  {
    page: "livekit",
    block: "TokenSource.literal",
    before: TOKENS,
    after: "console.log((await source.fetch()).participantToken);",
    prints: "token-1",
  },
  {
    page: "livekit",
    block: "livekit-server-sdk",
    before: `${APP} Object.assign(process.env, { LIVEKIT_API_KEY: "key", LIVEKIT_API_SECRET: "s".repeat(32) });
      const user = { id: "ann" }, response = answered();`,
    after: DIAGNOSED("livekit", "response.said.body.token"),
    prints: "jwt 0",
  },
  {
    page: "twilio",
    block: "AccessToken.ChatGrant",
    before: `${APP} ${TWILIO_IDS}`,
    after: `const response = answered();
      handlers["/twilio/token"]({ user: { id: "ann" } }, response);
      ${DIAGNOSED("twilio", "response.said.body.token")}`,
    prints: "jwt 0",
  },
  {
    page: "twilio-voice",
    block: "AccessToken.VoiceGrant",
    before: `${APP} ${TWILIO_IDS}
      const accountSid = ACCOUNT_SID, apiKeySid = API_KEY_SID, apiKeySecret = API_KEY_SECRET, twimlAppSid = TWIML_SID;`,
    after: `const response = answered();
      handlers["/twilio/token"]({ user: { id: "ann" } }, response);
      ${DIAGNOSED("twilio", "response.said.body.token")}`,
    prints: "jwt 0",
  },
  {
    page: "twilio-voice",
    block: "AccessToken.TaskRouterGrant",
    before: `import twilio from "twilio";
      ${TWILIO_IDS}
      const { AccessToken } = twilio.jwt, workspaceSid = WORKSPACE_SID, workerSid = WORKER_SID;
      const token = new AccessToken(ACCOUNT_SID, API_KEY_SID, API_KEY_SECRET, { identity: "ann", ttl: 3600 });`,
    after: DIAGNOSED("twilio", "token.toJwt()"),
    prints: "jwt 0",
  },
  {
    page: "coming-from",
    block: "acsCredential(",
    after: "console.log((await credential.getToken()).token);",
    prints: "token-1",
  },
  {
    page: "coming-from",
    block: 'from "axios"',
    after: 'console.log((await client.get("https://api.example.com/orders")).data);',
    prints: "asked with Bearer token-1",
  },
  {
    page: "coming-from",
    block: "@supabase/supabase-js",
    before: 'const URL_OF_PROJECT = "https://project.example.com", ANON_KEY = "anon";',
    after: `const before = await tokens.getToken().catch((error) => error.action);
      await supabase.auth.signInWithPassword({ email: "ann@example.com", password: "a" });
      const first = await tokens.getToken();
      const second = await tokens.getToken({ rejectedValue: first });
      console.log(before, first === second, (await supabase.auth.getSession()).data.session.access_token === second);
      await supabase.auth.signOut();
      console.log(tokens.peek());
      process.exit();`,
    prints: "signIn false true\nundefined",
  },
  {
    page: "coming-from",
    block: "void tokens.start();",
    after: "console.log(await token());",
    prints: "token-1",
  },
  {
    page: "connection",
    block: "keepConnection(tokens",
    before: `import { WebSocketServer, WebSocket as Socket } from "ws";
      ${TOKENS}
      const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "v1" });
      await new Promise((listening) => server.once("listening", listening));
      const asked = [];
      server.on("connection", (socket, { headers }) => {
        asked.push(headers["sec-websocket-protocol"]);
        socket.on("message", (data) => socket.send("heard " + data));
      });
      globalThis.WebSocket = class extends Socket {
        constructor(_, protocols) { super("ws://127.0.0.1:" + server.address().port, protocols); }
      };
      const report = console.log;
      const heard = Promise.withResolvers();
      const onMessage = ({ data }) => heard.resolve(data);`,
    after: "console.log(await heard.promise, asked); process.exit();",
    prints: "heard hello [ 'v1,token-1' ]",
  },
  {
    page: "connection",
    block: "freshConnect(tokens",
    before: `${TOKENS} const sdk = { join: async ({ token }) => ({ with: token, leave() {} }) };`,
    after: "console.log(meeting.with);",
    prints: "token-1",
  },
  {
    page: "credentials",
    block: "readUrlToken",
    after: "console.log(asked.at(-1)); urls.dispose();",
    prints: "PUT https://store.example.com/upload hello",
  },
  {
    page: "electron",
    block: "ipcMain.handle",
    beside: { "preload.cjs": "contextBridge" },
    hosts: { electron: ELECTRON },
    after: `const { bridged, page, power } = await import("electron");
      await import("./preload.cjs");
      const get = bridged.tokens.get;
      const { token } = await get();
      console.log(token, (await get(token)).token);
      power.dispatchEvent(new Event("resume"));
      page.url = "https://elsewhere.example.com/";
      console.log(await get().catch(({ message }) => message));
      page.url = "app://my-app/";
      tokens.clear();
      console.log((await get()).action);`,
    prints: "token-1 token-2\nNot for this page\nsignIn",
  },
  {
    page: "fetch",
    block: 'method: "POST", body',
    before: "const order = { tea: 1 };",
    after: "console.log(await response.text());",
    prints: "asked with Bearer token-1",
  },
  {
    page: "fetch",
    block: "new SignJWT(",
    before: `import { generateKeyPair, SignJWT } from "jose";
      ${APP}
      const { privateKey } = await generateKeyPair("RS256");
      const user = { id: "ann" }, response = answered();`,
    after: DIAGNOSED("oauth", "response.said.body.access_token"),
    prints: "jwt 0",
  },
  {
    page: "large-apps",
    block: 'refreshLeadMs: "spread"',
    before: 'const fetchToken = () => fetch("/token");',
    after: 'console.log("both are made");',
    prints: "both are made",
  },
  {
    page: "node",
    block: 'app.get("/health"',
    before: `${TOKENS} ${APP}`,
    after: `const ask = () => {
        const response = answered();
        handlers["/health"]({}, response);
        console.log(response.said.code, response.said.body.phase, JSON.stringify(response.said).includes("token-1"));
      };
      ask();
      await tokens.getToken();
      ask();
      tokens.clear();
      ask();`,
    prints: "200 idle false\n200 holding false\n503 halted false",
  },
  {
    page: "oauth",
    block: "RFC 8707",
    before: STORE,
    after: `console.log(await orderTokens.getToken(), await peopleTokens.getToken(), kept);
      console.log(asked.filter((line) => line.startsWith("POST")).map((line) => /(?:resource|audience)=([^&]*)/.exec(line)[1]).map(decodeURIComponent).join(" "));`,
    prints: "token-1 token-2 r2\nhttps://orders.example.com https://people.example.com",
  },
  {
    page: "oauth",
    block: "dpopProof(dpop)",
    before: STORE,
    after: `console.log(await (await api("https://api.example.com/orders")).text(), tokens.peek().expiresAt > Date.now());`,
    prints: "asked with DPoP token-1 true",
  },
  {
    page: "processes",
    block: "shareAcrossProcesses({ path",
    beside: { "credential-file.js": "export function credentialFile" },
    before: `import { mkdirSync as mkdir, readFileSync as read, writeFileSync as write } from "node:fs";
      process.env.HOME = import.meta.dirname;
      mkdir(import.meta.dirname + "/.my-cli");
      const file = import.meta.dirname + "/.my-cli/credentials.json";
      write(file, JSON.stringify({ refreshToken: "r0" }));`,
    after: `console.log(await tokens.getToken());
      const { refreshToken, accessToken } = JSON.parse(read(file, "utf8"));
      console.log(refreshToken, accessToken.value);
      tokens.dispose();`,
    prints: "token-1\nr1 token-1",
  },
  {
    page: "react-native",
    block: "AppState.addEventListener",
    hosts: REACT_NATIVE,
    after: `const network = (await import("@react-native-community/netinfo")).default;
      await tokens.start();
      AppState.become("background");
      console.log(environment.isHidden(), environment.isOnline());
      AppState.become("active");
      network.become(false);
      console.log(environment.isHidden(), environment.isOnline());
      const woken = [];
      const undo = environment.onWake((hint) => woken.push(hint));
      network.become(true);
      AppState.become("active");
      undo();
      AppState.become("active");
      console.log(woken.join(), environment.isOnline());`,
    prints: "true true\nfalse false\nonline,resumed true",
  },
  {
    page: "tabs",
    block: 'tabs: shareAcrossTabs("my-app"), overlap',
    before: 'const fetchToken = () => fetch("/token");',
    after: "console.log(await tokens.getToken()); tokens.dispose();",
    prints: "token-1",
  },
  {
    page: "tabs",
    block: "owner: () => account.id",
    before: `import { TokenManager } from "evertoken"; const account = { id: "ann" };`,
    after: `const tokens = new TokenManager({ fetchToken: () => fetch("/token"), tabs, overlap: "never" });
      console.log(await tokens.getToken()); tokens.dispose();`,
    prints: "token-1",
  },
  {
    page: "testing",
    block: "replayJournal(",
    after: "console.log(replay.differences.length);",
    prints: "0",
  },
];
