/**
 * What stands beside a code or a word and changes whose it is, or what it means.
 *
 * @module
 */
import type { ErrorView } from "./error-view.ts";
import type { RowMatch } from "./row-index.ts";
import { extrasOf, type Table } from "./table.ts";

const TOKEN_ADDRESS = /\b(?:GET|POST|PUT|PATCH) https?:\/\/\S*\/(?:token|refresh|refresh[-_]token)(?:\?\S*)? 4\d\d\b/;

/** A console's line about the request for a token itself: its status is that of a token endpoint. */
export const asksForToken = ({ text }: ErrorView): boolean => TOKEN_ADDRESS.test(text);

const EXPIRED =
  /^(?!.*\b(?:or|no means)\b).*\b(?:(?:token|jwt|signature) (?:is |has |was )?expired\b|expired token|iat (?:is )?in the future|refresh_token is invalid)/im;

/** A code for several causes, beside words that name one which a new token cures. */
export const isOverruled = ({ row }: RowMatch, { text }: ErrorView): boolean =>
  row[1] === "fixConfig" && !extrasOf(row).says && EXPIRED.test(text);

/** Of these an app's own server mints the tokens. */
const MINTED = /^(?:acs|agora|twilio|livekit|sendbird|ably|centrifuge|pusher|opentok|zoom|chime|pubnub|stream|daily)/;

/** Whether a token is of these: what it lacks, a developer must give it. */
export const areMinted = (named: readonly Table[]): boolean => named.some(({ id }) => MINTED.test(id));

/** Names that are words of every other trade. */
const WORDS = /^(?:stream|daily|words|http|network|aws|slack|google|firebase|grpc|mqtt|websocket|oauth|oidc)/;

/** Whether the vendor's name stands before a code: `Agora RTC error 109`. */
export const isNamed = ({ id }: Table, { own }: ErrorView): boolean =>
  !WORDS.test(id) && new RegExp(`\\b${id.split("-")[0]!}(?:[ -]?\\w+){0,3} ?(?:error|code|on_?error)`, "i").test(own);
