import { createQueue } from '../../otp/queue.ts';
import type { SettingsStore } from '../ports.ts';
import { changeSettings, type SettingsChange } from './changes.ts';
import { freshSettings } from './settings.ts';

export type SettingsEditor = ReturnType<typeof createSettingsEditor>;

/** Reads and changes settings; two changes of one server at once are both kept. Throws `StoreUnavailable`. */
export function createSettingsEditor(store: SettingsStore) {
  const inTurn = createQueue();
  const load = async (serverId: string) => (await store.load(serverId)) ?? freshSettings;

  return {
    load,
    /** Saves what is within the limits of a change at once. */
    change: (serverId: string, change: SettingsChange) =>
      inTurn(serverId, async () => {
        const changed = changeSettings(await load(serverId), change);
        await store.save(serverId, changed.settings);
        return changed;
      }),
  };
}
