/**
 * How long a connection must have been up before it counts as well again, in ms: before the app is told that an outage is
 * over, the waits between tries begin anew, and its token is no fresh one any more.
 *
 * As long as the longest wait between two tries: however a server accepts and drops, it is asked once a minute in the end.
 *
 * @module
 */
export const STEADY_MS = 60_000;
