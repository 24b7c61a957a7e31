/**
 * The demo's page: five managers of its own, as an app would make them, and all that can happen to them.
 *
 * @module
 */
import { shareAcrossTabs } from "../../../src/adapters/tabs.ts";
import { keepJournal } from "../../../src/index.ts";
import { lifeline } from "../../../src/lifeline.ts";
import { createManagers, type Session } from "../managers.ts";
import { PROVIDERS } from "../providers.ts";
import { place } from "./dom.ts";
import { showInspector } from "./inspector.ts";
import { showSaved } from "./saved.ts";
import { showSdks } from "./sdk-table.ts";
import { askStatus, showSwitches, signIn } from "./switches.ts";
import { useTokens } from "./use.ts";
import { createWorld } from "./world.ts";

const STATUS_INTERVAL_MS = 1_000;
const JOURNAL_SIZE = 5_000;
const KEPT_AS = "evertoken demo: refresh token";

/** All tabs of this origin have one sign-in. An app keeps its refresh token in a cookie that no script can read. */
const session: Session = {
  get refreshToken() {
    return localStorage.getItem(KEPT_AS) ?? "";
  },
  set refreshToken(value) {
    localStorage.setItem(KEPT_AS, value);
  },
};

const tab = new URLSearchParams(location.search).get("tab");
const world = createWorld();
const { environment } = world;
const now = environment.now!;
if (tab === null) session.refreshToken = await signIn();
const managers = createManagers(location.origin, session, { environment, tabs: shareAcrossTabs("evertoken demo") });

if (tab === null) {
  for (const name of PROVIDERS) {
    lifeline(managers[name], place("lives"), { label: name, now });
    void managers[name].start();
    useTokens(name, managers[name]);
  }
  const journals = PROVIDERS.map((name) => [name, keepJournal(managers[name], { size: JOURNAL_SIZE, now })] as const);
  showSaved(Object.fromEntries(journals));
  showInspector();
  const shown = [showSwitches({ world, session, managers }), showSdks()];
  const ask = async (): Promise<void> => {
    const status = await askStatus();
    if (status) shown.forEach((show) => show(status));
  };
  setInterval(() => void ask(), STATUS_INTERVAL_MS);
  await ask();
} else {
  document.title = `evertoken demo, tab ${tab}`;
  document.body.className = "tab";
  document.body.replaceChildren();
  lifeline(managers.oauth, document.body, { label: `oauth in tab ${tab}`, now });
  await managers.oauth.start();
}
