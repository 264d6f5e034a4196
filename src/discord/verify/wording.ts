import type { Channel, Wording } from '../../otp/sms.ts';
import { callText } from '../../text/call.ts';
import { smsText } from '../../text/sms.ts';
import type { Visit } from '../interactions/visit.ts';
import type { FlowParts } from './parts.ts';

/** The words for a code, in the language that the person reads who asks for it. A template of the product has words of its own. */
export function wordingOf(
  { policy, texts }: Pick<FlowParts, 'policy' | 'texts'>,
  { text, language }: Pick<Visit, 'text' | 'language'>,
  channel: Channel,
  server: string | undefined,
): Wording {
  const minutes = Math.floor(policy.ttl / 60_000);
  const bodies: Readonly<Record<Channel, Wording['body']>> = {
    sms: (code) => smsText(text.t, { server, code, minutes }),
    call: (code) => callText(texts, text.locale, { server, code }),
    whatsapp: (code) => code,
  };
  // A product has texts in languages in which we have none.
  return { channel, locale: language, body: bodies[channel] };
}
