import { expect, it } from 'vitest';
import { colon } from '../../src/text/colon.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));

it.each(texts.locales)('views in %s write the colon that its texts have', (locale) => {
  expect(texts.for(locale).t('panel.number', { phone: '23' })).toMatch(
    new RegExp(`[\\p{L}\\p{M}]${colon(locale)}\\*\\*`, 'u'),
  );
});
