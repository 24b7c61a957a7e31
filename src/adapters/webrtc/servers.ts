/**
 * ICE servers of a credential: its value and what came beside it.
 *
 * @module
 */
import type { Token } from "../../token.ts";
import type { IceServerLike } from "./like.ts";

/** What TURN services answer beside the credential. */
interface TurnDetails {
  readonly urls?: string | readonly string[];
  readonly uris?: readonly string[];
  readonly username?: string;
  readonly iceServers?: readonly IceServerLike[] | IceServerLike;
  readonly ice_servers?: readonly IceServerLike[];
}

/**
 * Reads what TURN services answer: `{ username, credential, urls }`, `{ username, password, uris }`
 * (draft-uberti-behave-turn-rest-00, coturn), or a list of servers beside it (Twilio's `ice_servers`, `iceServers`).
 */
export function iceServersOf(token: Token): IceServerLike[] {
  const { urls, uris, username, iceServers, ice_servers } = token.details as TurnDetails;
  const list = iceServers ?? ice_servers;
  // Copies: what a token holds is frozen.
  if (list) return [list].flat().map(({ urls: of, ...server }) => ({ ...server, urls: [of].flat() }));
  return [
    {
      urls: [urls ?? uris ?? []].flat<readonly (string | readonly string[])[]>(),
      ...(username !== undefined && { username }),
      credential: token.value,
    },
  ];
}

/** Whether the connection goes over a relay just now: its pair that is in use begins at one. */
export function isRelayed(reports: { forEach(callback: (report: object) => void): void }): boolean {
  const kinds = new Map<unknown, unknown>();
  const used: unknown[] = [];
  reports.forEach((report) => {
    const { type, id, candidateType, nominated, state, localCandidateId } = report as Record<string, unknown>;
    if (type === "local-candidate") kinds.set(id, candidateType);
    if (type === "candidate-pair" && nominated && state === "succeeded") used.push(localCandidateId);
  });
  return used.some((id) => kinds.get(id) === "relay");
}
