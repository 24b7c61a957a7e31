/**
 * Plain words, as libraries and back ends write them: they are asked where no vendor's row fits.
 *
 * The patterns see identifiers as words: `JWTExpired` and `TOKEN_EXPIRED` read "jwt expired" and "token expired".
 * The order is from the particular to the general.
 *
 * @module
 */
import type { Table } from "../error/table.ts";

const checked = "2026-11-25";
const sources = "jsonwebtoken, jose, PyJWT, java-jwt, golang-jwt and others";

const TOKEN =
  "(?:tokens?|jwts?|tickets?|credentials?|assertion|bearer|dynamic key|sas|user ?sig|creds|ephemeral key|client secret|access key|passcode|auth cookie|signed (?:\\w+ )?url)";

/** What signing in is about, loosely. */
const LOGIN = "\\b(?:auth\\w*|oauth\\d?|tokens?|jwts?|session|credentials?|login|sign ?in|bearer|cookie|key)\\b";

/** In whatever words a life is said to be over; after the subject. */
const OVER =
  "(?:expired|did expire|is stale|(?:has |is |was |were |have |been |it s |already )+(?:lapsed|outdated|overdue|elapsed|ended|outlived|obsolete|over|up)\\b(?! and running| (?:\\w+ ){0,2}(?:limit|size|quota|max\\w*)\\b| \\d)|outlived its|(?:reached|at) (?:the |its )?end of (?:its )?life|lapsed|past (?:its|the|their) (?:exp|life|ttl|date|valid|use by)\\w*|too (?:late|old)|(?:ran|runs?) out|out of date|no longer (?:valid|active|usable|accepted|good|alive|works?|fresh|current|(?:inside|within) its)|\\w*n t current\\b|\\bis dead\\b|gone off|older than (?:\\d|allowed)|validity (?:window )?(?:has )?closed|life ?time (?:has )?(?:elapsed|passed)|(?:valid|work)(?: \\w+)? any ?(?:more|longer)|stopped (?:working|being valid)|aged out|exceeded (?:its|the|max\\w*) (?:life|age)\\w*|keeps? expiring)";

/** A session that is no login, as that of a call is; or whose token has expired, which a new one cures. */
const NO_LOGIN =
  /\bice |negotiat|protocol|session (?:id unknown|storage)|^(?![^]*(?:in again|please (?!provide)|user (?:must|needs)|sso login))[^]*(?:session expired or invalid|\b(?:tokens?|jwt|bearer|key)(?: of (?:\w+ ){1,3})? ?(?:has |have |is |was |had )?expired|\bexpired (?:\w+ )?(?:tokens?|jwt)(?! no longer))|token expired or/;

/** What went wrong with a token. */
export const words: Table = {
  id: "words",
  title: "Plain words",
  source: sources,
  checked,
  rank: "words",
  rows: [
    [
      "~",
      "none",
      "The quota of the account is used up: this is about a bill, not about a token.",
      "quota exceeded",
      {
        says: /insufficient (?:quota|funds|credits?)|(?<!\b(?:got|read|write|scope|manage) )billing(?! charge)|change plan|credits? (?:limit )?(?:exceeded|exhausted|used up|remaining)/,
        remedy: "Check plan and billing of the account.",
      },
    ],
    [
      "~",
      "renew",
      "The token is about to expire.",
      "about to expire",
      {
        says: new RegExp(
          `(?:${TOKEN}|session|privilege|permission key)\\b.{0,30}\\b(?:(?:will|to|near\\w*|before it) expir|before it runs out|expiring|ends? (?:soon|shortly)|expires? (?:soon|shortly|in (?:less|under|a |\\d\\d? ?(?:s|min)))|expiry is (?:near|approach))|^token expires(?: info)?$|\\bauth expiring\\b`,
          "m",
        ),
        unless: /\bexpired\b|(?<!will )fail|error from|could not|can ?not|unable|keeps|after \d|refresh token|alien/,
      },
    ],
    [
      "~",
      "fixClock",
      "The token is not valid yet, or the clocks disagree.",
      "not valid yet",
      {
        says: /not (?:yet )?(?:valid|active) yet|not yet (?:valid|active)|not valid before|jwt not active|not acceptable by nbf|not before (?:error|claim|check|date)|claim error in the id token\W+current time|signature not yet current|stale request|jwt used before|difference between the request time|too far away from the current time|\bnbf\b.{0,60}(?:fail|future|not|check|invalid|reached|ahead)|\biat\b.{0,60}(?:fail|future|ahead|invalid|error)|(?:used|issued) (?:too early|before issued|in the future)|used before (?:issued|iat|nbf|it ?(?:s|is) valid)|issued at claim|cannot handle token (?:with \w+ )?prior|immature sig|must not be accepted before|not to be used before|can(?:not| t) be used (?:before|(?:just )?yet|at this time)|will be active at|now earlier than|issued (?:at )?(?:in the )?future|(?<!allowed |for )clock ?skew|time (?:too )?skewed|invalid issue time|(?:invalid|illegal) request time|request time is (?:invalid|illegal)|bad request timestamp|time ?stamp is invalid|\b(?:clocks?|time ?stamp|(?:system|device|server|and) time)\b.{0,40}\b(?:differ\w*|disagree|wrong|ahead|behind|incorrect|drift\w*|skewed|expired|not (?:in sync|synchroni[sz]ed|current|within)|too (?:old|new|far)|out ?(?:of|side)|in the (?:future|past))|date header too old|(?:stale|old|outdated|future) timestamp|invalid (?:\w+ ){0,4}(?:iat|nbf)\b|(?<!the |[a-z]+ (?<!(?:error|exc|exception|expired) ))request (?:has )?expired|\bjwt early by|claim validation failed[^]{0,60}\n(?:nbf|iat)\b|issued at time is after|\bpremature (?:jwt|token)|(?:jwt|token) (?:is |was )?from the future|\b(?:nbf|iat)\b.{0,30}\b(?:later than|out of bounds)|(?:becomes|become) valid (?:in|at)|not usable (?:until|yet)|not before constraint|date and time settings|(?:not|n t) (?:be )?(?:valid|usable|used|active) (?:until|before|till) (?:\w+ )?\d|not ?before not reached|\bnbf(?: \d+)? now\b|n t come yet|start date is later|\b(?:sync\w*|is) ntp\b|\btime (?:has )?drifted|time on (?:this|your|the) (?:device|phone|computer) is|(?:check|set|correct|verify) (?:the |your )?(?:\w+ ){0,2}(?:date and time|clock)|clock\b.{0,20}\boff by|clock of (?:your|the|this) (?:\w+ )?(?:is )?(?:off|wrong)|(?:check|sync\w*|adjust) (?:your |the )?(?:\w+ )?(?:clock|timestamp)|(?:system|device|server)(?: s)? (?:clock|time)\b/,
        unless:
          /\b(?:audio|webhook|alien|visa|boarding|passport|coupon|voucher|offer|discount|prescription)\b|expired or (?:is )?not yet|too far in the past|jwt expired|\btoken is expired\s+expiration time|(?<!authn )access denied/,
      },
    ],
    [
      "~",
      "fixConfig",
      "The token was made for a longer life than the service accepts.",
      "lifetime too long",
      {
        says: /too far (?:in (?:the )?future|ahead)|\b(?:life ?time|exp(?:iry|iration)?|ttl)\b.{0,30}(?:exceeds?\b|too long|greater than)/,
        remedy: "Mint tokens with a shorter lifetime; check that it is given in the unit that the builder wants.",
      },
    ],
    [
      "~",
      "signIn",
      "The refresh token is dead: expired, revoked, used twice, or not there.",
      "refresh token refused",
      {
        says: new RegExp(
          `refresh (?:tokens?|grants?)\\b.{0,30}\\b(?:\\w*n t valid|been used|${OVER})|${/type refresh token error\b|refresh tokens?\b.{0,50}\b(?:expired|revoked|invalid(?:ated)?|not found|missing|already used|reuse|reused|inactive|unknown|no longer|not valid|not set|does not exist|not exist|blacklist|malformed|required|not present|not recogni[sz]ed|not accepted|could not be (?:found|validated|verified)|(?:fail\w* |un)validat\w*|validation failed|rejected|bad|claimed|redeemed|consumed|rotated|gone|dead|died|lapsed|stale|outdated)\b(?! as)|\btokens?\b.{0,40}(?:can|could) no longer be refreshed|\b(?:invalid|expired|revoked|missing|no|unknown|inactive|stale|bad|reused) refresh token\b|invalid grant exc|(?:not|n t) (?:have an?|possible to) refresh|refresh token when none|\btoken\b.{0,40}\bit (?:cannot|can not|can t) be refreshed|\brefresh token is not active|\brefresh: token is not active/.source}`,
        ),
        remedy:
          "Another tab may have used the refresh token: read the stored one again; if it has not changed, let the user sign in again.",
      },
    ],
    [
      "~",
      "retryLater",
      "A token could not be fetched: the server that issues it, or the way to it, has a problem.",
      "refresh unavailable",
      {
        says: /(?:refresh\w*|renew\w*|(?:get|fetch|obtain)\w* (?:\w+ )?tokens?|token (?:endpoint|server|service))\b[^]{0,70}\b(?:5\d\d|5xx|(?:internal server|server|upstream|database) error|bad gateway|too many|rate ?limit\w*|no internet|dns|unknown ?host\w*|connection (?:reset|refused|lost)|time(?:d ?| ?)out|(?:un|not )reachable|(?:is|backend) down|restarting|overloaded|service unavailable|network|econn\w+|failed to fetch$)\b/m,
        unless: /\b40[013]\b|invalid grant|mismatch|\bexpired refresh token/,
      },
    ],
    [
      "~",
      "signIn",
      "The user's session is over, or there is none.",
      "session over",
      {
        says: /\bguests? missing scope|\binvalid session tokens?\b|\bm unknown token\b|supply an active session|\bsession\b(?! tokens?| keys?| auth| ids? (?:is )?required| start\w*| clean\w*| creat\w*)(?! description| (?:name|title|date|topic|data)\b).{0,40}\b(?:expired|has ended|is over(?! the| \d)|revoked|terminated|invalidated|timed out|timeout|no longer|not active|not fresh|inactive|required|lapsed|too old)\b|\b(?:login|sign ?in) (?:has |is |was )*(?:lapsed|too old|stale|outdated)\b|\bsign ?in has expired|\bkinit\b|remember me token|session refresh required|\b(?:expired|inactive) session\b|\bsession lost\b|\bsessions? (?:\w+ ){0,3}(?:ended|killed|closed|terminated) (?:by|after|because)\b|\bsession (?:is )?over$|\bsign back in\b|re ?enter your (?:password|credentials)|\bidle log ?out|confirm your identity|removed from (?:the|your) account|password (?:has |was |been )*changed since|\baccount\b.{0,30}\bno longer exists|\b(?:login|sign ?in) has timed ?out|(?:no|without an?) (?:current|signed in|logged in) user|have you logged in|automatic authentication has been disabled|silently authenticate|deserialize user out|(?:sign ?in|login|authentication) was not completed|authorization request state|\bstate (?:parameter |value )?is (?:not for this|already expired)|since (?:the )?last authentication|auth state verification|(?:not|n t) (?:be )?(?:currently )?(?:logged|signed) in\b|(?:please|must|need to|have to|(?<!(?:name|word|mail|code|response) is )required to) (?:re ?|sign ?up or )?(?:log|sign) ?in\b|\b(?:log|sign) ?in (?:again|(?:is )?required)\b|\bflow\b.{0,20}\bexpired|re ?authenticat\w+ (?:is )?(?:required|needed)|(?:please|must|needs? to|have to) (?:re ?)?auth(?:enticate|ori[sz]e)?\b|(?:been|was|were|are|is|has|have|user|since|you) (?:\w+ )?(?:logged|signed) (?:out|off)\b|\bsigned out exception|\bauto(?:matic)? ?log ?out\b|(?:logged|signed) in elsewhere|\bsession\b.{0,30}\b(?:replaced|superseded|displaced)\b|ui required exc|user recoverable auth|\bredirecting to (?:the )?(?:login|sign ?in)|interaction (?:is )?required|sso login\b|sso token\b.{0,40}\b(?:does not exist|not found)|logout error|oauth callback error|fresh (?:token|login) required|user (?:is )?not authenticated|\blogs (?:me|us|users?) out|being logged out|(?:signed|logged) in on another device|kicked off ?line|asking (?:me |us |users? )?to (?:log|sign) in|(?:requires?|needs?) (?:\w+ )?to be logged in|(?:logg|sign)ing in again|\b(?:run|running|use|using) (?:npx )?\w+ (?:auth )?login\b|initiating login|re ?connect your \w+ account|user must (?:re ?)?connect (?:the|their) account|logto client error\s+not authenticated|conference authentication required|password (?:has |was |been )+(?:changed|reset)[^]{0,30}\b(?:log|sign) ?in/,
        unless: new RegExp(`regenerate|by (?:the )?host\\b|already a signed in|following scopes|${NO_LOGIN.source}`),
      },
    ],
    [
      "~",
      "signIn",
      "There is no session of this user, or it is not known.",
      "no session",
      {
        wide: true,
        says: /\bsession\b(?! tokens?| keys?| \d).{0,40}\b(?:not found|does not exist)|requires valid \w+ authorization token|tokens? found in storage|\bsession (?:id |cookie |is |was )?missing|\b(?:invalid|no(?! session (?:id|data)\b)|no active|no valid|missing|unknown) session\b|\buser (?:\w+ ){0,3}in (?:jwt|token) (?:does not exist|not found)/,
        unless: new RegExp(`alien +because|session speaker|${NO_LOGIN.source}`),
      },
    ],
    [
      "~",
      "signIn",
      "The token or the consent has been revoked, or the user is locked out.",
      "revoked",
      {
        says: new RegExp(
          `(?:${TOKEN}|grant|consent|access|authorization|sign ?in).{0,30}\\b(?:revoked|(?<!be )withdrawn|superseded)|revoked? (?:\\w+ )?access|revoked.{0,12}${TOKEN}|\\btokens? (?:has been |was |is |on the )?(?:(?:black|deny|block) ?list(?:ed)?|invalidated|logged out|deleted|removed|terminated)|\\b(?:user|account|password|login|membership) (?:has been |has |is |was )?(?:currently |temporarily |permanently )?(?:disabled|blocked|suspended|deactivated|locked|deleted|removed|banned|terminated|taken ?down|expired|inactive|frozen|closed|not (?:active|verified|confirmed|activated)|unverified|unconfirmed)|e ?mail (?:address )?(?:is |has )?not (?:been )?(?:verified|confirmed)|(?:authentication failed|name or) password is incorrect|user ?name (?:(?:or|and) )?password (?:is |are )?not correct|(?:password|credentials)\\b.{0,30}\\bmust be changed|(?:incorrect|invalid|wrong|bad) (?:username password|(?:\\w+ ){1,2}or password|user name|username|password|login credentials|login)\\b(?! (?:string|for|format|length|policy|read|data|or pkcs|hash|id|wrapped|sequence|type|style|url|method|options?)\\b)|login (?:incorrect|denied|refused|unsuccessful)|bad credentials|invalid user credentials|invalid credentials(?! location| file| type| in auth)|credentials sign ?in|(?:\\botp|one time (?:pass(?:word|code)?|code)|passcode|magic link|sign ?in (?:link|code))\\b.{0,80}\\b(?:expired|invalid|used|not found|authenticated)|\\b(?:login|authorization|device) code (?:(?:has|is|was|been|already) )*(?:expired|invalid|used)|^(?:client response error 400 )?failed to authenticate(?: user)? ?$|(?:mfa|2fa|factors?|step ?up)\\b.{0,20}\\b(?:required|needed|missing|necessary|must)|authenticator assurance level|authentication level\\b.{0,30}not satisfied|\\botp (?:is )?required|(?:provide|enter) an? one time pass|response provided by the client does ?n.t match|(?:requires?|needs?) (?:\\w+ )?(?:mfa|2fa|(?:two|multi|second) factor|one time password)|with (?:the |these |those )?(?:given |provided )?credentials(?! option| flag| mode| is not)|credentials (?:do not|don t) match|user has not (?:authori[sz]ed|consented|approved)|(?:need\\w* (?:\\w+ )?|not |re ?)consent|consent (?:required|needed)|(?:invalid|expired|used|bad) (?:sign ?in|magic|log ?in) link|withdrew (?:\\w+ )?consent|(?:not|n t) granted consent|admin approval|conditional access|2 ?fa (?:needed|required)|token (?:theft|reuse)|user could not be authenticated|authn failed|auth key (?:unregistered|invalid|duplicated)`,
          "m",
        ),
        unless:
          /\bwrongpass|server key|invalid api key|api key could not be found|tokens? (?:is|has) expired|authentication expired|\bsasl\b|bad user ?name or password|invalid login \d|grant is invalid expired or revoked$|invalid credentials\s+invalid access token|invalid auth\b|access failure for api|access token\b.{0,30}expired.{0,12}\b(?:or (?:\w+ )?)?revoked(?![^]*in again)|password\b.{0,40}\b(?:policy|long enough|requirements)|cookies? consent|consent\b.{0,20}\bcookies|membership (?:has |is )?expired/,
      },
    ],
    [
      "~",
      "fixConfig",
      "The signature of the token does not fit the key that checks it.",
      "wrong signature",
      {
        says: /\bsign (?:is )?(?:invalid|error|wrong|mismatch|does not match|check fail\w*)|invalid sign\b(?! ?(?:in|up|out|off)\b)|signature.{0,30}\b(?:fail\w*|invalid|mismatch\w*|wrong|incorrect|(?:does|did) ?n.t (?:match|verify)|not (?:match|verify)|not valid|is bad|resulted|denied|rejected)|(?:invalid|bad|wrong|incorrect) (?:\w+ ){0,2}(?:signature|h?mac|seal)\b|seal(?:ed)? (?:\w+ )?(?:components|mismatch)|signature (?:raised|error|verification (?:exception|error|raised))|jwt verif\w+ (?:fails|failed)|(?:could not|failed to) verify (?:\w+ ){0,2}signature|error in cryptographic primitive|(?:no|unknown|could not find|unable to find|failed to find|cannot find|no applicable) (?!such )(?:\w+ ){0,5}(?:keys?|kid|pem|jwk)\b.{0,40}\b(?:found|match\w*|kid|set|envelope)\b|no (?:matching|suitable|applicable) (?:\w+ )?keys?|\bunknown kid\b|\b[ehpr]s\d{3} expected|expected [ehpr]s\d{3}\b|signed with \w+ but\b|\bkid\b.{0,30}\b(?:not|\w+n t|unknown|missing|invalid|mismatch)|(?:signing|signature) key (?:was )?(?:not found|error)|jwt session error|decryption (?:operation )?failed|(?:invalid|unsupported|unexpected|disallowed) (?:\w+ )?(?:alg|algorithm|signing method)\b|key is of invalid type|jwks\b.{0,20}\b(?:have|contain) (?:any )?(?:\w+ )?keys?\b|tokens? does not have a signature|(?:read|parse|load|decode|import) (?:\w+ )?(?:private|public|signing) key|crypto rsa verification|not signed by a trusted|\bunknown signing key|(?:public|private) key could not be|\balg(?:orithm)?\b.{0,40}\b(?:not (?:allowed|accepted)|does not match|not supported|mismatch|invalid|expected|unsupported)/,
        unless: /\bexpired\b|time frame|function signature/,
        remedy: "Sign with the checker's key: the same secret or key pair, project and algorithm.",
      },
    ],
    [
      "~",
      "fixConfig",
      "The token is made for another audience.",
      "wrong audience",
      {
        says: /(?:validate|check) (?:\w+ )?aud(?:ience)?\b|\baud(?:iences?)?\b.{0,60}\b(?:invalid|mismatch|not|does|fail\w*|wrong|unexpected|expected|incorrect|required|rejected)|(?:invalid|wrong|unexpected|incorrect|bad|missing|disallowed) (?:\w+ ){0,3}aud(?:ience)?\b|not in audience|not (?:intended|issued) (?:for|to) this relying party|(?:required|expected) (?:\w+ ){0,1}aud(?:ience)?\b|\bauthorized part(?:y|ies)\b/,
        remedy: "Ask for a token for this API: the audience in the token must be the one that the checker expects.",
      },
    ],
    [
      "~",
      "fixConfig",
      "The token comes from another issuer than the one that is trusted.",
      "wrong issuer",
      {
        says: /\biss(?:uer)?\b.{0,60}\b(?:invalid|mismatch|not|does|fail\w*|wrong|unexpected|expected|incorrect|unknown|untrusted)|(?:invalid|wrong|unexpected|incorrect|bad|unknown|untrusted) (?:\w+ ){0,2}iss(?:uer)?\b|expected iss(?:uer)?\b|validate (?:\w+ )?iss(?:uer)?\b|issued by a different|not in issuer|no trusted issuer/,
        remedy:
          "Compare the issuer in the token with the configured one exactly: tenant, realm, version, a slash at its end.",
      },
    ],
    [
      "~",
      "fixConfig",
      "What was passed is not a token, or is damaged.",
      "malformed token",
      {
        wide: true,
        says: new RegExp(
          `(?:${TOKEN}|jws|jwe).{0,40}\\b(?:malformed|corrupt\\w*|damaged|truncated|garbled|must have|not well formed|well formed|could not be (?:parsed|decoded)|cannot be (?:parsed|decoded)|contains an invalid|segments|could not be read|three|3 parts|must start|not in (?:\\w+ ){1,3}form|(?:not|n t) a jwt|parsing failed|wrong format|error json|double encoded|literal null|exceed\\w* (?:\\w+ ){0,3}(?:length|size)|larger than|too (?:long|large))|\\b(?:malformed|corrupt\\w*|damaged|truncated|garbled) (?:\\w+ ){0,2}(?:${TOKEN}|jws)|invalid (?:compact|token (?:specified|format|structure|type|string|length|header|payload)|jwt (?:format|structure|string|header|payload|serialization)|jws|jwe|(?:header|payload|crypto) (?:padding|string))|(?:not enough|too many|wrong number of) segments|(?:failed|unable|error|cannot|could not) (?:to )?(?:while )?(?:attempting to )?(?:decod\\w+|pars\\w+|deserializ\\w+) (?:\\w+ ){0,4}(?:${TOKEN}|jws)|exactly (?:2|3) (?:period|parts)|decoding (?:\\w+ ){0,3}(?:${TOKEN}|jws) failed|not a valid (?:\\w+ )?token|jwt invalid|jwt header is an? invalid`,
        ),
        unless: /\bexpired\b|\b(?:exp|nbf|iat) claim/,
        remedy:
          'Pass the raw token as it was minted: not the JSON around it, not "Bearer", not a key, not an empty value.',
      },
    ],
    [
      "~",
      "fixConfig",
      "An API key, a client id or a client secret is wrong.",
      "wrong key",
      {
        wide: true,
        says: /invalid merchant account|invalid x hasura|invalid custom token|wrong app certificate|(?:sdk|api|app) key does not match|\b(?:test|live) key used|\bkey is missing invalid\b|check (?:\w+ ){0,3}(?:server|client) key|not (?:allowed|permitted|authori[sz]ed) (?:with|for|by) (?:this |the |your )?(?:app ?id|client id|api key)\b|\bpersonal access tokens?\b.{0,20}\b(?:expired|invalid|revoked)|(?:incorrect|invalid|wrong) access key\b(?! id)|access key (?:id|secret)\b.{0,30}\binvalid|mapbox access token|\bsasl\b.{0,40}\bfail|bad user ?name or password|invalid login 5|grant is invalid expired or revoked$|denied by the resource provider|with a valid api key|unauthorized credentials|\btoken invalid\s+an invalid token was provided|check (?:your )?subscription (?:information|key)|\bkey\b.{0,30}(?:does not have the required|needs \w+) permissions|(?:invalid|incorrect|wrong|bad|unknown|disabled|missing|no|expired|revoked) (?:\w+ ){0,2}(?:(?:api|app|subscription) ?(?:keys?|tokens?)|consumer key|publishable key|secret key|client (?:id|secret|credentials)|app(?:lication)? ?id|tenant(?: id)?|project (?:id|ref)|vendor key|access key id|security token)\b|(?:api ?(?:keys?|tokens?)|client (?:id|secret)|app(?:lication)? ?(?:id|key)|secret key|tenant)\b.{0,30}\b(?:invalid|wrong|absent|not configured|not valid|expired|incorrect|disabled|revoked|missing|required|restricted|(?:not|not be) found|does not exist|unknown|undefined|mismatch\w*|must be|not allowed to|(?:does|do) ?n t exist)|(?:failed|unable) to (?:find|load) (?:\w+ )?api ?key|(?:resolve|provide) a? ?valid api ?key|partner credentials|(?:invalid|missing|malformed|no|bad) connection string|(?:pass|provide|set|export|supply|specify)(?: in)? (?:your |an? )(?:\w+ ){0,2}api ?key\b|api ?key is need\w*|\busing your secret (?:api )?key|\buse an? (?:publi\w+|secret) (?:\w+ )?(?:token|key)\b|\b(?:is not|as) an? (?:user|app) (?:access )?token|not available when using an? \w+ token|pass your app key|(?:test|live) mode key|(?:supply|provide|pass|need) an? valid (?:client|api|app) (?:id|key)|(?:fail\w*|unable) to (?:determine|ascertain|detect) (?:\w+ ){0,2}(?:service account|project id)|credentials in authorization|(?:user pool|app|application|api) client\b.{0,20}does not exist|password authentication failed|\bbad auth\b|\bmongo server error[^]{0,40}authentication failed|(?:access (?:denied|refused)|login failed) for user|invalid auth(?:\n|$)|not authed|(?:missing|define a|no|invalid) (?:\w+ ){0,2}(?:secret|private key)\b|missing (?:\w+ ){0,2}algorithm\b|\bkey must be a string or|requires? a secret\b|\bwrongpass\b|login was refused using|(?:sdk|bot|server|api) (?:key|token) (?:seems to be|is) wrong|retrieve the \w+ server key|api key\b.{0,30}does not have access|access token you sent could not|requires an? client ?id|token configured in|environment variable must be a valid token|fetch anonymous token|publickey|\bhost must be trusted|\bpermissions denied(?:\n|$)|(?:secret|key|password)\b.{0,40}(?:at least|min(?:imum)?(?: of)?|shorter than) (?:3[2-9]|[4-9]\d|\d{3,}) (?:characters|bytes|bits)/,
        unless: /(?<!personal access )(?:tokens?|credentials?|jwt) (?:is |has |was )?expired|request is expired/,
        remedy: "Compare the key, the ids and the secret with those in the provider's console.",
      },
    ],
    [
      "~",
      "fixConfig",
      "A claim of the token is missing, or has another value than the one that is expected.",
      "wrong claim",
      {
        wide: true,
        says: /\b(?:client id|token use) not allowed|token use must be|no matching state found in storage|(?:missing|(?:has|have|contains?) (?:no|an empty(?: string)?)) (?:required )?(?:\w+ ){0,3}claim|claims? (?:in the \w+ \w+ )?(?:must be|is required|is not an?|type)\b|type validation failed|(?:tokens?|jwts?) has no (?:kid|iat|iss|exp|aud|sub)\b|(?:tokens?|jwts?) (?:\w+ ){0,3}(?:does not|doesn t|does n t|did not) (?:contain|have|include|match)\b(?! (?:\w+ )?(?:scope|signature))|unexpected (?:\w+ ){0,4}(?:claim|header) value|tokens? (?:is |was )?(?:meant|intended|minted) for\b|issued for (?:client|app|user) \w+ can ?not|(?:id|identity|tenant|user|uid) in (?:the )?token (?:\d+ )?differs|claim (?:\w+ ){1,3}is required|tokens? (?:is |was )?(?:issued|minted|made|created|signed|generated) for\b.{0,40}\b(?:but|used)\b|\b(?:key|token|credentials?) belongs to (?:the |an? )?(?:other|another|different|staging|prod\w*|sandbox|test|dev\w*|live)\b|\btokens? from (?:\w+ )?(?:staging|prod\w*|sandbox|test|dev\w*|live)\b|\b(?:staging|prod\w*|sandbox|test|dev\w*|live) (?:tokens?|keys?|credentials?) (?:\w+ )?(?:against|on|in|with|for) (?:\w+ ){0,2}(?:staging|prod\w*|sandbox|test|dev\w*|live)\b|neither scope nor roles?|(?:refresh|id|access|custom) token (?:was |is )?(?:given|used|sent|passed) (?:as|where|instead)|expect(?:s|ed) an? (?:id|access|custom) token but|tokens? is (?:for|from) (?:an?other |the )?(?:rooms?|region|user|app|channel|meeting)\b|token may not join|not valid for this (?:meeting|room|channel|app)|\bazp not|exp must not|claim validation failed[^]{0,60}\n(?:aud|iss|sub|azp)\b|(?:no|missing|without)(?: an?| any)? exp(?:iration|iry)?(?: time| claim)?\b(?! date)|(?:unexpected|invalid|wrong) (?:\w+ ){0,2}claim\b|\b(?:sub|subject|jti|azp|nonce|jwt id) (?:\w+ ){0,2}(?:invalid|mismatch|is wrong)|(?:token|user sig) (?:(?!error )\w+ ){0,2}(?:mismatch\w*|(?:does|do) not match)|only (?:\w+ ){1,2}tokens (?:are )?allowed|claim (?:\w+ ){0,3}(?:is not allowed|is not valid|is invalid|mismatch|does not match|missing)|\b(?:tokens?|jwt)\b.{0,20} (?:with|for|by|to|from) (?:an? |the )?(?:different|other|another|wrong) (?:\w+ )?(?:rooms?|channel|app|application|certificate|secret|key|audience|tenant|issuer|project|region|environment|user)\b/,
        remedy:
          "Compare the claims of the token with what the checker is configured to expect; diagnoseToken() lists them.",
      },
    ],
    [
      "~",
      "fixConfig",
      "The provider or the project does not allow this way to sign in or to get a token.",
      "not enabled",
      {
        says: /referer not allowed|console is not set ?up|relying party id is not|unexpected \w+ response origin|could not check origin|client side id\b|restricted to other|json response of the form|generated incorrectly|origin checking failed|(?:client|app\w*) (?:\w+ )?(?:is )?not (?:allowed|permitted|authori[sz]ed) to use|invalid origin\b|\b(?:ip|origin|domain|referr?er)\b.{0,60}\b(?:not|\w+n t) (?:on the allow ?list|allow ?listed|white ?listed|permitted to|allowed(?: to)?$)|(?:client|tenant|app(?:lication)?) (?:is )?not registered|certificate not enabled|origin is not allowed for|support for password authentication was removed|unknown auth\w* (?:method|provider|plugin|scheme|type)|not support auth\w* protocol|requires? session support|included in the app s domains|\borigin (?:did|does) not match|blocked as a potential cross site|(?:provider|grant|flow|authentication|sign ?(?:in|up)|sign ?in method|login method|client)\b.{0,30}\b(?:is not enabled|not enabled|is disabled|not allowed for|not supported|not configured)|not enabled for (?:this|your) (?:project|account|app|organi[sz]ation)/,
        remedy: "Enable it for this client or project in the provider's console.",
      },
    ],
    [
      "~",
      "refresh>fixClock",
      "The token has expired.",
      "token expired",
      {
        says: new RegExp(
          `expired or (?:is )?not yet valid|token must be (?:refreshed|renewed)|(?:please|you must) (?:refresh|renew) (?:\\w+ ){0,2}token|token refresh (?:is )?(?:required|needed)|^needs? refresh$|needs? token refresh\\b|renew your (?:\\w+ )?token|compact ?token validation failed with reason code 80049228|life ?time (?:has )?ended|exp expected to be after|life exceeded|request has expired|not acceptable by exp|\\bpolicy expired|not valid in the specified time frame|signed expiry time|reason connection expired|(?:${TOKEN}|signature|auth\\w*|login|access|dpop|seal)\\b.{0,45}\\b${OVER}|^(?:the |your |this )?(?:key|authorization|login) (?:has |is )?expired|\\b(?:expired|outdated|stale|lapsed|obsolete) (?:\\w+ ){0,2}(?:${TOKEN}|signature|auth\\w*|seal\\b)|${TOKEN} (?:has |is |was )?expir(?:ed?|ation)\\b|lifetime validation (?:\\w+ ){0,5}failed|token is not active|(?:tokens?|jwts?) (?:is |are )?inactive|\\binactive (?:access )?(?:tokens?|jwts?)|not to be used after|\\bvalid ?until (?:parameter )?expired|\\bexp\\b.{0,40}(?:fail|check|past|expired|not satisfied)|exp (?:claim|check|not in (?:the )?future|in the past)|${TOKEN} age \\d\\w* (?:\\w+ )?(?:limit|max)|${TOKEN} issued \\d+ \\w+ ago maximum|newer (?:\\w+ )?token has been issued|token ?life ?time ?elapsed|too far in the past|^(?:error\n)?expired$(?!\n)|${TOKEN} (?:has |have )?time(?:d ?| ?)out\\b(?! \\d)|${TOKEN} expires? (?:after|during|while)|${TOKEN} is expiring after|(?:after|when|once) (?:(?:the|my|our) )?(?:\\w+ )?${TOKEN} expires|(?:${TOKEN} |\\b)(?:life ?time|ttl|validity|age) (?:has )?(?:been )?exceed(?:ed|s max\\w*)\\b(?! the)`,
          "m",
        ),
        unless:
          /(?:\bnot|n t) (?:yet )?expired|too old resource|(?:coupon|bonus|bus|concert|invite|hardware) (?:tokens?|tickets?)|refresh\w*(?: \w+){0,3} fail|fail\w* to refresh|(?:could not|can ?not|unable to) (?:be )?refresh/,
      },
    ],
    [
      "~",
      "signIn>fixClock^",
      "The token has expired, and the attempt to get another one failed.",
      "refresh failed",
      {
        says: /expired.{0,60}refresh\w*.{0,40}(?:fail|error|reject|refused)|expired[^]{0,40}(?:could not|can ?not|unable to|no longer) (?:be )?refresh|(?:token|session|silent|auth\w*) (?:refresh|renew\w*)(?:(?: \w+){0,2} (?:has )?fail| error)|fail\w* to (?:silently )?(?:refresh|renew)(?= ?(?:$|\n)| (?:\w+ ){0,3}(?:tokens?|session|auth\w*|credentials?|login|access|jwt|grant)\b)|(?:could not|unable to|cannot) (?:refresh|renew|update) (?:\w+ ){0,3}(?:tokens?|session)|refresh(?: token)?(?: request)?(?: has)? failed|refresh (?:access )?token error/,
        unless:
          /feeds?\b|articles|static token|(?:pull to|data|view|dashboard|page|list) refresh|mismatch|network|timed? ?out|unavailable|\b5\d\d\b|econn|offline|fetch failed|failed to fetch/,
        causes: [
          ["signIn", "There is no refresh token, or it has expired: the user must sign in again."],
          ["signIn", "The user's session at the provider is over."],
          ["signIn", "The refresh token was revoked, or another tab or device has used it already."],
          ["fixClock", "A clock is wrong: this device's, or that of the server that issues the tokens."],
          ["retryLater", "The provider, or the way to it, is down."],
        ],
        remedy:
          "Look at the answer of the token endpoint: `invalid_grant` or 401 means that the user must sign in again; a 5xx or no answer means to wait.",
      },
    ],
    [
      "~",
      "fixConfig",
      "The identity that the app uses lacks a right, which the error names.",
      "missing right",
      {
        says: /not authorized to perform(?! th)|not have authori[sz]ation to perform|ask (?:your|an|the) (?:\w+ )?admin\w* to (?:grant|give|allow)|permission (?:\w+ ){0,4}is required ask|consent of an admin\w*|not authorized to access topics|topic authorization failed|unauthorized for api key|claims? s? ?are required to perform|lacks permission|token have the required permissions|has the (?:correct|required|right) permissions|permissions for this endpoint|invalid permissions or\b|\bdiscord api error\b.{0,12}missing access|only superusers|1 error occurred\s+permission denied|token grants|not authorized to access \w+(?: \w+){0,3} on type|request is not authorized to perform|insufficient privileges to complete|permissions? violation for|\bmissing permissions?\b|permission denied on resource|not have (?:the )?(?:necessary|required) permissions? to|required access\b|requests from referer\b|(?:client|connection|caller|none) does not have permission|user (?:is )?not authorized to|rbac access denied|is forbidden user|permission to (?:publish|(?!use device).{0,40} denied)|not have (?:\w+ ){1,3}permissions? on|initiator doesn t have/,
        remedy: "Give this right to the role, the account or the key with which the app asks.",
      },
    ],
    [
      "~",
      "fixConfig",
      "The token lacks a scope; a new one of the same kind will lack it too.",
      "missing scope",
      {
        says: /insufficient (?:\w+ ){0,3}scopes?|granted all required scopes|approval for \w+ (?:\w+ )?scope|tokens? not (?:allowed|permitted) to|following scopes|(?:missing|lacks?|required|not granted) (?:\w+ ){0,2}scopes?\b(?! att| ali| par)|scopes? .{0,30}(?:not granted|n t granted|missing|insufficient)|(?:does not|doesn t|do not) (?:contain|have|include) (?:\w+ ){0,2}scopes?\b|\btokens? (?:\w+ )?lacks\b|outside (?:of )?(?:\w+ ){1,2}scopes?\b|\bhaving \w+ scope\b|\bscopes? (?:is|are) (?:not valid|invalid)|invalid scopes? (?:was|were|requested|specified|provided)|(?:no|missing|insufficient) (?:\w+ )?(?:grants?|capabilit\w+|privileges?|permissions?) (?:in|on|of|for|with) (?:\w+ ){0,2}token\b(?! endpoint)|\btokens? (?:(?:has|have|with|contains?|carries) (?:no|insufficient) (?:\w+ )?(?:grants?|capabilit\w+|privileges?|permissions?)|(?:does not|doesn t|do not) (?:allow|permit|grant|cover) )|\bfalse in (?:the )?grants\b|(?:not|n t) (?:permitted|allowed|granted) by (?:\w+ ){0,3}(?:tokens?|capabilit\w+|grants?)\b|insufficient token (?:permissions|privileges|rights)/,
        remedy: "Ask for the missing scope where the token is made, or where the user signs in and consents.",
      },
    ],
    [
      "~",
      "fixConfig",
      "No token came with the request.",
      "no token",
      {
        wide: true,
        says: new RegExp(
          `(?:${TOKEN}|authorization(?: header)?|authentication token)\\b.{0,25}\\b(?:must be (?:provided|supplied|present)|is required(?! for (?!valid|auth|this|the|each|all))|(?:is |was )?missing|not (?:provided|supplied|set|found|present|specified|sent|available)|is (?:empty|undefined|null)|null or\\b)|\\b(?:no|nil|missing|without|empty|without an?) (?:\\w+ ){0,2}(?:id )?(?:${TOKEN}|authorization(?: header)?)\\b|credentials bad (?:scheme|format)|expected (?:scheme )?bearer got|(?:dpop )?proof (?:is )?missing|must be of the form bearer|header absent|(?:secret|public key|private key|signing key|jwt key)\\b (?:\\w+ ){0,4}must (?:be (?:provided|set|a)|have)|(?:bad|invalid|malformed|wrong) (?:\\w+ )?(?:auth\\w+ header|(?:format|value|scheme|syntax) (?:for|of|in) (?:\\w+ )?auth\\w+)|(?:not|n t) (?:provide|pass|include|send|contain|carry|supply|find|get|receive|specify)d? (?:\\w+ ){0,6}(?:${TOKEN}|authorization header)\\b|(?:not|n t) allow (?:for )?anonymous|unregistered callers|anonymous (?:access|users?|callers?|requests?) (?:is |are )?(?:not (?:allowed|permitted|supported)|disabled|forbidden|denied|rejected)|no auth(?!ors?\\b)\\w* (?:was |is |type |method |provider )?(?:info\\w*|provided|given|data|details|header|context|method|found|supplied|set|configured)|authentication (?:info |provider |method )?(?:was |is )?not (?:provided|set|supplied)|(?:could not|unable to|failed to|can ?not|can t) (?:\\w+ )?(?:create|generate|mint|load|find|locate|make|build|determine) (?:\\w+ ){0,4}(?:${TOKEN})\\b|expected tokens? to be|(?:must|need to|please|needs) (?:specify|pass|provide|supply|send|an?) (?:\\w+ ){0,3}(?:${TOKEN})\\b|valid (?:\\w+ ){0,3}(?:${TOKEN}) (?:should|must|needs)|(?:${TOKEN}) (?:\\w+ )?(?:must|can ?not|may not) be (?:a )?(?:non )?(?:empty|null|blank|undefined)|format is authorization bearer|only valid bearer authentication|(?:auth (?:info|details|data|options)|redirect ur[il]|client id) (?:is )?required|(?:${TOKEN}) required|non tls protected|\\bno ?auth\\b|requires? (?:\\w+ ){0,2}(?:${TOKEN}|api key)\\b`,
        ),
        unless:
          /invalid or|expired or|or (?:is )?invalid(?! param)|or (?:has |is )?expired|no valid|\bone of\b|\beither\b|tokens? or a token|no such token|not found in cache|does not have (?:\w+ )?access/,
        remedy:
          "Let the request wait for getToken(), and send what it returns: the header, the query parameter or the option that this service reads.",
      },
    ],
    [
      "~",
      "refresh>fixConfig",
      "The token was refused; nothing says why.",
      "invalid token",
      {
        wide: true,
        says: new RegExp(
          `try refresh token|requires a valid access token|server failed to authenticate the request|session expired or invalid|\\b(?:invalid|bad|unacceptable|incorrect|rejected|unknown|unrecogni[sz]ed|wrong|illegal|unsupported|forged|tampered|unverified|untrusted) (?:\\w+ ){0,3}(?:${TOKEN})\\b(?! (?:at|near|placement|after|before|line|expires in minutes)\\b)|${TOKEN}\\b.{0,30}\\b(?:(?:is |was |has been )?(?:not valid|invalid|illegal|rejected|refused|not accepted|not recogni[sz]ed|not authentic|not trusted|untrusted|unverifi\\w+|unacceptable|unknown|unauthorized|denied|bad|wrong|forged|tampered)|authentication is rejected|is incorrect|verification failed|could not be (?:verified|authenticated)|cannot be verified|check failed|not correct)|verify (?:\\w+ )?(?:${TOKEN}) failed|(?:could not|could ?n.t|unable to|can ?not|failed to|error) (?:be )?(?:verif|validat)(?:y|e|ying|ing) (?:\\w+ ){0,3}(?:${TOKEN})|error (?:occurred )?(?:on|in) (?:\\w+ ){0,2}${TOKEN} verification|(?:authentication|verification|validation) (?:with|of) (?:\\w+ ){0,3}(?:${TOKEN}) failed|(?:provide|need|use|obtain|request) an? (?:valid|new|fresh) (?:\\w+ )?(?:${TOKEN})|\\bno valid (?:\\w+ )?(?:${TOKEN})|(?:missing|no) or (?:expired|invalid) (?:\\w+ )?(?:${TOKEN})|access failure for api`,
        ),
        unless:
          /client credentials|http token|well formed|unknown method|at the moment|\b(?:hardware|mime|liquid|lexer|parser)\b|token parameter|wrong token type/,
        remedy: "Fetch a new token and retry once; if that one is refused as well, look at it with diagnoseToken().",
      },
    ],
    [
      "~",
      "rejoin>retryLater",
      "The connection to the room or channel is lost.",
      "connection lost",
      {
        says: /\b(?:must|need to|have to|please) re ?join\b|\bjoin again\b|\b(?:room|channel|call|meeting) connection (?:is |was )?lost|(?:lost|dropped|disconnected) from (?:the |your )?(?:channel|room|call|meeting|session|conference)\b|lost your seat in the room/,
        unless: /\b(?:kicked|banned|removed|moderator|host|full|ended)\b/,
      },
    ],
    [
      "~",
      "retryLater",
      "Too many requests.",
      "rate limit",
      {
        unless: /dom quota|on storage|(?:local|disk) storage|(?:storage|disk) quota/,
        says: /rate ?limit\w*|provisioned throughput|too many (?:\w+ )?(?:requests?\b|attempts|connections|calls|logins|tries|retries|refresh\w*|messages|queries|clients|sockets|sessions)|too much (?:request|load|traffic)|throttl\w+|quota (?:has been )?exceeded|exceeded your .{0,30}quota|slow down|(?:requests?|calls?|rates?|quer(?:y|ies)|concurren\w+|throughput|usage|quota|api|global|connections?)\b.{0,20}\b(?:limit|quota|allowance)\b.{0,20}\b(?:reached|exceeded|hit|exhausted|over)|(?:reached|exceeded|hit|over) (?:\w+ ){0,3}(?:rate|request|requests|call|api|concurren\w+|connection) limits?|too frequent|\brate exceeded|quota exhausted|quota per \w+ used up|^limit exceeded$/,
      },
    ],
    [
      "~",
      "retryLater",
      "The service is not available for the moment.",
      "unavailable",
      {
        says: /temporary (?:\w+ )?(?:error|failure)|overwhelmed|(?:can ?not|can t|could ?n.t|could not) be reached|(?:appear|seem) to be offline|(?:retry|try again) (?:after|in) \d+ ?(?:s|sec\w*|ms|min\w*)\b|retry shortly|connection (?:pool|slots)\b.{0,20}\b(?:exhausted|full|reserved)|session store\b.{0,12}\bis down|engineers have been notified|heartbeats? (?:was |were )?missed|missed heartbeats?|transport closed|socket went away|server restart|\bbreaker is open|circuit\b.{0,20}\bopen\b|capacity exceeded|unable to contact (?:the )?server|amqjs000[78]|expected 200 ok from|fail\w* to (?:get|fetch|obtain|acquire|retrieve) (?:\w+ ){0,3}(?:tokens?|authorization header)\b(?! (?:from (?:the )?(?:header|request|cookie)|in|is))|(?:get|fetch) (?:\w+ ){0,2}tokens? fail\w*|token fetch failed|(?:please|just) retry the request|jwks?\b.{0,12}\b(?:fetch.{0,4}fail|failed to (?:load|fetch|resolve))|(?:try|retry) again (?:later|in a|soon|shortly)|unable to obtain configuration|bad gateway|(?<!(?:meeting|room|call) (?:was |is )?)(?:over|at|insufficient|no) capacity|(?:under|down for|scheduled|in|undergoing) maintenance|^(?:busy|unavailable|overloaded) (?:error|exception)$|(?:too|is|currently) (?:busy|overloaded|loading)\b|(?:services?|server|system|api|provider|backend|site|coordinator|video ?bridge|broker|cluster) (?:is |are |aren t )?(?:currently |temporarily )?(?:not available|available right now|unavailable|busy|down|offline|unreachable|degraded|overload\w*|starting|restarting|shutting down|not ready|not responding|not reachable)|going away|no healthy upstream|\boverloaded error\b|\b(?:server|endpoint|service) (?:did|does) not answer|dns lookup failed|any available nodes|service restart|^(?:\w+ ){1,3}unreachable$|leader(?:ship)? election|no responders|code unavailable desc|not closed cleanly|early eof|server had an error|out of service\b|trouble with your network|\bresource (?:\w+ )?unavailable|authorization (?:is )?(?:still )?pending/m,
      },
    ],
  ],
};

/** Rights of a token that the app's own server mints: nobody can consent to them. Asked where such a provider is known. */
export const mintedWords: Table = {
  id: "minted-words",
  title: "Plain words about minted tokens",
  source: sources,
  checked,
  rank: "minted words",
  rows: [
    [
      "~",
      "fixConfig",
      "The token lacks a right or a scope; a new one that is minted alike will lack it too.",
      "missing right",
      {
        says: /\bscopes?\b|permissions?\b|capabilit|\bgrants?\b|not (?:authorized|allowed|permitted)|denied|forbidden/,
        unless: /expired|invalid grant|not allowed error|microphone|camera|screen|device/,
        remedy: "Mint the token with this right: role, grants, scopes or capability are set where the server makes it.",
      },
    ],
  ],
};

/**
 * Looser words, asked only where something else says that this is about signing in: a 401, or a word like `oauth`,
 * `session` or `token` in a name, a code or a sentence.
 */
export const authWords: Table = {
  id: "auth-words",
  title: "Plain words about signing in",
  source: sources,
  checked,
  rank: "auth words",
  rows: [
    [
      "~",
      "none!",
      "The user closed the sign-in.",
      "closed by the user",
      {
        says: /(?:pop ?up|sign ?in|log ?in|auth\w*|consent|flow)\b.{0,30}\b(?:cancell?ed|closed|dismissed|aborted) by (?:the )?(?:end )?user|user tapped cancel|authorization ?error code 1001\b|user (?:has )?(?:cancell?ed|closed|dismissed|aborted) (?:\w+ ){0,3}(?:pop ?up|sign ?in|log ?in|auth\w*|consent|flow)/,
        remedy: "Offer the sign-in again; do not open it unasked.",
      },
    ],
    [
      "~",
      "none",
      "Fields of the request are refused, or somebody cancelled.",
      "refused fields",
      {
        says: /\bvalidation\b|invalid (?:type|string|enum|literal|union)\b|too (?:small|big)|must be an? (?:string|number|valid|integer|array|object|email)|this field|should not be empty|already (?:exists?|registered|taken|in use|signed in|logged in|verified|confirmed)|password\b.{0,20}\b(?:too|short|weak|common|at least|characters)|weak pass|(?:passwords?|e ?mails?) do not match|cancel+ed|closed by (?:the )?user|popup\b.{0,10}closed|aborted|not implemented/,
        unless:
          /time(?:d )?out|err aborted|response validation|(?:token|claim) validation|\b(?:i|we) (?:have |ve )?already/,
        remedy: "Compare the fields of the request with what the service expects.",
      },
    ],
    [
      "~",
      "retryLater",
      "The service that signs in or checks tokens cannot be reached.",
      "unreachable",
      {
        says: /\b(?:temporar\w+|transient|overload\w*|unavailable|unreachable|maintenance|timed? ?out(?! or was not allowed)|network|econn\w+|offline|busy|try again later)\b/,
      },
    ],
    [
      "~",
      "fixClock",
      "The clocks disagree.",
      "clock",
      {
        says: /\b(?:clocks?|skew\w*|drift)\b|invalid time ?stamp\b|in the future|too early/,
      },
    ],
    [
      "~",
      "signIn",
      "The user must take part.",
      "user must act",
      {
        says: /\b(?:revoked|(?<!be )withdrawn|re ?auth\w*|re ?log\w*|(?:logged|signed) ?(?:out|off)|interaction\w*|consent\w*|(?:mfa|2 ?fa|totp)(?! recovery| challenge is)|step up|suspended|banned|blacklist\w*|locked)\b|(?:two|multi|second) factor|another (?:device|browser|session|location|place)|not (?:logged|signed) (?:in|on)|(?:sign|log) ?in (?:first|to|required|needed)|user not found|(?<!(?:status|error|close|response|with) )\bcode\b(?! \d).{0,40}\b(?:incorrect|expired|invalid|used)|\bstate\b.{0,20}\b(?:mismatch\w*|(?:does|did) (?:not|n t) match)|(?:authori[sz]ed|approved) by the user|\b(?:log|sign) ?in (?:has |authentication )?fail(?:ed|ure)\b|failed to (?:log|sign) ?in\b|during (?:the )?(?:log|sign) ?in/,
        unless: /interaction (?:is )?(?:currently )?in progress/,
      },
    ],
    [
      "~",
      "refresh>signIn",
      "Something about signing in has expired.",
      "expired",
      {
        unless: /\bcookie\b.{0,40}rejected because|(?:\bnot|n t) (?:yet )?expired|\balien (?:has |have |is )?expired/,
        says: /\bexpir(?:ed|y)\b|\blapsed\b|\bstale\b|\boutdated\b|no longer valid|too old/,
      },
    ],
    [
      "~",
      "fixConfig",
      "The application and the service do not fit.",
      "wrong set-up",
      {
        says: /\b(?:must|only) (?:\w+ )?https\b|no (?:roles?|permissions?|scopes?|claims?) (?:was |were )?(?:found )?in (?:the )?(?:\w+ )?token|mis ?configur\w+|configuration|not (?:been )?(?:configured|registered|trusted|white ?listed|enrolled|onboarded)|must be (?:trusted|configured|registered|set|provided|specified|enabled)|un(?:trusted|registered|supported)|(?:created|used) server side|not supported|mismatch\w*|(?:does|do|did)(?: not|n t| n t) (?:match|correspond|belong|fit)|callback|redirect ur[il]|(?:invalid|wrong|bad|unknown|missing|no|incorrect) (?:\w+ ){0,2}(?:secret|keys?|issuer|audience|tenant|realm|realms|client|app|application|app id|client id|domain|origin|host|project|scheme|header|cookie|state|nonce|verifier|certificate|algorithm|role)\b|(?:secret|keys?|issuer|audience|tenant|realm|client|application|domain|origin|host|project|scheme|header|state|nonce|verifier|certificate|algorithm)\b.{0,30}\b(?:invalid|wrong|unknown|missing|not (?:found|valid|set|known|match\w*|allowed|supported)|incorrect|required|disallowed|empty)|malformed/,
        remedy: "Compare host, redirect address, client, keys and audience with the service's.",
      },
    ],
    [
      "~",
      "refresh>fixConfig",
      "What was presented for signing in was refused; nothing says why.",
      "refused",
      {
        says: new RegExp(
          `${LOGIN}.{0,60}\\b(?:invalid|rejected|refused|not (?:valid|accepted|ok)|unverified|illegal)\\b|\\b(?:invalid|rejected|refused|unverified|illegal(?! state| arg)|bad) (?:\\w+ ){0,3}${LOGIN}`,
        ),
        unless: /same ?site|cross site|well formed|\bcookie\b.{0,40}rejected because/,
      },
    ],
  ],
};

/** Words that say no more than a status does. */
export const lateWords: Table = {
  id: "late-words",
  title: "Plain words of a refusal",
  source: sources,
  checked,
  rank: "late words",
  rows: [
    [
      "~",
      "none",
      "The caller is known and lacks a right; a new token of the same kind changes nothing.",
      "permission denied",
      {
        says: /permissions? denied|\bforbidden\b|access (?:is |was )?denied|insufficient (?:permissions?|privileges?|rights?)|(?:do|does) ?n.?o?t have (?:the )?(?:required |sufficient |necessary )?(?:permissions?|access|rights?|privileges?)|not (?:authorized|allowed|permitted|accessible) (?:to|by|for)|no (?:permissions?|access rights?|privileges?)\b|not (?:entitled|permitted)|(?:requires?|lacks?|missing) (?:\w+ ){0,3}(?:roles?|permissions?|privileges?)\b|permission (?:error|required|needed)/,
        remedy: "Check what this user, and this token, are allowed to do.",
      },
    ],
    ["~", "retryLater", "The server has a problem.", "internal error", { says: /internal server error/ }],
    [
      "~",
      "refresh>signIn",
      "The server does not accept the token, or got none.",
      "unauthorized",
      {
        unless: /payment method error|\b(?:3 ?d secure|3 ?ds|smtp)\b|card was declined|payment intent/,
        says: /(?<!reject )\bun ?authori[sz]ed\b|asked for the client to provide credentials|\bun ?authenticated\b|\bnot (?:authori[sz]ed|authenticated)\b|authenticat(?:ion|e) (?:error|failed|failure|required|rejected|exception)|requires? authentication|authorization (?:error|failed|failure|required|violation)|auth (?:failed|failure|required)|requires auth(?:entication)?\b|(?:needs?|must|have)(?: to)? be (?:an? )?(?:authenticated|logged in)|(?:could not|unable to|failed to) authenticate|authorization server denied/,
      },
    ],
  ],
};

/** Words that say something only where it is known whose error it is: "internal error" alone is anybody's. */
export const hintedWords: Table = {
  id: "hinted-words",
  title: "Plain words of a known provider",
  source: sources,
  checked,
  rank: "hinted words",
  rows: [
    [
      "~",
      "retryLater",
      "The service or the way to it has a problem.",
      "transient",
      {
        says: /internal (?:\w+ )?(?:error|exception)|\b(?:server|service|system|backend|gateway)\b.{0,20}\b(?:error|busy|down|overload\w*|fail\w*|problem)|\bbusy\b|over ?load\w*|unavailable|time(?:d)? ?out|deadline exceeded|connection.{0,20}\b(?:lost|closed|refused|reset|failed|error|aborted|terminated|interrupted|suspended|unavailable)|network|offline|socket|disconnected|unreachable|try again/,
        unless:
          /invalid|mismatch|duplicate|already exists|another device|kicked|permission|microphone|camera|video source|parameter|must be/,
      },
    ],
  ],
};
