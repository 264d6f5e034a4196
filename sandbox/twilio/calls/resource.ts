import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { callPrice } from '../pricing/prices.ts';
import { numberSid, rfc2822, root } from '../resources.ts';
import type { Call } from './model.ts';

const parts = {
  notifications: 'Notifications',
  recordings: 'Recordings',
  payments: 'Payments',
  events: 'Events',
  siprec: 'Siprec',
  streams: 'Streams',
  transcriptions: 'Transcriptions',
  user_defined_message_subscriptions: 'UserDefinedMessageSubscriptions',
  user_defined_messages: 'UserDefinedMessages',
};

/** A call as the API shows it. Only an answered one has a length and a price. */
export function callJson(call: Call) {
  const { startedAt, endedAt } = call;
  const uri = `${root(call.accountSid)}/Calls/${call.sid}`;
  const isTalkOver = startedAt !== null && endedAt !== null;
  return {
    account_sid: call.accountSid,
    answered_by: call.detects ? answeredBy(call) : null,
    api_version: '2010-04-01',
    caller_name: null,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.updatedAt),
    direction: 'outbound-api',
    duration: isTalkOver ? String(Math.ceil((endedAt - startedAt) / 1000)) : null,
    end_time: endedAt === null ? null : rfc2822(endedAt),
    forwarded_from: null,
    from: call.from,
    from_formatted: formatted(call.from),
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: numberSid(call.from),
    price: isTalkOver && call.isPriced ? (-callPrice(call)).toFixed(5) : null,
    price_unit: 'USD',
    sid: call.sid,
    start_time: startedAt === null ? null : rfc2822(startedAt),
    status: call.status,
    subresource_uris: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, `${uri}/${part}.json`])),
    to: call.to,
    to_formatted: formatted(call.to),
    trunk_sid: null,
    uri: `${uri}.json`,
    queue_time: '0',
  };
}

function answeredBy({ answeredBy }: Call): string | null {
  return answeredBy === 'machine' ? 'machine_start' : answeredBy;
}

/** North American numbers as they are written there, and all others as they are. */
function formatted(number: string): string {
  return number.startsWith('+1') ? (parsePhoneNumberFromString(number)?.formatNational() ?? number) : number;
}
