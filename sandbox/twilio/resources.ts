import type { Sms } from './model.ts';

const root = (accountSid: string) => `/2010-04-01/Accounts/${accountSid}`;

/** An instant the way Twilio writes it: RFC 2822, always +0000. */
function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

const errorMessages: Record<number, string> = {
  30003: 'Unreachable destination handset',
  30006: 'Landline or unreachable carrier',
};

/** A message as the API shows it. Segments are known once a sender is chosen. */
export function messageJson(sms: Sms) {
  const uri = `${root(sms.accountSid)}/Messages/${sms.sid}`;
  return {
    account_sid: sms.accountSid,
    api_version: '2010-04-01',
    body: sms.body,
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
    price: !sms.isPriced ? null : (-0.0083 * sms.segments).toFixed(5),
    price_unit: 'USD',
    sid: sms.sid,
    status: sms.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: sms.to,
    uri: `${uri}.json`,
  };
}

/** An account as the API shows it. */
export function accountJson(sid: string, type: 'Full' | 'Trial') {
  return {
    auth_token: '',
    date_created: rfc2822(0),
    date_updated: rfc2822(0),
    friendly_name: 'Sandbox',
    owner_account_sid: sid,
    sid,
    status: 'active',
    subresource_uris: {
      incoming_phone_numbers: `${root(sid)}/IncomingPhoneNumbers.json`,
      messages: `${root(sid)}/Messages.json`,
    },
    type,
    uri: `${root(sid)}.json`,
  };
}

/** An owned number as the API shows it, with the fields that say what it can do. */
export function numberJson(accountSid: string, phoneNumber: string) {
  const sid = `PN${phoneNumber.slice(1).padStart(32, '0')}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    beta: false,
    capabilities: { voice: false, sms: true, mms: false, fax: false },
    date_created: rfc2822(0),
    date_updated: rfc2822(0),
    friendly_name: phoneNumber,
    origin: 'twilio',
    phone_number: phoneNumber,
    sid,
    status: 'in-use',
    uri: `${root(accountSid)}/IncomingPhoneNumbers/${sid}.json`,
  };
}

/** The path of an address as Twilio would name it, wherever its routes are mounted. */
export function apiPath(url: URL): string {
  return url.pathname.slice(Math.max(0, url.pathname.indexOf('/2010-04-01/')));
}

/** One page of a list: `key` holds the rows, and the addresses of its neighbours keep the filters of `url`. */
export function pageJson<Row>(key: string, rows: readonly Row[], url: URL) {
  const size = Math.min(1000, Math.max(1, Number(url.searchParams.get('PageSize')) || 50));
  const page = Math.max(0, Math.trunc(Number(url.searchParams.get('Page')) || 0));
  const start = page * size;
  const shown = rows.slice(start, start + size);
  const uri = (number: number) => {
    const query = new URLSearchParams(url.searchParams);
    query.set('PageSize', String(size));
    query.set('Page', String(number));
    return `${apiPath(url)}?${query}`;
  };
  return {
    [key]: shown,
    end: Math.max(start, start + shown.length - 1),
    first_page_uri: uri(0),
    next_page_uri: start + size < rows.length ? uri(page + 1) : null,
    page,
    page_size: size,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    start,
    uri: uri(page),
  };
}
