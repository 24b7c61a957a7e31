/**
 * Errors whose words say what happened, whoever wrote them: "jwt expired", "JWTExpired", "auth/id-token-expired".
 *
 * @module
 */
import { inEnglish } from "./abroad.ts";
import type { ErrorView } from "./error-view.ts";
import type { RowMatch } from "./row-index.ts";
import { statusOf } from "./status.ts";
import { extrasOf, keysOf, type Table } from "./table.ts";

/** The patterns see no more, whatever an error is made of. */
const MAX_LENGTH = 1_200;

const CODES =
  "name code errorCode error_code err_code errcode codeName error type error_type status category reason subError claim . __type errorType ErrorCode Code Error exception event";

/** Tokens of other trades: a parser's, a form's, a phone's. */
const STRANGERS =
  /\bunexpected tokens?\b|\bexpect(?:ed|ing) tokens?\b(?! to\b)|\b(?:csrf|xsrf|captcha|resume|forgery|authenticity|reset|password|push|device|registration|invit\w+|cancel|cancellation|payment|method|card|cart|checkout|verification|confirmation|change|follower|map|wildcard|illegal|unrecognized|page|pagination|starting|next|delta|skip|continuation|sync|design|max|total|output|input|prompt|completion|lock|cursor|string|end|character|other|supported|coupon|bonus|hardware|mime|liquid|etag|stop|theme|http|lexer|json|reservation|parking|tracking|unsubscribe|raffle|arcade|lottery|loyalty|gift|voucher|donation|referral|promo|laundry|transit|boarding|template|style|format|chunk|staking|governance|nft) tokens?\b|\b(?:bus|train|parking|concert|event|support|raffle|lottery|loyalty|matchmaking|boarding|cinema|movie|flight|museum|metro|tram|ferry|ski|day|season|prize|helpdesk|jira) tickets?\b|\btokens? (?:revoked successfully|parameter|ids?|with \w+ type|symbol|decimals|amount|in json|address|at position|limit|count|pair|account|contract|transfer|allowance|balance|indices)\b|\btokens (?:per|allowed|used)\b|\b(?:number|amount) of tokens\b|\b\d+ tokens\b|\b(?:meeting|room|webinar) passcode|\b(?:cart|basket|pairing|consent|gym|yoga|photo|coaching|tutoring|gaming|tasting|checkout|payment|shopping|booking|upload|game|call|media|meeting|chat|editing|debug\w*|inspector|webdriver|selenium|browser|driver|mongo(?: expired)?|database|db|transaction|ssh|tls|ssl|ftp|smtp|audio|xr|edit|import|training|exam|class|course|workout|parking|charging|streaming|lecture|therapy|trading|voting|quiz|test|study|live|inference|stripe|terminal|shell|merchant|hsm) sessions?\b|\bstripe tokens?\b/g;

/** What programs, their builders and databases say of names: variables, modules, fields and tables may be called anything. */
const NAMES =
  /\bCodingKeys\b|\b(?:translation keys?|missing translations?|missingKey|locale:? (?:messages|["'`]?\w\w))\b|\b(?:cannot|can.?t) (?:read|set|destructure|access|convert|assign|invoke|apply|find (?:module|package|name|the|columns?|tables?))\b|cannot \w+ propert|\bis not (?:a function|defined|iterable|a constructor|an object|assignable|exported)\b|\bundefined is not|\bcannot update a component|\btext content did not match|\b(?:of|from) (?:undefined|null)\b|\b(?:failed|can.t|could not|unable) (?:to )?resolve (?:import|entry|module|["'./@])|module not found|does not provide an export|\bexport ["'`]|has no exported member|\[(?:vite|rollup|webpack|esbuild|postcss|babel|plugin)\b|\btransform failed|\bTS\d{4}:|\b(?:module|relation|columns?|table|function|index|constraint|collection|field|property|attribute|method|variable|class|object)(?: named)?(?:(?<!method):)? ["'`][^"'`]+["'`]|["'`]\w+["'`] (?:field|property|attribute|column|key)\b|\bno such (?:table|column|file)|unknown column|syntax error:? (?:at|near|failed)|near ".+": syntax|violates (?!some mandatory).{0,20}constraint|constraint failed|invalid (?:object|column|table|field|index) name|variable ["$]|(?:option|argument) ['"`]--|\bx509\b|certificate (?:has expired|is not yet)|no module named|could not find [\w.]+:|cannot import name|undefined (?:method|variable|local)|has no attribute|field required|missing key\b|find an element|parsing[_ ](?:exception|error)|failed to parse url|\bNG0\d+:|InjectionToken|duplicate (?:key|entry)|foreign key|param is missing|\bWRONGTYPE\b|\blocator\b|\bCypressError\b|rehydrate for|\b(?:ENOENT|EACCES|EEXIST|EADDRINUSE|EISDIR|EPERM|ENOTEMPTY|EMFILE): /i;

/** `model 'token' not found`: in quotes, such a word is a name, or a button's; and code is none of the error's words. */
const QUOTED =
  /(["'`])(?:[\w@$]+[./-])*(?:jwts?|tokens?|sessions?|logins?|(?:log|sign)[ -](?:in|out|up))(?:[./-](?:api|app|service|server|ui|store|manager|worker|page|form|button|[jt]sx?|json))*\1(?!\s*:)|`[^`.(]*[.(][^`]*`/gi;

/** `io.jsonwebtoken.Jwts`, `oauth2.Token`: a name of code, unless it says what happened, as `jwt.ExpiredSignatureError` does. */
const DOTTED = /\b[A-Za-z_$][\w$]*(?:\.[\w$-]+)+/g;
const HAPPENED = /avail|err|exc|expir|valid|den|miss|requ|revo|fail|unauth|kid|not_/i;

/** What leaves no doubt that a text is about signing in: a token alone may be a parser's, a signature a font's. */
const SURE =
  /\b(?:(?:un ?)?auth(?:n|z|entic\w*|ori[sz]\w*)?|oauth\w*|oidc|openid|saml|sso|jw[a-z]{1,2}|bearer|log ?in|sign ?in|(?:signed|logged) in|(?:access|id|refresh|security|session|user|client) tokens?|(?<!specified )(?:token|credential)s? (?:(?:ha[sd]|have|is|are|was|were|already|been|not|yet) )*(?:expired|revoked|rejected|refused|valid)|(?:expired|revoked) (?:token|credential)s?|signature (?:has )?expired|clock is (?:ahead|behind)|check origin|access (?:denied|refused) for user|sdk key|merchant|json response of the form|signed cookie|wrong password|meeting credentials|(?:ahead|behind) (?:of )?the server|expired signature|hmac|your session|access failure for api|api ?keys?|client (?:id|secret)|claims?|dpop|mfa|x amz)\b/;

/** Other trades that have keys, signatures, tokens, sessions and passwords: a text about one of them is about nothing else. */
const TRADES =
  /\b(?:alien|ssl|tls|ssh|(?<!app )cert\w*|pkcs\w*|ocsp|pgp|gpg|openssl|crypto engine|cipher\w*|compress\w*|hash algorithm|digest|commits?|branch|pack|index|trailer|fonts?|archives?|zip|pdf|files?|folder|director(?:y|ies)|disk|syntax|parse error|parser|lexer|grammar|compil\w*|lambda|builtins?|method signature|plural|regex\w*|sql|tables?|columns?|rows?|cursor|schema|replica|transactions?|flush\w*|web ?driver|playwright|page crash|widget|cache|manifest|module|package|dependenc\w*|lockfile|keyword|for each|slots?|lazy initializ\w*|keeper\w*|zookeeper|no such session|templates?|visa|swap|raffle|lottery|images?|bonds?|document|apk|integrity|time zone|locale|translation|lock|encryption|encrypt\w* key|card|payments?|cart|orders?|invoice|refund|shipping|booking|shopping|checkout|wallet|contract|prompt|completion|context length|captcha|bluetooth|usb|printer|mutex|thread|kernel|heap|process|games?|edit\w*|debug\w*|inspector|3 ?ds?|ads|audio|database|training|exam|class|course|trading|vot(?:e|ing)|terminal|shell|driver|decrypt|at (?:character|position|offset|line))\b/;

/** Nor are sessions, keys and passwords beside these words; but the token of a call, or of a meeting, is just what it is called. */
const CALLS =
  /\b(?:(?:call|chat|streaming|live|test|study) sessions?|sessions? (?:was |were )?disconnect\w*|participants?|sharing|media|peer|meeting|idle timeout|on server|browser|render\w*|config|camera|microphone|codec|ice|sdp|rtsp|upload\w*|element|component)\b/;

/** Whose words are about fields, or about what a browser allows. */
const NAMERS =
  /(?:Syntax|Parser?|Lex\w*|Tokeni[sz]\w*)Error$|^(?:ReferenceError|ZodError|ValiError|ValidationError|SchemaError|StructError|CastError|\w*AssertionError|NotAllowedError|NotReadableError|QuotaExceededError|DataCloneError|HierarchyRequestError|InvalidCharacterError|SecurityError|OverconstrainedError|InvalidStateError|InvalidSessionIdError|InvalidAccessError|ConstraintError|ChunkLoadError)$/;

/** Identifiers as words, in lower case: `AccessTokenExpired`, `TOKEN_EXPIRED` and "token expired" read alike. */
export function plainText(text: string): string {
  const english = inEnglish(text);
  const words = (english.includes("://") ? english.replace(/\b\w+:\/\/\S+/g, " ") : english)
    .replaceAll("%20", " ")
    .replace(QUOTED, " ")
    .replace(DOTTED, (name) => (HAPPENED.test(name) ? name : " "))
    .replace(/,\s*"|[.!]\s+/g, "\n")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/[^A-Za-z\d\n]{2,}|[^A-Za-z\d\n ]/g, " ")
    .toLowerCase()
    .replaceAll(" o auth", " oauth")
    .replace(/^o auth/gm, "oauth");
  return /token|session|passcode|ticket/.test(words) ? words.replace(STRANGERS, " alien ") : words;
}

/** The words of a whole error, text by text; a large error is not read to its end. */
function wordsByText(
  views: readonly ErrorView[],
  where: "texts" | "texts and codes",
): NonNullable<ErrorView["reading"]> {
  const [first] = views as [ErrorView];
  if (where !== "texts" && first.reading) return first.reading;
  const texts: string[] = [];
  let length = 0;
  for (const view of views) {
    const text = where === "texts" ? plainText(textsOf(view).slice(0, MAX_LENGTH)) : plainOf(view);
    if ((length += text.length) > MAX_LENGTH && texts.length > 0) break;
    texts.push(text);
  }
  const made = { texts, whole: texts.join("\n\n") };
  if (where !== "texts") first.reading = made;
  return made;
}

/** The first row, in the order of the tables, whose pattern fits the words of the whole error. */
export function findInWords(
  views: readonly ErrorView[],
  tables: readonly Table[],
  where: "texts" | "texts and codes",
): { view: ErrorView; match: RowMatch } | undefined {
  const { texts, whole } = wordsByText(views, where);
  if (whole === "") return undefined;
  for (const table of tables) {
    for (const row of table.rows) {
      const { says, unless } = extrasOf(row);
      if (!says!.test(whole) || unless?.test(whole)) continue;
      // A pattern may fit only several texts together.
      const view = views[texts.findIndex((text) => says!.test(text))] ?? views[0]!;
      const isNamer = ({ name }: ErrorView): boolean => NAMERS.test(name) && !/jwt/i.test(name);
      if (
        ([views[0]!, view].some(isNamer) && !/session token|or password|relying party/.test(whole)) ||
        isOfNames(views[0]!.text)
      )
        return undefined;
      // In a mail only the paragraph counts that fits: the others are about browsers and pages.
      const paragraphs = whole.split("\n\n").filter((words) => says!.test(words));
      if (row[1] !== "retryLater" && (paragraphs.length > 0 ? paragraphs : [whole]).every(isOfAnotherTrade))
        return undefined;
      const [code = statusOf(view)[0]] = view.codes("code errorCode error").values();
      return { view, match: { table, row, key: keysOf(row)[0]!, code: code === "" ? undefined : code } };
    }
  }
  return undefined;
}

/** What jwt-decode says of a token that is none ends with the engine's words about `undefined`. */
const isOfNames = (text: string): boolean => NAMES.test(text) && !/invalid token specified/i.test(text);

const isOfAnotherTrade = (words: string): boolean =>
  !SURE.test(words) &&
  (TRADES.test(words) ||
    (CALLS.test(words) && !/\btokens?\b|join\w* (?:the )?meeting|zoom|meeting number/.test(words)));

/** What is asked for, or was sent, and not who asks: the words of a body are about that. */
const ELSEWHERE = /^(?:40[459]|41[02358]|42[236])$/;
const ELSEWHERE_CODES = "code error error_type extensions.code type status reason";
const ELSEWHERE_CODE =
  /^(?:\w+_)?(?:not_?found|resource_missing|bad_user_input|already_?exists|conflict|validation_(?:error|failed))$/i;

/** Whether a status or a code says that the error is about what was asked for, as a 404 does. */
export function isAboutSomethingElse(views: readonly ErrorView[]): boolean {
  const codes = views.flatMap((view) => [...view.codes(ELSEWHERE_CODES).keys()]);
  if (codes.some((code) => /session|token|auth|jwt/.test(code))) return false;
  return (
    codes.some((code) => ELSEWHERE_CODE.test(code)) || views.some((view) => ELSEWHERE.test(String(statusOf(view)[0])))
  );
}

const SIGNING_IN =
  /\b(?:auth[nz]?|oauth\d?|oidc|saml|openid|(?:un)?(?:authenticat|authori[sz])\w*|tokens?|jwts?|jwks|sso|sessions?|credentials?|(?:log|sign) ?in|(?:logged|signed) in|re ?auth\w*|bearer|api key|secret|redirect ur[il]|callback url|id p|identity provider|dpop|pkce|csrf)\b/;

/** Whether anything says that an error is about signing in, and nothing that it is about something else. */
export function isAboutSigningIn(views: readonly ErrorView[]): boolean {
  const statuses = views.flatMap((view) => statusOf(view).slice(0, 1) as readonly number[]);
  if (statuses.includes(401)) return true;
  if (statuses.some((status) => status > 403 && status !== 498)) return false;
  return views.slice(0, 6).some((view) => SIGNING_IN.test(plainOf(view)));
}

/** Asked for more than one table of words. */
function plainOf(view: ErrorView): string {
  // What Redux calls an action that failed, `session/load/rejected`, is the app's own word.
  const codes = [...view.codes(CODES).values()].filter((code) => !/\/rejected$/.test(String(code)));
  return (view.plain ??= plainText([...codes, view.own].join("\n").slice(0, MAX_LENGTH)));
}

/** Sentences; a single word is a code that came as a text. */
const textsOf = ({ own }: ErrorView): string =>
  own
    .split("\n")
    .filter((line) => line.includes(" "))
    .join("\n");
