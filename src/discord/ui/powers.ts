import { enumerated } from '../../text/enumerated.ts';
import type { Text } from '../../text/texts.ts';
import { powerNames } from '../preflight/rights.ts';

/** Named one by one; where they are more, the rest is counted. */
const NAMED = 6;

/** What powers are called in Discord's own words, in bold. */
export function powerList(powers: bigint, text: Text): string {
  const { t } = text;
  const names = powerNames(powers).map((name) => `**${t(`setup.power.${name}`)}**`);
  const more = names.length - NAMED;
  const list = enumerated(names.slice(0, NAMED), text);
  return more > 0 ? t('setup.powersMore', { list, count: more }) : list;
}
