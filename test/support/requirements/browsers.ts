/** Pages as browsers treat them: hidden, asleep, offline, left and shown again. */
export const RULES: Readonly<Record<number, string>> = {
  260: "a page that is hidden while the machine sleeps is fresh within a minute of its waking, and looks without asking",
  261: "hidden costs no more requests than visible; only where timers come late, a hidden page refreshes earlier",
  262: "a clock that is set forward is noticed by whoever asks, and all are told at once",
  263: "offline, or so it says, and without a token: attempts go on at the pace of the cooldown",
  264: "a script for a tag does nothing when it is loaded that can wait until it is asked",
  265: "a page in the back/forward cache stays there while other tabs post, and has what they posted when it is shown again",
  266: "a page whose process is killed stops no other; what only it had is one clear `signIn`, not a loop",
  267: "the guide's complete OAuth front end works as it stands there, in three engines",
  268: "a page that was frozen or stopped is fresh after one request when it runs again, and meanwhile stops no other page",
  269: "workers of each kind and frames of the origin share a session with the page; a frame that may not is on its own",
};
