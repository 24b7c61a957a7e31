/**
 * The vendors' own SDKs, as an app would use them, each kept supplied by its adapter.
 *
 * @module
 */
import { setTimeout as delay } from "node:timers/promises";
import { ChatClient, type ChatClientOptions } from "@azure/communication-chat";
import { TokenSource } from "livekit-client";
import { SyncClient } from "twilio-sync";
import { acsCredential } from "../../src/adapters/acs.ts";
import { authorizedFetch } from "../../src/adapters/fetch.ts";
import { livekitTokenSource } from "../../src/adapters/livekit.ts";
import { keepClient } from "../../src/adapters/twilio.ts";
import type { Token, TokenManager } from "../../src/index.ts";
import type { Journal } from "./journal.ts";
import type { ProviderName } from "./providers.ts";
import { SdkLog } from "./sdk-log.ts";

const INTERVAL_MS = 1_000;

type Policy = NonNullable<ChatClientOptions["additionalPolicies"]>[number]["policy"];

// twilsock@1.0.2 rejects where nobody listens when a connection goes while it waits for a reply. The same in an app.
process.on("unhandledRejection", (reason) => {
  if (!/node_modules.twilsock/.test(String((reason as Error | undefined)?.stack))) throw reason;
});

/** Everything ends with `signal`. */
export function startSdks(
  url: string,
  managers: Readonly<Record<ProviderName, TokenManager>>,
  journal: Journal,
  signal: AbortSignal,
): SdkLog[] {
  const { twilio, acs, oauth, livekit } = managers;

  const sync = new SdkLog("twilio", "SyncClient", journal);
  void keepSync(url.replace("http:", "ws:"), twilio, sync, signal);

  const chat = new SdkLog("acs", "ChatClient", journal);
  void repeat(listThreads(url, acs, signal), chat, signal);

  const fetched = new SdkLog("oauth", "fetch", journal);
  const fetchWithToken = authorizedFetch(oauth, { allow: [url] });
  void repeat(async () => expectOk(await fetchWithToken(`${url}/api/profile`, { signal })), fetched, signal);

  const source = new SdkLog("livekit", "TokenSource", journal);
  const tokenSource = TokenSource.literal(livekitTokenSource(livekit, url));
  // What `room.connect()` asks its server first; the rest of it needs a browser.
  const validate = async (): Promise<void> => {
    const { serverUrl, participantToken } = await tokenSource.fetch();
    const headers = { authorization: `Bearer ${participantToken}` };
    expectOk(await fetch(`${serverUrl}/rtc/validate`, { headers, signal }));
  };
  void repeat(validate, source, signal);

  return [sync, chat, fetched, source];
}

/** The first cycle may fail, on a busy machine for instance; the next one follows by itself. */
const firstToken = (tokens: TokenManager): Promise<Token> =>
  new Promise((resolve) => {
    tokens.once("refreshed", ({ token }) => resolve(token));
    tokens.start().then(resolve, () => undefined);
  });

/** A connection that stays open, and gets each new token without being closed. */
async function keepSync(uri: string, tokens: TokenManager, log: SdkLog, signal: AbortSignal): Promise<void> {
  // Silent: at a refusal it writes lines of its own between the journal's.
  const options = { logLevel: "silent", Twilsock: { uri, logLevel: "silent" } } as const;
  const client = new SyncClient((await firstToken(tokens)).value, options);
  client.on("connectionStateChanged", (state) => {
    if (signal.aborted) return;
    if (state === "connected") log.well(state);
    else if (log.isWell) log.failed(state);
  });
  keepClient(client, tokens, { onProblem: ({ action }) => log.failed(action) });
  signal.addEventListener("abort", () => void client.shutdown());
}

/** A function that sends one request. */
function listThreads(url: string, tokens: TokenManager, abortSignal: AbortSignal): () => Promise<void> {
  const credential = acsCredential(tokens);
  // The SDK gives a token to https only, and the demo has no certificate: the last step before the network removes the "s".
  const policy: Policy = {
    name: "localhost",
    sendRequest(request, next) {
      request.url = request.url.replace("https:", "http:");
      request.allowInsecureConnection = true;
      return next(request);
    },
  };
  const create = (): ChatClient =>
    new ChatClient(url.replace("http:", "https:"), credential, {
      additionalPolicies: [{ policy, position: "perRetry" }],
    });
  let client = create();
  return async () => {
    try {
      await client.listChatThreads({ abortSignal }).next();
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 401) {
        credential.invalidate(error);
        client = create(); // the old one would send the refused token on
      }
      throw error;
    }
  };
}

function expectOk(response: Response): void {
  if (!response.ok) throw Object.assign(new Error(response.statusText), { code: response.status });
}

async function repeat(request: () => Promise<void>, log: SdkLog, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await request();
      log.answered();
    } catch (error) {
      if (!signal.aborted) log.failed(reasonOf(error));
    }
    await delay(INTERVAL_MS, undefined, { signal }).catch(() => undefined); // that is the end
  }
}

/** A status or a code: no SDK's message is printed, nobody knows what it quotes. */
function reasonOf(error: unknown): string {
  const { statusCode, code, cause, name } = error as Error & { statusCode?: number; code?: string };
  return String(statusCode ?? code ?? (cause as { code?: string } | undefined)?.code ?? name);
}
