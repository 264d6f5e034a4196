/** What reaching a phone costs in USD: a segment of an SMS, a minute of a call to a mobile and to a landline, and a message by WhatsApp. */
export interface Tariff {
  readonly sms: number;
  readonly minute: number;
  readonly landline: number;
  readonly whatsapp: number;
}

const otherwise: Tariff = { sms: 0.1, minute: 0.2, landline: 0.1, whatsapp: 0.03 };

/** Rounded figures of this sandbox's own, in the order of magnitude of real ones. They are no offer of Twilio. */
const tariffs: Readonly<Record<string, Tariff>> = {
  US: { sms: 0.0083, minute: 0.014, landline: 0.014, whatsapp: 0.0085 },
  CA: { sms: 0.0083, minute: 0.014, landline: 0.014, whatsapp: 0.0085 },
  GB: { sms: 0.05, minute: 0.035, landline: 0.016, whatsapp: 0.04 },
  DE: { sms: 0.11, minute: 0.035, landline: 0.018, whatsapp: 0.07 },
  AT: { sms: 0.1, minute: 0.04, landline: 0.02, whatsapp: 0.07 },
  CH: { sms: 0.08, minute: 0.05, landline: 0.02, whatsapp: 0.07 },
  FR: { sms: 0.08, minute: 0.04, landline: 0.02, whatsapp: 0.07 },
  ES: { sms: 0.08, minute: 0.04, landline: 0.02, whatsapp: 0.05 },
  IT: { sms: 0.09, minute: 0.04, landline: 0.02, whatsapp: 0.05 },
  NL: { sms: 0.11, minute: 0.04, landline: 0.02, whatsapp: 0.07 },
  PL: { sms: 0.05, minute: 0.04, landline: 0.03, whatsapp: 0.04 },
  BR: { sms: 0.06, minute: 0.06, landline: 0.03, whatsapp: 0.03 },
  MX: { sms: 0.07, minute: 0.03, landline: 0.02, whatsapp: 0.02 },
  IN: { sms: 0.08, minute: 0.04, landline: 0.04, whatsapp: 0.02 },
  NG: { sms: 0.4, minute: 0.25, landline: 0.25, whatsapp: 0.03 },
  ID: { sms: 0.45, minute: 0.2, landline: 0.15, whatsapp: 0.03 },
  AU: { sms: 0.05, minute: 0.08, landline: 0.03, whatsapp: 0.06 },
  JP: { sms: 0.09, minute: 0.2, landline: 0.1, whatsapp: 0.06 },
};

/** The tariff of a country by its ISO code. */
export function tariffOf(country: string | null): Tariff {
  return tariffs[country ?? ''] ?? otherwise;
}
