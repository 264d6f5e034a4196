import type { ServiceInstance } from 'twilio/lib/rest/verify/v2/service.js';
import { createTwilioClient } from './client.ts';
import { reduceFailure, type TwilioFailure } from './failure.ts';
import type { TwilioSettings } from './settings.ts';

/** What codes need of a Verify service, or are better with. Its texts carry its name. */
export const rightSettings = {
  // Without it our codes are refused.
  customCodeEnabled: true,
  lookupEnabled: true,
  // A landline is told at once, and not paid for. It goes by the look-up.
  skipSmsToLandlines: true,
  // A mailbox presses no key, so it hears no code.
  dtmfInputRequired: true,
  doNotShareWarningEnabled: true,
} as const;

/** A Verify service as far as codes depend on it. */
export interface VerifyService {
  readonly name: string;
  readonly takesOurCodes: boolean;
  readonly skipsLandlines: boolean;
  readonly asksForKey: boolean;
  readonly hasWhatsapp: boolean;
}

export const verifyServiceOf = (service: ServiceInstance): VerifyService => ({
  name: service.friendlyName,
  takesOurCodes: service.customCodeEnabled,
  skipsLandlines: service.skipSmsToLandlines,
  asksForKey: service.dtmfInputRequired,
  hasWhatsapp: Boolean(Object(service.whatsapp).from),
});

/** How a service is wanted. */
export interface Wanted {
  readonly name: string;
  /** Digits of a code. */
  readonly codeLength: number;
  /** One that is there already, by its sid. */
  readonly sid?: string;
}

export type Made =
  | { readonly is: 'made' | 'mended'; readonly sid: string }
  | { readonly is: 'gone' }
  | { readonly is: 'failed'; readonly failure: TwilioFailure };

/**
 * Makes a Verify service with the settings that codes need, or gives them to one that is there: by its sid, or by its name, so that asking
 * twice makes one.
 */
export async function makeVerifyService(settings: TwilioSettings, { name, codeLength, sid }: Wanted): Promise<Made> {
  const { services } = createTwilioClient(settings).verify.v2;
  const wanted = { ...rightSettings, codeLength };
  try {
    const known = sid ?? (await services.list({ limit: 1000 })).find(({ friendlyName }) => friendlyName === name)?.sid;
    if (known === undefined) {
      const made = await services.create({ ...wanted, friendlyName: name });
      return { is: 'made', sid: made.sid };
    }
    await services(known).update({ ...wanted, friendlyName: name });
    return { is: 'mended', sid: known };
  } catch (thrown) {
    const failure = reduceFailure(thrown);
    return failure.status === 404 ? { is: 'gone' } : { is: 'failed', failure };
  }
}
