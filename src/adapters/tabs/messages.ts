/**
 * What tabs say to each other, and which of two sayings is the later one.
 *
 * @module
 */
import type { SharedToken } from "../../tab-port.ts";

/**
 * Orders what was said without any clock: tabs may be frozen for hours, and their clocks may differ. Signing out
 * begins a new era, and nothing that was fetched before counts any more, however late it arrives.
 */
export interface Version {
  readonly era: number;
  /** 0: nobody has said it; the tab only has it. */
  readonly count: number;
  /** The tab that said it: two that spoke at once are ordered somehow, and the same everywhere. */
  readonly by: string;
}

/** How many questions of each tab were heard, by the tab's name. */
export type Heard = Readonly<Record<string, number>>;

/** "What do you have?" Everybody answers, also those who have nothing: so the asker knows that it has heard everything. */
export interface Question {
  readonly type: "question";
  readonly from: string;
  readonly number: number;
  /** What the asker knows already, so that no token is sent twice; nothing where it has no token. */
  readonly knows: Version | undefined;
  /** Whose session it is. */
  readonly owner?: string | undefined;
}

/** The latest that a tab knows: said to all, or as the answer to a question. */
export interface Saying {
  readonly type: "statement";
  readonly from: string;
  readonly version: Version;
  readonly owner: string | undefined;
  readonly what: "token" | "cleared" | "nothing";
  readonly token: SharedToken | undefined;
  /** The questions heard before the request for `token` began. */
  readonly heard: Heard;
  /** By the sender's wall clock, epoch ms. */
  readonly sentAt: number;
  readonly answers: { readonly to: string; readonly number: number } | undefined;
}

/** "I am gone": nobody needs to wait for this tab's answers. */
export interface Farewell {
  readonly type: "farewell";
  readonly from: string;
}

export type Message = Question | Saying | Farewell;

/** Grows with every change of what is said: tabs of another release of the app are not understood, and not harmed. */
const FORMAT = 1;

export const wrap = (message: Message): unknown => ({ evertoken: FORMAT, ...message });

/** A statement that lacks only its sender and the time: a token, or a sign-out, unless `more` says otherwise. */
export const statementOf = (
  { version, owner, heard, token }: Pick<Saying, "version" | "owner" | "heard" | "token">,
  more?: Partial<Pick<Saying, "what" | "answers">>,
): Omit<Saying, "from" | "sentAt"> => ({
  type: "statement",
  version,
  owner,
  what: token ? "token" : "cleared",
  token,
  heard,
  answers: undefined,
  ...more,
});

/** Negative, 0 or positive, as `a` is earlier than `b`, the same, or later. */
export const compare = (a: Version, b: Version): number =>
  a.era - b.era || a.count - b.count || (a.count === 0 || a.by === b.by ? 0 : a.by < b.by ? -1 : 1);

/** What tabs may read differently in the dates of one token. */
const ALIKE_MS = 1_000;

/** Whether neither token is the better one, as a manager judges: by the issue, and by the end where that is unknown. */
export function isAlike(one: SharedToken, other: SharedToken): boolean {
  const issueMs = one.issuedAt! - other.issuedAt!;
  return issueMs === 0 || !(issueMs || Math.abs(one.expiresAt! - other.expiresAt!) > ALIKE_MS);
}

/** The message, or nothing where anybody else has sent something under our name. */
export function readMessage(data: unknown): Message | undefined {
  const it = Object(data) as Partial<Record<keyof Saying | keyof Question | "evertoken", unknown>>;
  if (it.evertoken !== FORMAT || typeof it.from !== "string") return undefined;
  switch (it.type) {
    case "farewell":
      return { type: it.type, from: it.from };
    case "question":
      return isCount(it.number) && (it.knows === undefined || isVersion(it.knows)) ? (data as Question) : undefined;
    case "statement":
      return isVersion(it.version) &&
        isTime(it.sentAt) &&
        (it.token === undefined ? it.what === "cleared" || it.what === "nothing" : isToken(it.token)) &&
        typeof it.heard === "object" &&
        it.heard
        ? (data as Saying)
        : undefined;
    default:
      return undefined;
  }
}

/** As far as a `Date` goes. */
const isTime = (value: unknown): value is number => typeof value === "number" && Math.abs(value) <= 8.64e15;

/** More than is ever said: after the largest number of all, no later one could be. */
const MAX_COUNT = 2 ** 40;
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Math.abs(value as number) < MAX_COUNT;

function isVersion(value: unknown): value is Version {
  const { era, count, by } = Object(value) as Partial<Version>;
  return isCount(era) && isCount(count) && typeof by === "string";
}

const DATES = ["expiresAt", "issuedAt", "receivedAt", "refreshAt"] as const;

function isToken(value: unknown): value is SharedToken {
  const token = Object(value) as Partial<SharedToken>;
  return (
    typeof token.value === "string" &&
    token.value !== "" &&
    typeof (token.details ?? {}) === "object" &&
    DATES.every((name) => token[name] === undefined || isTime(token[name]))
  );
}

/**
 * The token by our own clock. A sender whose clock is ahead of ours would make it live longer than it does; a message
 * that was long on its way, to a frozen tab, looks like a sender whose clock is behind, and is left alone.
 */
export function byOurClock(token: SharedToken, sentAt: number, now: number): SharedToken {
  const shiftMs = Math.min(0, now - sentAt);
  if (shiftMs === 0) return token;
  const { expiresAt, receivedAt, refreshAt } = token;
  return {
    ...token,
    ...(expiresAt !== undefined && { expiresAt: expiresAt + shiftMs }),
    ...(receivedAt !== undefined && { receivedAt: receivedAt + shiftMs }),
    ...(refreshAt !== undefined && { refreshAt: refreshAt + shiftMs }),
  };
}
