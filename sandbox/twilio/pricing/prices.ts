import type { Call } from '../calls/model.ts';
import { countryOf } from '../country.ts';
import type { Sms } from '../model.ts';
import { tariffOf } from './tariffs.ts';

const bare = (address: string) => address.replace('whatsapp:', '');

/** What a message costs in USD, once it was sent: by its segments, and flat by WhatsApp. */
export function messagePrice({ to, segments }: Pick<Sms, 'to' | 'segments'>): number {
  const { sms, whatsapp } = tariffOf(countryOf(bare(to)));
  return to.startsWith('whatsapp:') ? whatsapp : sms * segments;
}

/** What a call costs in USD, once it is over: by the minute that was begun, and nothing where nobody answered. */
export function callPrice({ to, startedAt, endedAt }: Pick<Call, 'to' | 'startedAt' | 'endedAt'>): number {
  if (startedAt === null || endedAt === null) return 0;
  return tariffOf(countryOf(to)).minute * Math.max(1, Math.ceil((endedAt - startedAt) / 60_000));
}
