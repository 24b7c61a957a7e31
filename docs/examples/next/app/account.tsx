"use client";

import { explain } from "evertoken";
import { useToken, useTokenState } from "evertoken/react";
import { tokens } from "./tokens";

export function Account() {
  const token = useToken(tokens);
  const state = useTokenState(tokens);
  return (
    <p>
      {token ? `Token of ${new Date(token.receivedAt).toLocaleTimeString()}.` : "No token."} {explain(state)}
    </p>
  );
}
