import { expect, it } from 'vitest';
import { localesIn } from '../../src/text/locales.ts';
import { quotation } from '../../src/text/quotation.ts';
import { createTexts } from '../../src/text/texts.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));

it.each(texts.locales)('views in %s quote with the marks that its texts have', (locale) => {
  const { t } = texts.for(locale);
  const withoutIsolates = t('setup.field.textTheirs', { words: 'Moin' }).replaceAll(/[\u2066-\u2069]/g, '');
  expect(withoutIsolates).toContain(quotation('Moin', locale));
});
