import { readFileSync } from 'node:fs';
import { createPictures } from '../../src/discord/stats/picture.ts';
import { lastDays } from '../../src/gate/stats/span.ts';
import { callText } from '../../src/text/call.ts';
import { smsText } from '../../src/text/sms.ts';
import type { Text, TextKey, Texts } from '../../src/text/texts.ts';
import { figuresOf, simulatedDays } from '../../tests/support/stats-days.ts';

const PLURAL = /_(?:zero|one|two|few|many|other)$/;
const SERVER = 'Lantern Bay';

/** Every key of a file of `locales/`, each of its plural forms under one, with its texts. */
export function textsIn(file: URL): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const walk = (tree: unknown, path: string): void => {
    if (typeof tree === 'string') {
      const key = path.replace(PLURAL, '');
      found.set(key, [...(found.get(key) ?? []), tree]);
    } else if (typeof tree === 'object' && tree !== null) {
      for (const [name, below] of Object.entries(tree)) walk(below, path === '' ? name : `${path}.${name}`);
    }
  };
  walk(JSON.parse(readFileSync(file, 'utf8')), '');
  return found;
}

/** A text that remembers which keys it was asked for. */
function asked(text: Text): { readonly text: Text; readonly keys: Set<string> } {
  const keys = new Set<string>();
  const t: Text['t'] = (key: TextKey, params) => {
    keys.add(key);
    return text.t(key, params);
  };
  return { text: { ...text, t }, keys };
}

/** What goes another way than through Discord: the SMS, and what a call says. */
export function spoken(texts: Texts, locale: string) {
  const { text, keys } = asked(texts.for(locale));
  const code = { code: '4821', minutes: 5 };
  const sms = [smsText(text.t, { ...code, server: SERVER }), smsText(text.t, { ...code, server: undefined })];
  const call = [SERVER, undefined].map((server) => {
    const twiml = callText({ locales: texts.locales, for: () => text }, locale, { ...code, server });
    return [...twiml.matchAll(/<Say[^>]*>(.*?)<\/Say>/g)].map(([, said = '']) => said);
  });
  return { sms, call, keys };
}

/** The picture of `/stats`, of made-up days. */
export async function picture(texts: Texts, locale: string) {
  const now = Date.UTC(2026, 2, 10, 15, 30);
  const { text, keys } = asked(texts.for(locale));
  const figures = figuresOf(simulatedDays('1', 30, now), lastDays(30, now));
  const draw = createPictures((error) => {
    throw error;
  });
  return { png: await draw(figures, text), keys };
}
