/**
 * `evertoken/testing`: a virtual environment and a fake token source, for the tests of apps.
 *
 * @module
 */
export { fakeTokens, type FakeMood, type FakeTokens, type FakeTokensOptions } from "./testing/fake-tokens.ts";
export { virtualEnvironment, type VirtualEnvironment, type VirtualOptions } from "./testing/virtual-environment.ts";
