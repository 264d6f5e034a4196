import type { Handlers } from '../interactions/router.ts';
import type { SetupParts } from '../setup/parts.ts';
import { chosenOptions, saving } from '../setup/saving.ts';
import { AS_DISCORD, languageRoutes } from './ids.ts';

const PAGE = 'language';

/** The selects of the page on languages. A language that has no texts is none: only a forged interaction brings it. */
export function languageHandlers(parts: SetupParts): Pick<Handlers, 'selects'> {
  const choosing = saving(parts, PAGE, chosenOptions, ([value]) => {
    if (value === AS_DISCORD) return { clear: ['language'] };
    const language = parts.texts.locales.find((one) => one === value);
    return language === undefined ? {} : { language };
  });
  return {
    selects: {
      [languageRoutes.latin.name]: choosing,
      [languageRoutes.others.name]: choosing,
      [languageRoutes.everybody.name]: saving(parts, PAGE, chosenOptions, ([value]) => ({
        oneLanguage: value === 'everybody',
      })),
    },
  };
}
