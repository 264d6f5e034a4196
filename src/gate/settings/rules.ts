import type { Ms } from '../../clock.ts';
import { lineProblem } from '../../otp/number/line-kind.ts';
import type { LineType, PhoneProblem } from '../../otp/number/phone.ts';
import { type ServerSettings, takesCountry } from './settings.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** The first instant that a snowflake can name: https://discord.com/developers/docs/reference#snowflakes */
const DISCORD_EPOCH: Ms = 1_420_070_400_000;

/** When the account, or whatever else a snowflake names, was made. */
export function bornAt(snowflake: string): Ms {
  return Number(BigInt(snowflake) >> 22n) + DISCORD_EPOCH;
}

/** When an account becomes old enough for a server; undefined once it is. An account is old enough at that very instant. */
export function youngUntil(
  { minimumAgeDays }: Pick<ServerSettings, 'minimumAgeDays'>,
  memberId: string,
  now: Ms,
): Ms | undefined {
  const until = bornAt(memberId) + minimumAgeDays * DAY;
  return minimumAgeDays > 0 && now < until ? until : undefined;
}

/**
 * What a server has against a number that the operator would text, as far as the numbering plan tells; undefined when it takes it.
 * Of kinds of lines the plan names VoIP, in some countries. All others are for a look-up.
 */
export function numberProblem(
  { countries, lines }: Pick<ServerSettings, 'countries' | 'lines'>,
  { country, lineType }: { readonly country: string; readonly lineType: LineType },
): PhoneProblem | undefined {
  if (!takesCountry(countries, country)) return 'countryOff';
  return lineType === 'voip' ? lineProblem(lines, 'otherVoip') : undefined;
}
