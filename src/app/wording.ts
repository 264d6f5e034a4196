import { topicsOfCommands } from '../../commands/command.ts';
import { traceOf } from '../log/trace.ts';
import type { Log } from '../log.ts';
import { type Locales, localesIn, onlyTopics } from '../text/locales.ts';
import { createTexts } from '../text/texts.ts';

const folder = new URL('../../locales/', import.meta.url);

/** The texts that people read, and those that Discord is told of the commands in all languages: these are read when they are asked for. */
export function openWording({ log, locales = localesIn(folder) }: { readonly log: Log; readonly locales?: Locales }) {
  const texts = createTexts(locales, (locale, error) =>
    log.error({ locale, cause: traceOf(error) }, 'the texts of a language could not be read: English is shown instead'),
  );
  return { texts, namesOfCommands: async () => createTexts(await onlyTopics(locales, topicsOfCommands)) };
}
