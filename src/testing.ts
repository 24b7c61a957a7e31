/**
 * `evertoken/testing`: a virtual environment and a fake token source, for the tests of apps; and saved journals, played again.
 *
 * @module
 */
export { fakeTokens, type FakeMood, type FakeTokens, type FakeTokensOptions } from "./testing/fake-tokens.ts";
export { replayJournal, type JournalReplay, type ReplayDifference } from "./testing/replay.ts";
export { virtualEnvironment, type VirtualEnvironment, type VirtualOptions } from "./testing/virtual-environment.ts";
