/**
 * What is told of a kept agent and of its tokens: one outage, as the app cannot use the one without the other.
 *
 * @module
 */
import { Outage } from "../common/app-callbacks.ts";

/** A token does not end it where there is no agent. */
export class AgentOutage extends Outage {
  hasAgent = true;

  override end(): void {
    if (this.hasAgent) super.end();
  }
}
