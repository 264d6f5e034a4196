import { iso8601 } from '../resources.ts';

const root = 'https://messaging.twilio.com/v1';

/** A Messaging Service as the API shows it. */
export function serviceJson(accountSid: string, sid: string, isRegistered: boolean) {
  const url = `${root}/Services/${sid}`;
  return {
    sid,
    account_sid: accountSid,
    friendly_name: 'Lantern Bay',
    date_created: iso8601(0),
    date_updated: iso8601(0),
    inbound_request_url: null,
    inbound_method: 'POST',
    fallback_url: null,
    fallback_method: 'POST',
    status_callback: null,
    sticky_sender: true,
    mms_converter: true,
    smart_encoding: true,
    scan_message_content: 'inherit',
    fallback_to_long_code: true,
    area_code_geomatch: true,
    synchronous_validation: true,
    validity_period: 36_000,
    url,
    links: {
      phone_numbers: `${url}/PhoneNumbers`,
      short_codes: `${url}/ShortCodes`,
      us_app_to_person: `${url}/Compliance/Usa2p`,
    },
    usecase: 'verification',
    us_app_to_person_registered: isRegistered,
    use_inbound_webhook_on_number: false,
  };
}

/** A number of a Messaging Service. */
export function memberJson(accountSid: string, serviceSid: string, phoneNumber: string, sid: string) {
  return {
    sid,
    account_sid: accountSid,
    service_sid: serviceSid,
    date_created: iso8601(0),
    date_updated: iso8601(0),
    phone_number: phoneNumber,
    country_code: phoneNumber.startsWith('+1') ? 'US' : null,
    capabilities: ['SMS', 'Voice'],
    url: `${root}/Services/${serviceSid}/PhoneNumbers/${sid}`,
  };
}

/** The campaign that a service's local numbers text the United States under. */
export function campaignJson(accountSid: string, serviceSid: string) {
  const sid = `QE${'0'.repeat(32)}`;
  return {
    sid,
    account_sid: accountSid,
    brand_registration_sid: `BN${'0'.repeat(32)}`,
    messaging_service_sid: serviceSid,
    description: 'One-time codes that members of a server ask for',
    message_samples: ['8605 is your Lantern Bay code.', '4821 is your Lantern Bay code.'],
    us_app_to_person_usecase: '2FA',
    has_embedded_links: false,
    has_embedded_phone: false,
    subscriber_opt_in: true,
    age_gated: false,
    direct_lending: false,
    campaign_status: 'VERIFIED',
    campaign_id: 'CSANDBX',
    is_externally_registered: false,
    rate_limits: {},
    message_flow: 'Members type their number and tick a box.',
    opt_in_message: null,
    opt_out_message: null,
    help_message: null,
    opt_in_keywords: [],
    opt_out_keywords: [],
    help_keywords: [],
    date_created: iso8601(0),
    date_updated: iso8601(0),
    url: `${root}/Services/${serviceSid}/Compliance/Usa2p/${sid}`,
    mock: false,
    errors: [],
    privacy_policy_url: null,
    terms_and_conditions_url: null,
  };
}

/** The verification of a toll-free number, without what it says of the business. */
export function tollFreeJson(accountSid: string, phoneNumber: string, numberSid: string) {
  const sid = `HH${phoneNumber.slice(1).padStart(32, '0')}`;
  return {
    sid,
    account_sid: accountSid,
    tollfree_phone_number_sid: numberSid,
    tollfree_phone_number: phoneNumber,
    status: 'TWILIO_APPROVED',
    business_name: 'Lantern Bay',
    use_case_categories: ['TWO_FACTOR_AUTHENTICATION'],
    rejection_reason: null,
    rejection_reasons: null,
    error_code: null,
    edit_allowed: false,
    edit_expiration: null,
    date_created: iso8601(0),
    date_updated: iso8601(0),
    url: `${root}/Tollfree/Verifications/${sid}`,
  };
}
