import { useToken, useTokenState } from "evertoken/solid";
import { createSignal, Show } from "solid-js";
import { tokens } from "./tokens";

function Account() {
  const token = useToken(tokens);
  return <output data-token>{String(token()?.details.name ?? "none")}</output>;
}

function Status() {
  const state = useTokenState(tokens);
  return (
    <p>
      <output data-phase>{state().phase}</output>
      <Show when={state().error?.action === "signIn"}>
        <button onClick={() => void tokens.start()}>Sign in again</button>
      </Show>
    </p>
  );
}

export function App() {
  const [isOpen, setIsOpen] = createSignal(true);
  return (
    <>
      <h1>Account</h1>
      <Account />
      <Status />
      <button onClick={() => setIsOpen(!isOpen())}>Details</button>
      <Show when={isOpen()}>
        <Account />
      </Show>
    </>
  );
}
