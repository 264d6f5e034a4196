import { countryOf, isTollFree } from '../country.ts';
import type { Clock, Sms, TwilioFaults } from '../model.ts';
import type { SmsBook } from './book.ts';
import { isWhatsapp } from './whatsapp.ts';

/** Sends an accepted message on its way, with the faults that are set now. @param from which sender a Messaging Service picks */
export function start(sms: Sms, from: string | null, faults: TwilioFaults, clock: Clock, move: SmsBook['move']): void {
  const { sid } = sms;
  const last = endOf({ ...sms, from }, faults);
  clock.after(1000, () => move(sid, { status: 'sending', from }));
  clock.after(2000, () => move(sid, { status: 'sent', sentAt: clock.now() }));
  clock.after(2000 + faults.priceAfterMs, () => move(sid, { isPriced: true }));
  // A phone that gets the SMS gets it at once, however late the carrier says so.
  const isOff = isWhatsapp(sms.to) && faults.undelivered;
  if (last.status !== 'undelivered' && !isOff) clock.after(3000, () => move(sid, { arrivedAt: clock.now() }));
  clock.after(2000 + faults.reportAfterMs, () => move(sid, { ...last, isFinal: true }));
}

/** How a message ends. */
function endOf(
  sms: Sms,
  { undelivered, landline, deliveryError, noReceipt, noWhatsapp, unregistered }: TwilioFaults,
): Partial<Sms> {
  const goesByWhatsapp = isWhatsapp(sms.to);
  if (sms.fails !== undefined) return { status: 'undelivered', errorCode: sms.fails };
  if (deliveryError !== null) return { status: 'undelivered', errorCode: deliveryError };
  if (goesByWhatsapp && noWhatsapp) return { status: 'undelivered', errorCode: 63024 };
  if (goesByWhatsapp) return undelivered || noReceipt ? { status: 'sent' } : { status: 'delivered' };
  if (unregistered && isBlockedInUs(sms))
    return { status: 'undelivered', errorCode: isTollFree(sms.from) ? 30032 : 30034 };
  if (landline) return { status: 'undelivered', errorCode: 30006 };
  if (undelivered) return { status: 'undelivered', errorCode: 30003 };
  return { status: noReceipt ? 'sent' : 'delivered' };
}

/** Verify has registered senders of its own. */
const isBlockedInUs = ({ product, from, to }: Sms) =>
  product === 'messages' && from?.startsWith('+1') === true && countryOf(to) === 'US';
