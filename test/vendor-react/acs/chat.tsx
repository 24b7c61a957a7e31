// #region @azure/communication-react: Chat
import {
  type ChatAdapter,
  ChatComposite,
  createAzureCommunicationChatAdapterFromClient,
  createStatefulChatClient,
} from "@azure/communication-react";
import { acsCredential } from "evertoken/acs";
import { useEffect, useState } from "react";
import { endpoint, report, tokens, userId } from "./tokens";

const credential = acsCredential(tokens, { onProblem: (error) => report(error.remedy) });

/** The client is made here, because nobody else would stop its realtime notifications. */
export function Chat({ threadId, displayName }: { threadId: string; displayName: string }) {
  const [adapter, setAdapter] = useState<ChatAdapter>();
  useEffect(() => {
    const client = createStatefulChatClient({ userId, displayName, endpoint, credential });
    const started = client.startRealtimeNotifications();
    started
      .then(() => createAzureCommunicationChatAdapterFromClient(client, client.getChatThreadClient(threadId)))
      .then(setAdapter, (error: unknown) => report(String(error)));
    return () => {
      setAdapter(undefined);
      void started.then(() => client.stopRealtimeNotifications()).catch(() => undefined); // it has not started
    };
  }, [threadId, displayName]);
  return adapter ? <ChatComposite adapter={adapter} /> : <p>joining</p>;
}
// #endregion
