/** What an overwrite of a channel says, in decimal: permission bits. */
export interface OverwriteBits {
  readonly allow: string;
  readonly deny: string;
}

/** An overwrite that the bot writes, or has written. */
export interface LockedOverwrite {
  readonly serverId: string;
  readonly channelId: string;
  /** The role that it is about. */
  readonly roleId: string;
  /** Where it comes among those of its server. They are taken back the other way round. */
  readonly place: number;
  /** What was there before; undefined where there was none. */
  readonly before?: OverwriteBits;
  readonly after: OverwriteBits;
  readonly state: OverwriteState;
}

/**
 * `due`: still to be written. `written`: it stands as `after` says, as far as the bot knows. `changed`: somebody has changed it since, so it was not
 * taken back. `refused`: Discord did not take it.
 */
export const overwriteStates = ['due', 'written', 'changed', 'refused'] as const;
export type OverwriteState = (typeof overwriteStates)[number];

/** What is being done at a server. */
export interface LockRun {
  readonly serverId: string;
  readonly act: 'lock' | 'unlock';
  /** How many overwrites there were to do when it began. */
  readonly of: number;
  /** Why it stands still, until it is begun again. */
  readonly obstacle?: string;
}

type Key = Pick<LockedOverwrite, 'serverId' | 'channelId' | 'roleId'>;

/** The overwrites that the bot has written, and what it is doing with them. Every method may throw `StoreUnavailable`. */
export interface ChannelLocks {
  /** All of a server, in the order of their places. */
  all(serverId: string): Promise<LockedOverwrite[]>;
  /** Keeps one, in the place of what was kept of it. */
  keep(overwrite: LockedOverwrite): Promise<void>;
  mark(key: Key, state: OverwriteState): Promise<void>;
  /** Nothing of it is left to take back. */
  forget(key: Key): Promise<void>;
  /** Begins, or goes on with what stood still. */
  begin(run: LockRun): Promise<void>;
  find(serverId: string): Promise<LockRun | undefined>;
  /** All that do not stand still. */
  underway(): Promise<LockRun[]>;
  halt(run: Pick<LockRun, 'serverId' | 'act'>, obstacle: string): Promise<void>;
  end(run: Pick<LockRun, 'serverId' | 'act'>): Promise<void>;
}
