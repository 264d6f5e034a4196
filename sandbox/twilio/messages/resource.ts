import type { Sms } from '../model.ts';
import { messagePrice } from '../pricing/prices.ts';
import { rfc2822, root } from '../resources.ts';

const errorMessages: Record<number, string> = {
  30003: 'Unreachable destination handset',
  30006: 'Landline or unreachable carrier',
  30032: 'Toll-Free Number Has Not Been Verified',
  30034: 'Message from an Unregistered Number',
  63013: 'This message send failed because it violates Channel provider policy',
  63016: 'Failed to send freeform message because you are outside the allowed window',
  63028: 'Number of parameters provided does not match the expected number of parameters',
  63024: 'Invalid message recipient',
};

/** A message as the API shows it. Segments are known once a sender is chosen. */
export function messageJson(sms: Sms) {
  const uri = `${root(sms.accountSid)}/Messages/${sms.sid}`;
  return {
    account_sid: sms.accountSid,
    api_version: '2010-04-01',
    body: sms.isRedacted ? '' : sms.body,
    date_created: rfc2822(sms.createdAt),
    date_sent: sms.sentAt === null ? null : rfc2822(sms.sentAt),
    date_updated: rfc2822(sms.updatedAt),
    direction: sms.direction,
    error_code: sms.errorCode,
    error_message: sms.errorCode === null ? null : (errorMessages[sms.errorCode] ?? null),
    from: sms.from,
    messaging_service_sid: sms.serviceSid,
    num_media: '0',
    num_segments: sms.from === null ? '0' : String(sms.segments),
    price: sms.isPriced ? (-messagePrice(sms)).toFixed(5) : null,
    price_unit: 'USD',
    sid: sms.sid,
    status: sms.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: sms.to,
    uri: `${uri}.json`,
  };
}
