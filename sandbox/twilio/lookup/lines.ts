import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max';
import { countryOf } from '../country.ts';
import type { TwilioWorld } from '../model.ts';
import type { LineType } from './model.ts';

/** Canadian lines are told only to accounts that the numbering administrator there has approved. */
const NOT_APPROVED = 60_601;

/** What is known of a line: its type, or Twilio's code for why there is none. */
export function lineOf({ lines, npacApproved, faults }: TwilioWorld, number: string): LineType | number {
  const known = lines.get(number);
  if (known !== undefined) return known;
  if (countryOf(number) === 'CA' && !npacApproved) return NOT_APPROVED;
  if (faults.voip) return 'nonFixedVoip';
  return faults.landline ? 'landline' : 'mobile';
}

/** A number as Lookup shows it; `line` is null where it was not asked for. */
export function numberJson(number: string, line: LineType | number | null) {
  const parsed = parsePhoneNumberFromString(number);
  const wrong = validatePhoneNumberLength(number);
  const isValid = wrong === undefined && parsed !== undefined;
  return {
    calling_country_code: isValid ? parsed.countryCallingCode : null,
    country_code: isValid ? countryOf(number) : null,
    phone_number: number,
    national_format: isValid ? parsed.formatNational() : null,
    valid: isValid,
    validation_errors: isValid
      ? null
      : [wrong === 'INVALID_COUNTRY' ? 'INVALID_COUNTRY_CODE' : (wrong ?? 'NOT_A_NUMBER')],
    caller_name: null,
    sim_swap: null,
    call_forwarding: null,
    line_status: null,
    line_type_intelligence: isValid && line !== null ? lineJson(line) : null,
    identity_match: null,
    reassigned_number: null,
    sms_pumping_risk: null,
    phone_number_quality_score: null,
    pre_fill: null,
    url: `https://lookups.twilio.com/v2/PhoneNumbers/${number}`,
  };
}

function lineJson(line: LineType | number) {
  const gap = {
    error_code: line,
    mobile_country_code: null,
    mobile_network_code: null,
    carrier_name: null,
    type: null,
  };
  if (typeof line === 'number') return gap;
  const mobile = line === 'mobile' ? { mobile_country_code: '001', mobile_network_code: '01' } : {};
  return { ...gap, ...mobile, error_code: null, carrier_name: 'Harbour Telecom', type: line };
}
