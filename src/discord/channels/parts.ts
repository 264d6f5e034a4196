import type { SetupParts } from '../setup/parts.ts';
import type { Locks } from './locks/locks.ts';

/** What the page of channels works with. */
export interface ChannelsParts extends SetupParts {
  readonly locks: Locks;
}
