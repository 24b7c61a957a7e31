import { TokenManager } from "evertoken";
import { useToken } from "evertoken/react";
import { useEffect, useState } from "react";

/** Use it with a key, `<Room key={id} id={id} />`: another room is another component, and another manager. */
export function Room({ id }: { id: string }) {
  const [tokens] = useState(
    () =>
      new TokenManager({
        fetchToken: ({ signal }) => fetch(`/api/token?room=${encodeURIComponent(id)}`, { method: "POST", signal }),
      }),
  );
  useEffect(() => {
    void tokens.start();
    return () => tokens.stop(); // not dispose(): StrictMode runs effects twice, with one and the same state
  }, [tokens]);
  const token = useToken(tokens);
  return <output data-token>{String(token?.details.name ?? "none")}</output>;
}
