/** The app around the components of the guide, as React shows it in development: everything twice. */
import { ChatComposite, useAzureCommunicationChatAdapter } from "@azure/communication-react";
import { acsCredential } from "evertoken/acs";
import { StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { Call, keepStateful } from "./call";
import { Chat } from "./chat";
import { endpoint, tokens, userId } from "./tokens";

declare global {
  interface Window {
    mount(name: keyof typeof SHOWN): void;
    unmount(): void;
    startStateful(): void;
    stateful?: Awaited<ReturnType<typeof keepStateful>>;
  }
}

const credential = acsCredential(tokens);
const locator = { groupId: "11111111-1111-4111-8111-111111111111" };
const thread = { threadId: "19:daily@thread.v2", displayName: "Ann" };

/** What the guide warns of. */
function ChatByHook() {
  const adapter = useAzureCommunicationChatAdapter({ endpoint, userId, credential, ...thread });
  return adapter ? <ChatComposite adapter={adapter} /> : <p>joining</p>;
}

const SHOWN = {
  Call: <Call locator={locator} displayName="Ann" />,
  Chat: <Chat {...thread} />,
  ChatByHook: <ChatByHook />,
};

let root: Root;
window.notes = [];
window.mount = (name) => {
  root = createRoot(document.querySelector("main")!);
  root.render(<StrictMode>{SHOWN[name]}</StrictMode>);
};
window.unmount = () => root.unmount();
window.startStateful = () => void keepStateful().then((made) => (window.stateful = made));
