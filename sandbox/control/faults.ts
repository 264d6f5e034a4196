/** What can go wrong at the page's order, by name. */
export const FAULTS = [
  'undelivered',
  'landline',
  'lateReport',
  'unknownCode',
  'unregistered',
  'voicemail',
  'busyLine',
  'noAnswer',
  'noWhatsapp',
  'voip',
  'noSender',
  'dailyCap',
  'twilioDown',
  'twilioDropped',
  'twilioSlow',
  'latePrices',
  'verifyDown',
  'customCodesOff',
  'lookupDown',
  'screening',
  'onboarding',
  'invite',
  'twoFactor',
  'withoutBot',
  'roleAboveBot',
  'cutOff',
  'discordDown',
  'rolesLimited',
] as const;

export type Fault = (typeof FAULTS)[number];

/** A switch for one of them: what it does, and how it stands. */
export interface Switch {
  readonly set: (on: boolean) => void;
  readonly isOn: () => boolean;
}
