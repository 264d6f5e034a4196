import { countryOf } from '../country.ts';
import type { TwilioWorld } from '../model.ts';
import { callPrice, messagePrice } from '../pricing/prices.ts';
import { iso8601 } from '../resources.ts';
import type { Attempt, Verification, VerifyService } from './model.ts';

const root = 'https://verify.twilio.com/v2';

/** A Verify service as the API shows it. */
export function serviceJson(service: VerifyService) {
  const url = `${root}/Services/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: service.accountSid,
    friendly_name: service.friendlyName,
    code_length: service.codeLength,
    lookup_enabled: service.lookupEnabled,
    psd2_enabled: false,
    skip_sms_to_landlines: service.skipSmsToLandlines,
    dtmf_input_required: service.dtmfInputRequired,
    tts_name: null,
    do_not_share_warning_enabled: service.doNotShareWarningEnabled,
    custom_code_enabled: service.customCodeEnabled,
    push: { include_date: false, apn_credential_sid: null, fcm_credential_sid: null },
    totp: { issuer: null, time_step: null, code_length: null, skew: null },
    default_template_sid: null,
    whatsapp: { msg_service_sid: service.whatsappServiceSid, from: service.whatsappFrom },
    passkeys: {
      relying_party: { id: null, name: null, origins: null },
      authenticator_attachment: null,
      discoverable_credentials: null,
      user_verification: null,
    },
    verify_event_subscription_enabled: false,
    date_created: iso8601(service.createdAt),
    date_updated: iso8601(service.updatedAt),
    url,
    links: {
      verification_checks: `${url}/VerificationCheck`,
      verifications: `${url}/Verifications`,
      rate_limits: `${url}/RateLimits`,
      messaging_configurations: `${url}/MessagingConfigurations`,
      entities: `${url}/Entities`,
      webhooks: `${url}/Webhooks`,
      access_tokens: `${url}/AccessTokens`,
    },
  };
}

/** A verification as the API shows it, with its attempts. */
export function verificationJson({ verify }: TwilioWorld, verification: Verification) {
  const { sid, serviceSid, status } = verification;
  const attempts = verify.attempts().filter(({ verificationSid }) => verificationSid === sid);
  return {
    sid,
    service_sid: serviceSid,
    account_sid: verification.accountSid,
    to: verification.to,
    channel: verification.channel,
    status,
    valid: status === 'approved',
    lookup: {},
    amount: null,
    payee: null,
    send_code_attempts: attempts.map((attempt) => ({
      time: iso8601(attempt.createdAt),
      channel: attempt.channel.toUpperCase(),
      attempt_sid: attempt.sid,
    })),
    date_created: iso8601(verification.createdAt),
    date_updated: iso8601(verification.updatedAt),
    sna: null,
    url: `${root}/Services/${serviceSid}/Verifications/${sid}`,
  };
}

/** A check of a code as the API shows it. */
export function checkJson(verification: Verification) {
  return {
    sid: verification.sid,
    service_sid: verification.serviceSid,
    account_sid: verification.accountSid,
    to: verification.to,
    channel: verification.channel,
    status: verification.status,
    valid: verification.status === 'approved',
    amount: null,
    payee: null,
    date_created: iso8601(verification.createdAt),
    date_updated: iso8601(verification.updatedAt),
    sna_attempts_error_codes: [],
  };
}

export const isConverted = ({ verify }: TwilioWorld, attempt: Attempt): boolean =>
  verify.verification(attempt.verificationSid)?.status === 'approved';

/** An attempt as the API shows it: how its message or call fares, and what that costs once it is known. */
export function attemptJson(world: TwilioWorld, attempt: Attempt) {
  const converted = isConverted(world, attempt);
  const carried = carriedBy(world, attempt);
  return {
    sid: attempt.sid,
    account_sid: attempt.accountSid,
    service_sid: attempt.serviceSid,
    verification_sid: attempt.verificationSid,
    date_created: iso8601(attempt.createdAt),
    date_updated: iso8601(carried.updatedAt),
    conversion_status: converted ? 'converted' : 'unconverted',
    channel: attempt.channel,
    price: { value: carried.price, currency: 'usd' },
    channel_data: {
      verification_sid: attempt.verificationSid,
      to: attempt.to,
      status: converted ? 'converted' : 'unconfirmed',
      ...carried.data,
      country: countryOf(attempt.to),
      code_length: attempt.codeLength,
      locale: attempt.locale,
      mcc: null,
      mnc: null,
      carrier: null,
    },
    url: `${root}/Attempts/${attempt.sid}`,
  };
}

/** What the message or the call of an attempt says of it. */
function carriedBy(world: TwilioWorld, { carriedBy: sid, createdAt }: Attempt) {
  const sms = world.message(sid);
  if (sms) {
    const error_code = sms.errorCode === null ? null : String(sms.errorCode);
    const price = sms.isPriced ? messagePrice(sms).toFixed(4) : null;
    return { updatedAt: sms.updatedAt, price, data: { message_status: sms.status, error_code } };
  }
  const call = world.calls.get(sid);
  const price = call?.isPriced ? callPrice(call).toFixed(4) : null;
  return {
    updatedAt: call?.updatedAt ?? createdAt,
    price,
    data: { call_status: call?.status ?? 'queued', error_code: null },
  };
}
