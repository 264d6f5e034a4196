import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SettingsStore } from '../../src/gate/ports.ts';
import { createSettingsEditor } from '../../src/gate/settings/editor.ts';
import { differenceOf, type SettingsEntry, undoing } from '../../src/gate/settings/history.ts';
import { freshSettings, type ServerSettings } from '../../src/gate/settings/settings.ts';

/** A store that takes its time, as one over a network does, and that several processes may use. */
function slowStore(): SettingsStore {
  const kept = new Map<string, { settings: ServerSettings; revision: number }>();
  return {
    async load(serverId) {
      const found = kept.get(serverId)?.settings;
      await setImmediate();
      return found;
    },
    async read(serverId) {
      const found = kept.get(serverId);
      await setImmediate();
      return found ?? { revision: 0 };
    },
    async save(serverId, settings, entry) {
      await setImmediate();
      const revision = (kept.get(serverId)?.revision ?? 0) + 1;
      if (entry && entry.revision !== revision) return false;
      kept.set(serverId, { settings, revision });
      return true;
    },
    servers: async () => [...kept.keys()],
  };
}

function editorOver(store: SettingsStore) {
  const told: SettingsEntry[] = [];
  const clock = { now: () => 1_000 };
  return { told, ...createSettingsEditor({ store, clock, onChanged: (entry) => told.push(entry) }) };
}

it('two changes of one server at once are both kept', async () => {
  const editor = editorOver(slowStore());
  await Promise.all([
    editor.change('100', '1', { accountsPerNumber: 2 }),
    editor.change('100', '2', { conflict: 'transfer' }),
    editor.change('200', '1', { minimumAgeDays: 7 }),
  ]);
  expect(await editor.load('100')).toEqual({ ...freshSettings, accountsPerNumber: 2, conflict: 'transfer' });
  expect(await editor.load('200')).toEqual({ ...freshSettings, minimumAgeDays: 7 });
});

it('two processes that change one server at once lose nothing, and each change is told once with who made it', async () => {
  const store = slowStore();
  const [one, other] = [editorOver(store), editorOver(store)];
  await Promise.all([
    one.change('100', '1', { accountsPerNumber: 2 }),
    other.change('100', '2', { conflict: 'transfer' }),
    one.change('100', '1', { minimumAgeDays: 7 }),
    other.change('100', '2', { dailyCap: 9 }),
  ]);
  const all = { accountsPerNumber: 2, conflict: 'transfer', minimumAgeDays: 7, dailyCap: 9 } as const;
  expect(await one.load('100')).toEqual({ ...freshSettings, ...all });
  const told = [...one.told, ...other.told].sort((a, b) => a.revision - b.revision);
  expect(told.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
  expect(Object.assign({}, ...told.map(({ after }) => after))).toEqual(all);
  expect(one.told.every(({ by }) => by === '1') && other.told.every(({ by }) => by === '2')).toBe(true);
});

it('what changes nothing is no change, but what an admin had the bot do is told', async () => {
  const editor = editorOver(slowStore());
  await editor.change('100', '1', { accountsPerNumber: 1 });
  expect(editor.told).toEqual([]);
  await editor.change('100', '1', {}, { act: 'dryRun', target: '300' });
  expect(editor.told).toEqual([
    { serverId: '100', revision: 1, at: 1_000, by: '1', act: 'dryRun', target: '300', before: {}, after: {} },
  ]);
});

it('a server of which nothing is saved has fresh settings', async () => {
  expect(await editorOver(slowStore()).load('100')).toEqual(freshSettings);
});

const changes = fc.record(
  {
    accountsPerNumber: fc.integer({ min: 1, max: 3 }),
    minimumAgeDays: fc.integer({ min: 0, max: 3 }),
    dailyCap: fc.integer({ min: 1, max: 3 }),
    channelId: fc.constantFrom('1', '2'),
    clear: fc.subarray(['dailyCap', 'channelId'] as const),
  },
  { requiredKeys: [] },
);

it('what an entry changed is put back by undoing it at once, and by nothing else where it was changed since', async () => {
  await fc.assert(
    fc.asyncProperty(changes, changes, changes, async (first, second, third) => {
      const editor = editorOver(slowStore());
      await editor.change('100', '1', first);
      const before = await editor.load('100');
      await editor.change('100', '1', second);
      const after = await editor.load('100');
      const entry = { ...differenceOf(before, after) };
      await editor.change('100', '2', third);
      const now = await editor.load('100');
      const undo = undoing(entry, now);
      if (undo.is === 'possible') await editor.change('100', '3', undo.change);
      const undone = await editor.load('100');
      const isOf = (name: string) => name in entry.before || name in entry.after;
      const changed = undo.is === 'changedSince' ? undo.names : [];
      const left = undo.is === 'possible' ? before : now;
      expect(pick(undone, isOf)).toEqual(pick(left, isOf));
      expect(pick(undone, (name) => !isOf(name))).toEqual(pick(now, (name) => !isOf(name)));
      expect(changed.filter((name) => JSON.stringify(now[name]) === JSON.stringify(after[name]))).toEqual([]);
      expect(undo.is === 'nothingToUndo').toBe(JSON.stringify(after) === JSON.stringify(before));
    }),
  );
});

const pick = (settings: object, isWanted: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => isWanted(name)));
