import { randomUUID } from 'node:crypto';

/** A message as Twilio's API shows it. */
export function smsJson(
  accountSid: string,
  status: 'queued' | 'delivered',
  sid = `SM${randomUUID().replaceAll('-', '')}`,
) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: '',
    date_created: 'Mon, 01 Jan 2024 00:00:00 +0000',
    date_sent: null,
    date_updated: 'Mon, 01 Jan 2024 00:00:00 +0000',
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: '+14155550100',
    messaging_service_sid: null,
    num_media: '0',
    num_segments: '1',
    price: status === 'delivered' ? '-0.00830' : null,
    price_unit: 'USD',
    sid,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: '',
    uri: `${uri}.json`,
  };
}

/** The recipient of an SMS that is asked for, and the code in it. */
export function readSms(form: string): { readonly to: string; readonly code: string } {
  const fields = new URLSearchParams(form);
  const [code = ''] = /\d{4,}/.exec(fields.get('Body') ?? '') ?? [];
  return { to: fields.get('To') ?? '', code };
}
