/** Sentences of the code of some 550 packages, as an `Error` without a code carries them. */
import { expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";

const SENTENCES: Readonly<Record<string, string>> = {
  retryLater: `
Connection failed or disconnected by server
Internal connection error
No connection to broker
websocket connection closed
The connection was closed while this operation was in flight
Connection closed without response from https://api.example.com
TLS connection closed early
Network connection error
Network issues
No network connectivity: Network request failed
There are no living connections
JSONP call time out.
Upload timeout of 3000ms exceeded
Cannot execute task because the connection has been lost.
Live connection failed before setup completed: reset
WebSocket connection error.
Error reopening a connection
Failed to open connection: boom
Connection dropped
No connection established
poll connection closed prematurely
data request connection closed prematurely
Connection error:
Query read timeout
There was an error establishing an SSL connection
Client has encountered a connection error and is not queryable
Failed to establish realtime connection.
EventSource connection failed
Client Timeout
Query timeout was reached
step timeout of 30000ms exceeded
Realtime peer connection closed
Realtime connection closed before becoming ready
Failed to initialize WebSocket connection.
WebSocket chat network connection failed.
WebSocket chat network connection closed
Command aborted due to connection close
Connection is aborted
Reached maximum number of retries after connection was closed
Server closed the connection
Proxy closed the connection before the tunnel was established
No connections available.
Polling timeout
Realtime connection closed before session started: 1006 abnormal
widget api timeout
Connection recovery failed
Stream idle timeout: no data received within idleTimeoutInMs in client registry.
Connection is disconnected before receive ack from the service
Peer connection closed.
Client idle timeout
Socket closed after 30ms during connection establishment
Server reported a timeout error
Network Failure
Ice gathering timeout
Client connection prematurely closed.
Connection closed by Twitter.
Connect error - Initial connection just failed.
Connection error on AI Gateway speech stream
Connection closed by the server
Closed connection
Connection failed with code 1006.
Connection failed.
reconnection failed
WebSocket connection closed abnormally with code: 1006
Couldn't establish socket connection to the relay server: wss
Subscribe connection closed
The connection was closed due to a socket error.
Signal connection got severed during reconnect
Audio connection failed. Please refresh your browser to reconnect.
XMLHttpRequest timeout
WebSocket connection failed
Signaling connection error
Signaling connection disconnected
Media connection failed
Connection with Twilio was interrupted.
Cannot establish connection. Client is disconnected
Connection to our Websockets server is broken. Please retry after some time.
WS Connection failed. 1006
You do not have internet connection.
Unable to send Feedback. This is because of network issues, or because you are using an ad-blocker
Download failed: connection closed before the download completed. URL: x
join aborted due to connection closed
Runtime call rejected because the connection has been closed.
the requested url is unreachable
host is unreachable
network is down
network is unreachable
resource temporarily unavailable
Connection closed before the connection was established.
Connection closed before request completed.
reply timeout
Connection closed before response was finished
Connection was closed by remote server
the connection was closed before this query could finish executing
Connection closed on server
Connection reference has been lost when reconnecting
A connection could not be acquired before timeout.
No connection available
No idle connections available
WebSocket connection error: ECONN
Total timeout of API exceeded 60000 milliseconds
Connection closed prematurely.
Received timeout from monday.com's GraphQL API
Operation timeout
Pool fails to create connection
pool timeout: failed to retrieve a connection from pool after 10000ms
pool failed to retrieve a connection from pool
Watch stream idle timeout
connection aborted
http/2 connection closed with error code ENHANCE_YOUR_CALM (0xb), too_many_pings
Torus is having trouble connecting to the network
API call failed due to network issue
The end-user authorization is pending
Socket closed while loading credentials
Transport.onConnect failed: socket hang up
network response was not ok:
Service did not respond in time
Unable to reach the server
too many request, wait for \`3\` seconds before sending next request.
Check your network connection and that the package is reachable
resource unavailable.
The network connection encountered a problem while streaming events.
keep alive timeout
HTTP/2: "stream timeout after 300"
Command Timeout [cmd:login op:open]
Watcher timeout
Request time out
drain timeout
Connection pool has no hosts
Connection has not been established yet.
`,
  signIn: `
Unable to verify authorization request state
This token didn't have a refreshToken. It's not possible to refresh this
An error occurred during the sign in process.
refresh token session lost
session lost: login_required
Authentication was not completed
Auth state verification failed. The auth provider took too long to respond
Automatic authentication has been disabled. You may call the authenticate() method.
Cannot silently authenticate with default broker account.
No OAuth 2.0 access token is available and it cannot be refreshed. Provide an \`accessToken\`
Login failed
Failed to login with auth
Must have an active session to call this method. Have you logged in yet?
Unable to retrieve access token without a logged in user.
WS username/password not correct.
Failed to deserialize user out of session
The requested account and/or method has not been authorized by the user.
Attempted to get a refresh token when none exists.
login failure
Too much time has elapsed since last authentication.
The state value is already expired
`,
  refresh: `
token inactive
Inactive JWT
Verify JWT failed
Authenticate failed
require authentication
token expire
Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.
Signature not valid in the specified time frame: Start [Thu, 26 Nov 2026 08:00:00 GMT] - Expiry [Thu, 26 Nov 2026 09:00:00 GMT]
`,
  fixConfig: `
scope is not valid
No authentication type set
Authentication info was not provided
Authentication provider not set
No authentication was provided
Invalid scope was specified by the user or calling client
Invalid connection string
Use a public access token (pk.*) with Mapbox GL, not a secret access token (sk.*).
You are using your secret API key on the client. Please use the public key.
Please pass in your API Key or export ELEVENLABS_API_KEY in your environment.
token has no kid
token is not a user token
Trying to use an app access token as a user access token
Email and password sign up is not enabled
Client does not support authentication protocol requested by server.
An apiKey is needed to use the REST API
This operation is not available when using a client token. Use a read-write or OIDC token on the server.
Login sessions require session support. Did you forget to use \`express-session\` middleware?
Failed to find api-key 1c5e
Apikey doesn't exist!
401 Failed to load API KEY.
ID token not intended for this relying party.
Could not resolve a valid apiKey
Your access token must start with 'hf_'
`,
  none: `
User denied permission to send notifications: browser notification permission is "denied"
GetUserMedia Permission denied
UserMedia Permission Denied Error
Login window is closed
Too many re-renders. This is limited to prevent an infinite loop
too many open files
Too many pattern letters: X
Connection Declined
An authorization code flow is already in progress
Protocol error (Page.navigate): Session closed. Most likely the page has been closed.
The breakout session is ending soon
Session already started
Already authenticated
Session created
Logout in progress
Currently logging in, please wait.
leftover tokens
Too many arguments provided to connect().
signatures do not support network
Whiteboard session is not properly initialized.
sorry, this token cannot be withdrawn to xx at the moment
timeout cannot be negative
Invalid timeout duration provided
TimeBounds has to be set or you must call setTimeout(TimeoutInfinite).
The session lock has expired on the session with id X
Iterator access denied!
`,
};

const CASES = Object.entries(SENTENCES).flatMap(([action, texts]) =>
  texts
    .trim()
    .split("\n")
    .map((text) => [action, text] as const),
);

test.for(CASES)("R377 %s: %s", ([action, text]) => {
  expect(diagnoseError(new Error(text)).action).toBe(action);
});
