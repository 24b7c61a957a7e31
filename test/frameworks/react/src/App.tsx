import { useToken, useTokenState } from "evertoken/react";
import { useState } from "react";
import { tokens } from "./tokens";

export function Account() {
  const token = useToken(tokens);
  return <output data-token>{String(token?.details.name ?? "none")}</output>;
}

export function Status() {
  const { phase } = useTokenState(tokens);
  const needsSignIn = useTokenState(tokens, (state) => state.error?.action === "signIn");
  return (
    <p>
      <output data-phase>{phase}</output>
      {needsSignIn && <button onClick={() => void tokens.start()}>Sign in again</button>}
    </p>
  );
}

export function App() {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <>
      <h1>Account</h1>
      <Account />
      <Status />
      <button onClick={() => setIsOpen(!isOpen)}>Details</button>
      {isOpen && <Account />}
    </>
  );
}
