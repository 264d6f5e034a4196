import { REST } from 'discord.js';
import { expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { createSettingsNews } from '../../src/discord/history/news.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { captureLogs } from '../support/logs.ts';

it('case 15: a store that fails before the staff hear of a changed setting is logged, and ends nothing', async () => {
  const { logger: log, text } = captureLogs();
  const languages = {
    toAll: async () => {
      throw new StoreUnavailable('gone');
    },
  };
  const due: (() => void)[] = [];
  const after = (_: number, run: () => void) => {
    due.push(run);
    return () => {};
  };
  const news = createSettingsNews({ rest: new REST(), languages, clock: { after }, log });
  const entry = { serverId: '100', revision: 1, at: 1, by: '1', act: 'changed', before: {}, after: {} } as const;
  news.tell(entry, { ...freshSettings, staffChannelId: '400' });
  for (const run of due) run();
  await news.stop();
  expect(text().split('the staff could not be told of changed settings')).toHaveLength(2);
});
