import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { SettingsStore } from '../../src/gate/ports.ts';
import { createSettingsEditor } from '../../src/gate/settings/editor.ts';
import { freshSettings, type ServerSettings } from '../../src/gate/settings/settings.ts';

/** A store that takes its time, as one over a network does. */
function slowStore(): SettingsStore {
  const kept = new Map<string, ServerSettings>();
  return {
    async load(serverId) {
      const found = kept.get(serverId);
      await setImmediate();
      return found;
    },
    async save(serverId, settings) {
      await setImmediate();
      kept.set(serverId, settings);
    },
    servers: async () => [...kept.keys()],
  };
}

it('two changes of one server at once are both kept', async () => {
  const editor = createSettingsEditor(slowStore());
  await Promise.all([
    editor.change('100', { accountsPerNumber: 2 }),
    editor.change('100', { conflict: 'transfer' }),
    editor.change('200', { minimumAgeDays: 7 }),
  ]);
  expect(await editor.load('100')).toEqual({ ...freshSettings, accountsPerNumber: 2, conflict: 'transfer' });
  expect(await editor.load('200')).toEqual({ ...freshSettings, minimumAgeDays: 7 });
});

it('a server of which nothing is saved has fresh settings', async () => {
  expect(await createSettingsEditor(slowStore()).load('100')).toEqual(freshSettings);
});
