import { expect, it } from 'vitest';
import { discordLocales } from '../../sandbox/world/locales.ts';
import { languagePage } from '../../src/discord/language/page.ts';
import type { ScreenState } from '../../src/discord/setup/views/state.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const english = createTexts(localesIn(new URL('../../locales/', import.meta.url))).for('en-US');
const locales = [...discordLocales, 'ar', 'he'];
const state: ScreenState = {
  ...{ serverId: '1', botId: '2', applicationId: '2', settings: freshSettings, page: 'language', news: [] },
  look: { is: 'unseen', obstacle: 'discordUnavailable' },
  chooser: { memberId: '3', roleIds: [] },
  ...{ obstacles: [], notice: 'none', looksUpLines: false, ways: {} },
  move: { is: 'idle', left: 0 },
};

it('all languages of Discord’s, Arabic and Hebrew fit into the two selects of the page', async () => {
  const page = languagePage({
    texts: { locales },
    languages: { toAll: async () => english, ofDiscord: async () => 'en-US' },
  });
  const shown = JSON.stringify(await page(state, english));
  const offered = [...shown.matchAll(/"options":(\[.*?\])/g)].map(
    ([, options = '']) => options.match(/"value"/g)?.length,
  );
  expect(offered).toEqual([23, 12, 2]);
  for (const locale of locales) expect(shown).toContain(`"value":"${locale}"`);
  expect(shown).toContain('العربية');
});
