/** Forty readers that each take 5 ms to render, in a transition that React interrupts; the token is replaced meanwhile. */
import { useToken } from "evertoken/react";
import { startTransition, useEffect, useReducer, useState } from "react";
import { createRoot } from "react-dom/client";
import { tokens } from "./tokens";

const nameNow = () => String(tokens.peek()?.details.name ?? "none");

function takeTime() {
  for (const end = performance.now() + 5; performance.now() < end;);
}

function Reader() {
  const token = useToken(tokens);
  takeTime();
  return <output data-token>{String(token?.details.name ?? "none")}</output>;
}

/** What a hand-written hook does: it shows that the page can tear. */
function NaiveReader() {
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => tokens.subscribe(render), []);
  takeTime();
  return <output data-naive>{nameNow()}</output>;
}

function App() {
  const [Shown, setShown] = useState<(() => React.JSX.Element) | undefined>();
  const show = (Component: () => React.JSX.Element) => startTransition(() => setShown(() => Component));
  return (
    <>
      <button onClick={() => show(Reader)}>Readers</button>
      <button onClick={() => show(NaiveReader)}>Naive readers</button>
      {Shown && Array.from({ length: 40 }, (_, at) => <Shown key={at} />)}
    </>
  );
}

Object.assign(globalThis, { tokens });
createRoot(document.getElementById("app")!).render(<App />);
