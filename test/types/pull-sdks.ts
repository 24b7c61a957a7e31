/**
 * The recipes of docs/guides/pull-sdks.md, against the real types of each SDK. Compiled by `tsc -p test`, never run;
 * test/adapters/pull-sdks.test.ts keeps page and file in step.
 */
import { HttpLink } from "@apollo/client";
import { AzureCommunicationTokenCredential } from "@azure/communication-common";
import { SessionHandler, type SendbirdChatWith } from "@sendbird/chat";
import type { GroupChannelModule } from "@sendbird/chat/groupChannel";
import { createClient as createSupabase } from "@supabase/supabase-js";
import { Realtime } from "ably";
import axios from "axios";
import { Centrifuge } from "centrifuge";
import { createClient as createGraphql } from "graphql-ws";
import ky from "ky";
import { TokenSource } from "livekit-client";
import { io } from "socket.io-client";
import { StreamChat } from "stream-chat";
import { authorizedFetch } from "../../src/adapters/fetch.ts";
import { livekitTokenSource } from "../../src/adapters/livekit.ts";
import type { TokenManager } from "../../src/manager.ts";

declare const tokens: TokenManager;
declare const apiKey: string;
declare const url: string;
declare const user: { id: string };
declare const sendbird: SendbirdChatWith<[GroupChannelModule]>;

// #region Ably
const ably = new Realtime({
  authCallback: (_, callback) =>
    void tokens.getToken().then(
      (token) => callback(null, token),
      (error: unknown) => callback(String(error), null),
    ),
});
// #endregion

// #region Apollo Client
const link = new HttpLink({ uri: `${url}/graphql`, fetch: authorizedFetch(tokens) });
// #endregion

// #region axios
const api = axios.create({ adapter: "fetch", env: { fetch: authorizedFetch(tokens) } });
// #endregion

// #region Azure Communication Services
const credential = new AzureCommunicationTokenCredential({ tokenRefresher: () => tokens.getToken() });
// #endregion

// #region Centrifuge
const centrifuge = new Centrifuge(url, { getToken: () => tokens.getToken() });
// #endregion

// #region graphql-ws
const graphql = createGraphql({
  url,
  connectionParams: async () => ({ authorization: `Bearer ${await tokens.getToken()}` }),
});
// #endregion

// #region ky
const client = ky.create({ fetch: authorizedFetch(tokens) });
// #endregion

// #region LiveKit
const source = TokenSource.literal(livekitTokenSource(tokens, url));
// #endregion

// #region Sendbird
const handler = new SessionHandler();
handler.onSessionTokenRequired = (resolve, reject) => void tokens.getToken().then(resolve, reject);
sendbird.setSessionHandler(handler);
// #endregion

// #region Socket.IO
const socket = io(url, {
  auth: (answer) =>
    void tokens.getToken().then(
      (token) => answer({ token }),
      () => answer({}),
    ),
});
// #endregion

// #region Stream
const chat = StreamChat.getInstance(apiKey);
await chat.connectUser(user, () => tokens.getToken());
// #endregion

// #region Supabase
const supabase = createSupabase(url, apiKey, { accessToken: () => tokens.getToken() });
// #endregion

export { ably, api, centrifuge, client, credential, graphql, link, socket, source, supabase };

// What looks alike and does not do: the types are not `any`.
const wrong = (): Promise<undefined> => Promise.resolve(undefined);
// @ts-expect-error there may be no token
new AzureCommunicationTokenCredential({ tokenRefresher: wrong });
// @ts-expect-error there may be no token
new Centrifuge(url, { getToken: wrong });
// @ts-expect-error there may be no token
void chat.connectUser(user, wrong);
// @ts-expect-error there may be no token
createSupabase(url, apiKey, { accessToken: wrong });
// @ts-expect-error neither an object nor a function
io(url, { auth: 1 });
// @ts-expect-error a token is not a payload
createGraphql({ url, connectionParams: () => tokens.getToken() });
// @ts-expect-error the callback gets two values
new Realtime({ authCallback: (_, callback) => void tokens.getToken().then(callback) });
// @ts-expect-error a token is no Response
new HttpLink({ fetch: () => tokens.getToken() });
// @ts-expect-error a promise is not a token
handler.onSessionTokenRequired = (resolve) => resolve(tokens.getToken());
