import type { Text } from '../../text/texts.ts';
import { powerNames } from '../preflight/rights.ts';

/** Named one by one; where they are more, the rest is counted. */
const NAMED = 6;

/** What powers are called in Discord's own words, in bold. */
export function powerList(powers: bigint, { t }: Text): string {
  const names = powerNames(powers).map((name) => `**${t(`setup.power.${name}`)}**`);
  const more = names.length - NAMED;
  return more > 0 ? t('setup.powersMore', { list: names.slice(0, NAMED).join(', '), count: more }) : names.join(', ');
}
