/**
 * Tables and errors that are made for one rule.
 *
 * @module
 */
import { ErrorView } from "../../../src/diagnose/error/error-view.ts";
import type { Finder } from "../../../src/diagnose/error/find-row.ts";
import type { Row, Table } from "../../../src/diagnose/error/table.ts";

export const table = (rows: readonly Row[], more: Partial<Table> = {}): Table => ({
  id: "twilio",
  title: "A vendor",
  source: "its page",
  checked: "2026-11-26",
  rows,
  ...more,
});

/** The cause of the row that is found, with the code that is shown. */
export const by = (find: Finder, error: unknown, of: Table): string | undefined => {
  const match = find(new ErrorView(error), of);
  return match && `${match.row[2]} ${match.code}`;
};

const saying = (says: RegExp, action: Row[1], cause: string, wide = false): Row => [
  "~",
  action,
  cause,
  { says, ...(wide && { wide }) },
];

export const video = table(
  [
    ["5", "refresh", "video five", "VIDEO_FIVE|five of video"],
    ["6 expired_token", "refresh", "video six", { wide: true }],
    ["54321", "refresh", "video long"],
    ["401/77777", "rejoin", "video pair"],
  ],
  { id: "twilio-video", title: "Vendor", is: (view) => view.name === "VideoError", unrelated: "404" },
);
export const voice = table(
  [
    ["5", "fixConfig", "voice five"],
    ["54321", "refresh", "voice long"],
  ],
  { id: "twilio-voice", title: "Vendor" },
);
export const all = table([["54321", "fixConfig", "vendor long"]], { id: "twilio", title: "Vendor" });
export const other = table(
  [
    ["5", "refresh", "other five", "OTHER_FIVE"],
    ["12345", "signIn", "other long: ticket"],
  ],
  { id: "ably", title: "Other" },
);
const odd = table([["ODD_WORD", "none", "odd"]], { id: "zoom", needsShape: true });
const oauth = table(
  [
    ["invalid_grant", "signIn", "dead grant"],
    ["temporarily_down", "retryLater", "down"],
  ],
  {
    id: "oauth",
    rank: "standard",
  },
);
const elsewhere = table(
  [
    ["busy_elsewhere", "retryLater", "down elsewhere"],
    ["no_member", "signIn>fixConfig", "no member"],
    ["no_guest", "refresh>signIn", "no guest"],
  ],
  { id: "oidc", rank: "standard", unrelated: "known_elsewhere" },
);
const words = table(
  [
    saying(/token expired|expired token/, "refresh", "says expired"),
    saying(/no session/, "signIn", "says session", true),
  ],
  {
    id: "words",
    rank: "words",
  },
);
const late = table([saying(/forbidden/, "none", "says forbidden"), saying(/sorry/, "refresh", "says sorry")], {
  id: "late-words",
  rank: "late words",
});
const loose = table([saying(/locked/, "signIn", "says locked"), saying(/timeout/, "retryLater", "says timeout")], {
  id: "auth-words",
  rank: "auth words",
});
const hinted = table([saying(/internal/, "retryLater", "says internal")], { id: "hinted-words", rank: "hinted words" });
const network = table([["NetworkError", "retryLater", "no network"]], {
  id: "network",
  rank: "last resort",
  at: "name",
});
const http = table(
  [
    ["401", "refresh", "status 401"],
    ["404", "none", "status 404"],
    ["302 400", "none", "status 400"],
  ],
  {
    id: "http",
    rank: "last resort",
    at: "",
    codesIn: (view) => [view.field("status") as number | undefined],
  },
);
const endpoint: Table = {
  ...http,
  id: "http-token-endpoint",
  endpoint: "token",
  rows: [["404", "fixConfig", "no endpoint"]],
};
/** A small catalog, with one table of each kind. */
export const TABLES: readonly Table[] = [
  ...[video, voice, all, other, odd, oauth, elsewhere, words, loose, hinted, late],
  ...[endpoint, network, http],
];
