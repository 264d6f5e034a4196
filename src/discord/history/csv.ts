import { chosenIn, type SettingsEntry } from '../../gate/settings/history.ts';
import { csv } from '../ui/csv.ts';

/** A row for each setting that was changed, and for each act without one. Values are JSON; empty where nothing was set. */
export function historyCsv(entries: readonly SettingsEntry[]): string {
  return csv(
    ['at', 'change', 'by', 'act', 'target', 'setting', 'from', 'to'],
    entries.flatMap((entry) => {
      const { at, revision, by, act, target = '' } = entry;
      const row = [new Date(at).toISOString(), revision, by, act, target];
      const names = chosenIn(entry);
      if (names.length === 0) return [[...row, '', '', '']];
      return names.map((name) => [...row, name, cell(entry.before[name]), cell(entry.after[name])]);
    }),
  );
}

const cell = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));
