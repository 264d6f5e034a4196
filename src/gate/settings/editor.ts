import { StoreUnavailable } from '../../base/store-unavailable.ts';
import type { Clock } from '../../clock.ts';
import { createQueue } from '../../otp/queue.ts';
import type { SettingsStore } from '../ports.ts';
import { changeSettings, type RefusedSetting, type SettingsChange } from './changes.ts';
import { differenceOf, namesIn, type SettingsAct, type SettingsEntry } from './history.ts';
import { freshSettings, type ServerSettings } from './settings.ts';

/** How often a change is made again because another process was faster. */
const MOST_TRIES = 20;

/** What an entry of the history says besides the difference. */
export interface Act {
  readonly act: SettingsAct;
  /** The role or channel that it was about. */
  readonly target?: string;
}

/** A change, or what makes one of the settings as they are when it is made; undefined makes none. */
export type Asked = SettingsChange | ((now: ServerSettings) => SettingsChange | undefined);

export interface Changed {
  readonly settings: ServerSettings;
  readonly refused: readonly RefusedSetting[];
}

export interface EditorParts {
  readonly store: SettingsStore;
  readonly clock: Pick<Clock, 'now'>;
  /** Hears of each entry once it is stored, with the settings as they are since. Never throws. */
  readonly onChanged: (entry: SettingsEntry, settings: ServerSettings) => void;
}

export type SettingsEditor = ReturnType<typeof createSettingsEditor>;

/**
 * Reads and changes settings. Changes of one server at once are all kept, whatever process makes them, and each stands in the history with
 * who asked for it. Throws `StoreUnavailable`.
 */
export function createSettingsEditor({ store, clock, onChanged }: EditorParts) {
  const inTurn = createQueue();

  async function attempt(serverId: string, by: string, asked: Asked, { act, target }: Act) {
    const { settings: stored, revision } = await store.read(serverId);
    const before = stored ?? freshSettings;
    const change = typeof asked === 'function' ? asked(before) : asked;
    if (!change) return { settings: before, refused: [] };
    const changed = changeSettings(before, change);
    const difference = differenceOf(before, changed.settings);
    if (act === 'changed' && namesIn(difference).length === 0) return changed;
    const named = target === undefined ? {} : { target };
    const entry = { serverId, revision: revision + 1, at: clock.now(), by, act, ...named, ...difference };
    if (!(await store.save(serverId, changed.settings, entry))) return undefined;
    onChanged(entry, changed.settings);
    return changed;
  }

  return {
    load: async (serverId: string) => (await store.load(serverId)) ?? freshSettings,

    /**
     * Saves what is within the limits of a change at once.
     * @param by the id of the admin who asked for it, or `BY_ITSELF`
     * @param act what stands in the history, also where no setting changes
     */
    change: (serverId: string, by: string, asked: Asked, act: Act = { act: 'changed' }): Promise<Changed> =>
      inTurn(serverId, async () => {
        for (let tries = 0; tries < MOST_TRIES; tries++) {
          const changed = await attempt(serverId, by, asked, act);
          if (changed) return changed;
        }
        throw new StoreUnavailable('The settings of a server are changed by too many at once.');
      }),
  };
}
