// #region @azure/communication-react
import {
  type CallAdapterLocator,
  CallComposite,
  createStatefulCallClient,
  useAzureCommunicationCallAdapter,
} from "@azure/communication-react";
import { acsCredential, keepCallAgent } from "evertoken/acs";
import { report, tokens, userId } from "./tokens";

/** Outside of React, like the manager: a component comes and goes. */
const credential = acsCredential(tokens, { onProblem: (error) => report(error.remedy) });

/** A composite makes its own agent: it takes the credential. */
export function Call({ locator, displayName }: { locator: CallAdapterLocator; displayName: string }) {
  const adapter = useAzureCommunicationCallAdapter({ userId, displayName, credential, locator });
  return adapter ? <CallComposite adapter={adapter} /> : <p>joining</p>;
}

/** With the stateful client you make the agent, so that a lost one can be replaced. */
export async function keepStateful() {
  const client = createStatefulCallClient({ userId });
  const kept = await keepCallAgent(client, tokens, { onProblem: (error) => report(error.remedy) });
  return { client, kept };
}
// #endregion
