export const channels = ['sms', 'call', 'whatsapp'] as const;
export type Channel = (typeof channels)[number];

/** What an account may set about a Verify service. */
export interface ServiceSettings {
  /** Names the brand in every text. */
  readonly friendlyName: string;
  readonly codeLength: number;
  readonly lookupEnabled: boolean;
  readonly skipSmsToLandlines: boolean;
  readonly dtmfInputRequired: boolean;
  readonly doNotShareWarningEnabled: boolean;
  readonly customCodeEnabled: boolean;
  /** The account's own WhatsApp sender, and the Messaging Service that has it; null until both are set. */
  readonly whatsappFrom: string | null;
  readonly whatsappServiceSid: string | null;
}

/** Instants are ms since the Unix epoch. */
export interface VerifyService extends ServiceSettings {
  readonly sid: string;
  readonly accountSid: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type VerificationStatus = 'pending' | 'approved' | 'canceled' | 'max_attempts_reached' | 'expired';

export interface Verification {
  readonly sid: string;
  readonly serviceSid: string;
  readonly accountSid: string;
  readonly to: string;
  /** The channel of the latest attempt. */
  readonly channel: Channel;
  readonly status: VerificationStatus;
  readonly code: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** How often a code was checked. */
  readonly checks: number;
}

/** One sending of a verification's code. */
export interface Attempt {
  readonly sid: string;
  readonly verificationSid: string;
  readonly serviceSid: string;
  readonly accountSid: string;
  readonly channel: Channel;
  readonly to: string;
  readonly locale: string;
  readonly codeLength: number;
  readonly createdAt: number;
  /** The message or the call that carries it. */
  readonly carriedBy: string;
}

export interface SendDraft {
  readonly service: VerifyService;
  readonly to: string;
  readonly channel: Channel;
  /** Twilio makes a code where there is none. */
  readonly customCode: string | null;
  readonly locale: string;
}

/** The Verify services of the account, and what was verified with them. */
export interface VerifyBook {
  services(): readonly VerifyService[];
  service(sid: string): VerifyService | undefined;
  /** Makes a service. Without settings it is called Lantern Bay and sends custom codes over every channel. */
  addService(
    settings?: Partial<ServiceSettings> & { readonly sid?: string; readonly accountSid?: string },
  ): VerifyService;
  updateService(sid: string, change: Partial<ServiceSettings>): void;
  removeService(sid: string): void;
  /** Channels that are switched off in every service. */
  readonly channelsOff: Set<Channel>;

  /** Every verification, oldest first, as it stands now. */
  verifications(): readonly Verification[];
  verification(sid: string): Verification | undefined;
  /** The one whose life has not ended, for this number. */
  pending(serviceSid: string, to: string): Verification | undefined;
  attempts(): readonly Attempt[];
  attempt(sid: string): Attempt | undefined;

  /** For the API: sends a code, as a new verification or as another attempt of the pending one. */
  send(draft: SendDraft): Verification;
  /** For the API: ends a pending verification. */
  end(sid: string, status: 'approved' | 'canceled'): void;
  /** For the API: whether this is the code; the fifth wrong one ends the verification. */
  check(sid: string, code: string): boolean;
}
