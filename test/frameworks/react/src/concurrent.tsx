/** Forty readers that each take 5 ms to render, in a transition that React interrupts; the token is replaced meanwhile. */
import { useToken, useTokenState } from "evertoken/react";
import { Component, type ReactNode, startTransition, useEffect, useReducer, useState } from "react";
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

class Boundary extends Component<{ children: ReactNode }> {
  state = { message: "" };
  static getDerivedStateFromError = ({ message }: Error) => ({ message });
  render() {
    return this.state.message ? <output data-caught>{this.state.message}</output> : this.props.children;
  }
}

/** Throws once there is a token. One function for all renderings: React reads again with what it has. */
function pick({ freshness }: { freshness: string }) {
  if (freshness === "fresh") throw new Error("no freshness that I know");
  return freshness;
}

function Picky() {
  return <output data-picky>{useTokenState(tokens, pick)}</output>;
}

function App() {
  const [isPicky, setPicky] = useState(false);
  const [Shown, setShown] = useState<(() => React.JSX.Element) | undefined>();
  const show = (Component: () => React.JSX.Element) => startTransition(() => setShown(() => Component));
  return (
    <>
      <button onClick={() => show(Reader)}>Readers</button>
      <button onClick={() => show(NaiveReader)}>Naive readers</button>
      <button onClick={() => setPicky(true)}>Picky</button>
      <Boundary>{isPicky && <Picky />}</Boundary>
      {Shown && Array.from({ length: 40 }, (_, at) => <Shown key={at} />)}
    </>
  );
}

Object.assign(globalThis, { tokens });
createRoot(document.getElementById("app")!).render(<App />);
