import { isTollFree } from './country.ts';

export const root = (accountSid: string) => `/2010-04-01/Accounts/${accountSid}`;

/** An instant the way Twilio writes it: RFC 2822, always +0000. */
export function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

/** An instant the way Twilio's newer APIs write it: ISO 8601, without a fraction. */
export function iso8601(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
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

export const numberSid = (phoneNumber: string) => `PN${phoneNumber.slice(1).padStart(32, '0')}`;

/** An owned number as the API shows it, with the fields that say what it can do. */
export function numberJson(accountSid: string, phoneNumber: string) {
  const sid = numberSid(phoneNumber);
  return {
    account_sid: accountSid,
    address_requirements: 'none',
    address_sid: null,
    api_version: '2010-04-01',
    beta: false,
    bundle_sid: null,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    date_created: rfc2822(0),
    date_updated: rfc2822(0),
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Inactive',
    friendly_name: phoneNumber,
    identity_sid: null,
    origin: 'twilio',
    phone_number: phoneNumber,
    sid,
    sms_application_sid: null,
    sms_fallback_method: 'POST',
    sms_fallback_url: '',
    sms_method: 'POST',
    sms_url: '',
    status: 'in-use',
    status_callback: '',
    status_callback_method: 'POST',
    trunk_sid: null,
    type: isTollFree(phoneNumber) ? 'toll-free' : 'local',
    uri: `${root(accountSid)}/IncomingPhoneNumbers/${sid}.json`,
    voice_application_sid: null,
    voice_caller_id_lookup: false,
    voice_fallback_method: 'POST',
    voice_fallback_url: null,
    voice_method: 'POST',
    voice_receive_mode: 'voice',
    voice_url: null,
  };
}

/** An owned short code as the API shows it. */
export function shortCodeJson(accountSid: string, code: string) {
  const sid = `SC${code.padStart(32, '0')}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    date_created: rfc2822(0),
    date_updated: rfc2822(0),
    friendly_name: code,
    short_code: code,
    sid,
    sms_fallback_method: 'POST',
    sms_fallback_url: null,
    sms_method: 'POST',
    sms_url: null,
    uri: `${root(accountSid)}/SMS/ShortCodes/${sid}.json`,
  };
}

/** The path of an address as Twilio would name it, wherever its routes are mounted. */
export function apiPath(url: URL): string {
  return url.pathname.slice(Math.max(0, url.pathname.search(/\/(2010-04-01|v[12])\//)));
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

/** The same as Twilio's newer APIs have it: what is around the rows stands in `meta`, with whole addresses. */
export function metaPageJson<Row>(key: string, rows: readonly Row[], url: URL, host: string) {
  const { page, page_size, ...around } = pageJson(key, rows, url);
  const whole = (uri: string | null) => uri && `https://${host}.twilio.com${uri}`;
  return {
    [key]: around[key],
    meta: {
      key,
      page,
      page_size,
      first_page_url: whole(around.first_page_uri),
      previous_page_url: whole(around.previous_page_uri),
      next_page_url: whole(around.next_page_uri),
      url: whole(around.uri),
    },
  };
}
