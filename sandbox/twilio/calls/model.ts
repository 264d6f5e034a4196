export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled';

/** What a call says, in order. Lengths are in ms. */
export type Step =
  | { readonly is: 'say'; readonly text: string; readonly language: string }
  | { readonly is: 'pause'; readonly ms: number };

/** `prompt` is repeated until a key is pressed, and the call ends without one; empty where nothing is waited for. */
export interface Script {
  readonly prompt: readonly Step[];
  readonly steps: readonly Step[];
}

/** One word of a call, as it is spoken. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

/** A call that Twilio places. Instants are ms since the Unix epoch. */
export interface Call {
  readonly sid: string;
  readonly accountSid: string;
  /** Whose call it is: a verification's is not among the account's calls. */
  readonly product: 'calls' | 'verify';
  readonly from: string;
  readonly to: string;
  readonly status: CallStatus;
  readonly script: Script;
  /** Seconds that it may ring, and that it may last. */
  readonly timeout: number;
  readonly timeLimit: number;
  /** Whether Twilio was asked to tell people from machines. */
  readonly detects: boolean;
  readonly answeredBy: 'human' | 'machine' | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Whether the phone rang. */
  readonly rang: boolean;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** What has been spoken so far. */
  readonly said: readonly Word[];
  /** It waits for a key before it says more. */
  readonly awaitsKey: boolean;
  /** The keys that were pressed. */
  readonly keys: string;
  /** What was wrong with the TwiML, as the account's debugger has it; null for nothing. */
  readonly warning: number | null;
  readonly isPriced: boolean;
  /** Forgotten by Twilio. The person who was called still sees the call on their phone. */
  readonly isDeleted: boolean;
}

export type CallDraft = Pick<
  Call,
  'accountSid' | 'product' | 'from' | 'to' | 'script' | 'timeout' | 'timeLimit' | 'detects' | 'warning'
>;

/** Every call, and what the people who are called can do about it. What a call does not allow at the time does nothing. */
export interface CallBook {
  /** Oldest first. */
  all(): readonly Call[];
  get(sid: string): Call | undefined;
  place(draft: CallDraft): Call;
  answer(sid: string): void;
  decline(sid: string): void;
  /** Ends a call that was answered. */
  hangUp(sid: string): void;
  press(sid: string, key: string): void;
  /** For the API: ends it from the caller's side, as `canceled` before it is answered. */
  end(sid: string): void;
  /** For the API: forgets a call that has ended. */
  forget(sid: string): void;
}

/** Statuses after which nothing happens to a call. */
export const ended: ReadonlySet<CallStatus> = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']);
