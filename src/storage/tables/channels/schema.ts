import type { LockRun, OverwriteState } from '../../../gate/channel-locks.ts';

/** Overwrites of channels that the bot has written. */
export interface ChannelOverwritesTable {
  server_id: string;
  channel_id: string;
  role_id: string;
  place: number;
  /** Both null where there was none. */
  before_allow: string | null;
  before_deny: string | null;
  after_allow: string;
  after_deny: string;
  state: OverwriteState;
}

/** Servers whose channels are being locked, or opened again. */
export interface ChannelRunsTable {
  server_id: string;
  act: LockRun['act'];
  /** How many there were to do when it began. */
  overwrites: number;
  obstacle: string | null;
}
