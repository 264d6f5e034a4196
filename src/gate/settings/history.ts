import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { ClearableSetting, SettingsChange } from './changes.ts';
import type { ServerSettings } from './settings.ts';

/** What an entry of the history is about: a change of settings, or something else that an admin had the bot do with them. */
export const settingsActs = [
  'changed',
  'noticePosted',
  'moveStarted',
  'moveStopped',
  'dryRun',
  'unverifiedGiven',
  'unverifiedStopped',
  'channelsLocked',
  'channelsOpened',
  'undone',
] as const;
export type SettingsAct = (typeof settingsActs)[number];

/** Who stands in the history where nobody asked for a change. */
export const BY_ITSELF = 'bot';

export type SettingName = keyof ServerSettings;

/** The settings that differ, as they were and as they are since. What is missing on a side was not set. */
export interface Difference {
  readonly before: Partial<ServerSettings>;
  readonly after: Partial<ServerSettings>;
}

/** An entry of the history of a server's settings. */
export interface SettingsEntry extends Difference {
  readonly serverId: string;
  /** How many changes there had been with it. */
  readonly revision: number;
  readonly at: Ms;
  /** The id of the admin, or `BY_ITSELF`. */
  readonly by: string;
  readonly act: SettingsAct;
  /** The role or channel that an act was about. */
  readonly target?: string;
}

/** What was changed in the settings of each server, and by whom. */
export interface SettingsHistory {
  /** Some entries, the newest first. @param before only those that are older than this revision */
  latest(serverId: string, limit: number, before?: number): Promise<SettingsEntry[]>;
  find(serverId: string, revision: number): Promise<SettingsEntry | undefined>;
  /** Everything that an account has changed, the newest first. */
  byMember(who: Who): Promise<SettingsEntry[]>;
  prune(before: Ms): Promise<void>;
}

/** What differs between two states of the settings. */
export function differenceOf(before: ServerSettings, after: ServerSettings): Difference {
  const isSame = (name: SettingName) => JSON.stringify(before[name]) === JSON.stringify(after[name]);
  const names = namesIn({ before, after }).filter((name) => !isSame(name));
  return { before: only(before, names), after: only(after, names) };
}

/** The settings that an entry names. */
export function namesIn({ before, after }: Difference): readonly SettingName[] {
  return [...new Set([...settingNames(before), ...settingNames(after)])];
}

/** What goes with others, and is neither told nor undone by itself. */
const silent: readonly SettingName[] = ['noticeId', 'noticeChannelId', 'lentRights'];

/** The settings of an entry that somebody chose. */
export const chosenIn = (difference: Difference) => namesIn(difference).filter((name) => !silent.includes(name));

/** What somebody has to know before an entry is undone. */
export type Undoing =
  /** `change` puts back what was there before. */
  | { readonly is: 'possible'; readonly change: SettingsChange }
  /** These were changed again since. */
  | { readonly is: 'changedSince'; readonly names: readonly SettingName[] }
  /** Nothing of it is a setting that somebody chose. */
  | { readonly is: 'nothingToUndo' };

/** How an entry is undone: whole, and only where all of it still stands as it was left. */
export function undoing(entry: Difference, now: ServerSettings): Undoing {
  const names = chosenIn(entry);
  if (names.length === 0) return { is: 'nothingToUndo' };
  const changed = names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(entry.after[name]));
  if (changed.length > 0) return { is: 'changedSince', names: changed };
  const clear = names.filter((name): name is ClearableSetting => entry.before[name] === undefined);
  const { lentRights: _, ...values } = only(entry.before, names);
  return { is: 'possible', change: { ...values, ...(clear.length > 0 && { clear }) } };
}

const settingNames = (settings: Partial<ServerSettings>) => Object.keys(settings) as SettingName[];

/** The part of some settings that has these names. */
export function only(settings: Partial<ServerSettings>, names: readonly SettingName[]): Partial<ServerSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.some((one) => one === name)));
}
